from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0006_reconciliation_remembers_numbers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='paystackevent',
            name='result',
            field=models.CharField(blank=True, choices=[('settled', 'Payment asked about'), ('orphan', 'Money for an unknown reference'), ('followed', 'Refund, dispute or rejection followed'), ('not_needed', 'Nothing to do')], max_length=20),
        ),
    ]
