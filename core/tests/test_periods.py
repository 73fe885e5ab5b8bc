"""Spans of days: how they are asked for, named, and cut into days and months."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import NotAPeriod, Period, days, month, presets

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))


def test_the_usual_spans_begin_weeks_on_monday() -> None:
    spans = {name: period.text for name, (_, period) in presets(date(2026, 11, 22)).items()}
    assert spans == {
        "today": "2026-11-22",
        "yesterday": "2026-11-21",
        "this-week": "2026-11-16 to 2026-11-22",
        "last-week": "2026-11-09 to 2026-11-15",
        "this-month": "2026-11-01 to 2026-11-22",
        "last-month": "2026-10-01 to 2026-10-31",
    }


def test_a_day_is_a_day_in_lagos() -> None:
    period = days("2026-11-22", "2026-11-22")
    assert (period.start, period.end) == (datetime(2026, 11, 21, 23, tzinfo=UTC), datetime(2026, 11, 22, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        ("2026-11-02", "2026-11-01", "must not be after"),
        ("0001-01-01", "2026-11-01", "between 2020 and 2100"),
        ("2026-02-30", "2026-03-01", "'2026-02-30' is not a day"),
        ("yesterday", "2026-03-01", "'yesterday' is not a day"),
    ],
)
def test_days_that_make_no_sense_are_said(first: str, last: str, problem: str) -> None:
    with pytest.raises(NotAPeriod, match=problem):
        days(first, last)


def test_a_month_is_given_by_its_number() -> None:
    assert month("2028-02") == Period(date(2028, 2, 1), date(2028, 2, 29))
    with pytest.raises(NotAPeriod):
        month("2028-13")


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2026-11-02", "2026-11-02", "Mon 2 Nov"),
        ("2026-11-01", "2026-11-30", "Nov 2026"),
        ("2026-11-29", "2026-12-02", "2026-11-29 to 2026-12-02"),
    ],
)
def test_a_span_has_short_words(first: str, last: str, label: str) -> None:
    assert days(first, last).label == label


@given(DAYS, st.integers(0, 800))
def test_days_and_months_fill_a_span_without_gap_or_overlap(first: date, length: int) -> None:
    period = Period(first, min(date.fromordinal(first.toordinal() + length), date(2100, 1, 1)))
    for parts in (list(period.days()), list(period.months())):
        assert (parts[0].start, parts[-1].end) == (period.start, period.end)
        assert all(part.end == following.start for part, following in pairwise(parts))
    assert len(list(period.days())) == period.length
