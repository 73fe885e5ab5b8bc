from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0005_other_interactions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='outboundmessage',
            name='purpose',
            field=models.CharField(choices=[('reply', 'Reply'), ('payment', 'News about a payment'), ('solution', 'Part of a solution'), ('question', 'Question of a tutor'), ('support', 'Answer from support'), ('notice', 'Notice'), ('template', 'Template that opens the window')], max_length=10),
        ),
    ]
