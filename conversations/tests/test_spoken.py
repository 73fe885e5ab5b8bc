"""How times, spans and offers are said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from conversations.wording import spoken
from core.models import AdminSettings
from payments.models import Plan
from tests.builders import make_plan


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Africa/Lagos"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due", "words"),
    [
        (at(2, 11), "today by 11 am"),
        (at(2, 12), "today by 12 pm"),
        (at(2, 0, 5), "today by 12:05 am"),
        (at(3, 8, 30), "tomorrow by 8:30 am"),
        (at(5, 9), "on Thu 5 Nov by 9 am"),
    ],
)
def test_a_promise_is_said_by_its_day(due: datetime, words: str) -> None:
    assert spoken.due(due, at(2, 0), "en") == words


@pytest.mark.django_db
def test_moments_waits_and_opening_hours() -> None:
    assert spoken.moment(at(30, 23, 59), "en") == "Mon 30 Nov, 11:59 pm"
    assert [spoken.wait(minutes, "en") for minutes in (45, 60, 90, 120)] == ["45 minutes", "1 hour", "90 minutes", "2 hours"]
    assert spoken.opening(AdminSettings(), "en") == "8 am to 8 pm"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [(1, "day", "a day"), (14, "day", "14 days"), (1, "month", "a month"), (3, "month", "3 months")],
)
def test_the_period_of_a_plan(length: int, unit: str, words: str) -> None:
    plan = Plan(period_length=length, period_unit=unit)
    assert spoken.period(plan, "en") == plan.period == words


@pytest.mark.django_db
def test_offers_name_every_plan_on_sale() -> None:
    Plan.objects.update(is_active=False)
    assert spoken.offers("en") == "There is no plan at the moment."
    make_plan("Weekly", price_kobo=150_000, period_length=7, period_unit="day")
    assert spoken.offers("en") == "Weekly: ₦1,500 7 days."
