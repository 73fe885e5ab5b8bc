from typing import Any

from django.db import migrations, models


def keep_the_last_run(apps: Any, schema_editor: Any) -> None:
    """What is known of earlier comparisons is the last one that found each difference."""
    difference = apps.get_model("payments", "Difference")
    link = difference.runs.through
    rows = difference.objects.values_list("pk", "run_id")
    link.objects.bulk_create(link(difference_id=pk, reconciliationrun_id=run) for pk, run in rows)


class Migration(migrations.Migration):
    dependencies = [("payments", "0012_credit_given_back_meanwhile")]

    operations = [
        # Two relations must not bear one name at the same time.
        migrations.AlterField(
            "difference",
            "run",
            models.ForeignKey("payments.ReconciliationRun", models.PROTECT, related_name="+"),
        ),
        migrations.AddField(
            "difference",
            "runs",
            models.ManyToManyField(
                "payments.ReconciliationRun", related_name="differences", help_text="The comparisons that found it."
            ),
        ),
        migrations.RunPython(keep_the_last_run, migrations.RunPython.noop, elidable=True),
    ]
