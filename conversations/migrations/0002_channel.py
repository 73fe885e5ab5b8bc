"""The one row that paces the number."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_channel(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("conversations", "SendingChannel").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunPython(open_channel, migrations.RunPython.noop)]
