from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='adminsettings',
            name='refund_approval_kobo',
            field=models.PositiveIntegerField(default=500000, help_text="A refund above this many kobo needs a second person's approval; 500000 is ₦5,000."),
        ),
    ]
