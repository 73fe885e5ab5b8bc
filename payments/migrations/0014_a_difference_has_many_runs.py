from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payments", "0013_runs_of_a_difference")]

    operations = [migrations.RemoveField("difference", "run")]
