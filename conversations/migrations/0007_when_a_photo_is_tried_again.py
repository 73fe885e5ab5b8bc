from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0006_question_of_a_tutor'),
    ]

    operations = [
        migrations.AddField(
            model_name='inboundmessage',
            name='media_due_at',
            field=models.DateTimeField(blank=True, help_text='When it is tried again; empty: at once.', null=True),
        ),
    ]
