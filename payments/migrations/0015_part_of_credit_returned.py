from django.db import migrations, models
from django.db.models import F, Q

RETURNED_WHOLLY = "UPDATE payments_credituse SET returned_kobo = amount_kobo WHERE returned_at IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("payments", "0014_a_difference_has_many_runs")]

    operations = [
        migrations.AddField(
            model_name="credituse",
            name="returned_kobo",
            field=models.PositiveBigIntegerField(default=0, verbose_name="amount returned (kobo)"),
        ),
        migrations.RunSQL(RETURNED_WHOLLY, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="credituse",
            constraint=models.CheckConstraint(
                condition=Q(returned_at=None, returned_kobo=0)
                | Q(returned_at__isnull=False, returned_kobo__gt=0, returned_kobo__lte=F("amount_kobo")),
                name="payments_credit_use_returns_what_was_spent",
            ),
        ),
    ]
