"""What every vendor's webhook needs: the guards in front (`guards`), and JSON that a database can hold (`storable`)."""
