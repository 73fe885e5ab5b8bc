"""A level may have a price of its own; what was quoted stays for a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.clock import now
from core.models import AdminSettings, AuditEntry
from homework import services
from homework.models import Homework, LevelPrice
from homework.prices import Prices, price_of, prices
from students.models import Level
from tests.builders import make_homework, make_member, make_student, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/homework/levelprice/"


def draft_of(level: Level) -> Homework:
    return make_homework(make_student(level=level))


def member_of(role: str) -> Client:
    return signed_in(make_member(role))


def test_a_quote_is_the_price_of_the_students_level_and_stays_for_a_day() -> None:
    LevelPrice.objects.create(level=Level.PRIMARY, price_kobo=30_000)
    homework, at = draft_of(Level.PRIMARY), now()
    assert services.quote(homework=homework, at=at) == 30_000
    LevelPrice.objects.update(price_kobo=35_000)
    assert services.quote(homework=homework, at=at + timedelta(hours=23)) == 30_000
    assert services.quote(homework=homework, at=at + timedelta(hours=24)) == 35_000


def test_other_levels_pay_the_price_of_the_settings() -> None:
    AdminSettings.objects.update_or_create(pk=1, defaults={"homework_price_kobo": 60_000})
    LevelPrice.objects.create(level=Level.PRIMARY, price_kobo=30_000)
    assert services.quote(homework=draft_of(Level.SENIOR), at=now()) == 60_000 == price_of(Level.OTHER)


def test_what_the_levels_pay_together() -> None:
    assert prices() == Prices(50_000, differ=False)
    LevelPrice.objects.create(level=Level.EXAM, price_kobo=80_000)
    assert prices() == Prices(50_000, differ=True)
    for level in set(Level) - {Level.EXAM}:
        LevelPrice.objects.create(level=level, price_kobo=80_000)
    assert prices() == Prices(80_000, differ=False), "nobody pays the general price any more"


@pytest.mark.parametrize("facts", [{"level": Level.EXAM, "price_kobo": 1}, {"level": Level.OTHER, "price_kobo": 0}])
def test_the_database_keeps_one_positive_price_for_a_level(facts: dict[str, Any]) -> None:
    LevelPrice.objects.create(level=Level.EXAM, price_kobo=80_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        LevelPrice.objects.create(**facts)


def test_an_admin_edits_prices_in_naira_and_each_change_is_kept() -> None:
    admin = member_of("Admin")
    assert admin.post(f"{LIST}add/", {"level": "primary", "price_kobo": "300"}).status_code == 302
    row = LevelPrice.objects.get()
    assert admin.post(f"{LIST}{row.pk}/change/", {"price_kobo": "350"}).status_code == 302
    assert "No less than ₦50" in admin.post(f"{LIST}{row.pk}/change/", {"price_kobo": "49"}).content.decode()
    assert "already exists" in admin.post(f"{LIST}add/", {"level": "primary", "price_kobo": "400"}).content.decode()
    assert "₦350" in admin.get(LIST).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert admin.post(LIST, chosen).status_code == 302
    assert not LevelPrice.objects.exists()
    kept = AuditEntry.objects.filter(name__startswith="level_price.").order_by("pk")
    assert [(entry.name, entry.detail["price_kobo"]) for entry in kept] == [
        ("level_price.changed", [None, 30_000]),
        ("level_price.changed", [30_000, 35_000]),
        ("level_price.removed", [35_000, None]),
    ]


def test_finance_sees_prices_and_tutors_do_not() -> None:
    finance, tutor = member_of("Finance"), member_of("Tutor")
    assert finance.get(LIST).status_code == 200
    assert finance.post(f"{LIST}add/", {"level": "primary", "price_kobo": "300"}).status_code == 403
    assert tutor.get(LIST).status_code == 403
