from django.db import migrations


def add_monthly(apps, schema_editor):
    """The plan to begin with; admins change it or add others."""
    apps.get_model("payments", "Plan").objects.get_or_create(
        name="Monthly", defaults={"price_kobo": 500_000, "homework_limit": 30, "position": 10}
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_what_the_database_guards")]

    operations = [migrations.RunPython(add_monthly, migrations.RunPython.noop)]
