"""Staff type naira; forms give and take whole kobo, exactly."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from core.admin.fields import NairaField
from core.models import AdminSettings, AuditEntry


@pytest.mark.parametrize(
    ("typed", "kobo"), [("500", 50_000), ("500.50", 50_050), ("0.07", 7), ("19.99", 1_999), (" 5000 ", 500_000)]
)
def test_naira_become_kobo_exactly_and_back(typed: str, kobo: int) -> None:
    field = NairaField()
    assert field.clean(typed) == kobo
    assert field.clean(field.prepare_value(kobo)) == kobo
    assert not field.has_changed(kobo, typed)
    assert field.has_changed(kobo + 1, typed)


@pytest.mark.parametrize("typed", ["", "five", "500.505", "NaN", "1e3.", "-1", "49.99", "100.01"])
def test_what_is_no_amount_or_out_of_bounds_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        NairaField(least_kobo=5_000, most_kobo=10_000).clean(typed)


@pytest.mark.django_db
def test_the_price_of_a_homework_is_set_in_naira_and_audited(admin_client: Client) -> None:
    url = "/admin/core/adminsettings/1/change/"
    AdminSettings.objects.get_or_create(pk=1)
    form: Any = admin_client.get(url).context["adminform"].form
    given = {name: form[name].value() for name in form.fields}
    assert (given["homework_price_kobo"], given["refund_approval_kobo"]) == ("500", "5000")
    given["homework_price_kobo"] = "650.50"
    assert admin_client.post(url, given).status_code == 302
    assert AdminSettings.objects.get().homework_price_kobo == 65_050
    assert AuditEntry.objects.get().detail["changed"] == {"homework_price_kobo": [50_000, 65_050]}
    given["homework_price_kobo"] = "49.99"
    assert "No less than ₦50" in admin_client.post(url, given).content.decode()
