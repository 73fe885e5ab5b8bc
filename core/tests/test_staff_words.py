"""Times and lengths as staff read them."""

from datetime import UTC, datetime, time

import pytest

from core import staff_words


def test_a_moment_is_told_in_lagos_time() -> None:
    assert staff_words.moment(datetime(2026, 1, 31, 22, 59, tzinfo=UTC)) == "Sat 31 Jan, 11:59 pm"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (time(8), time(20), "8 am to 8 pm"),
        (time(7, 30), time(12), "7:30 am to 12 pm"),
        (time(0), time(0, 5), "12 am to 12:05 am"),
    ],
)
def test_hours_leave_out_needless_zeros(first: time, last: time, words: str) -> None:
    assert staff_words.span(first, last) == words


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 minutes"), (60, "1 hour"), (90, "90 minutes"), (120, "2 hours")])
def test_a_length_is_told_in_whole_hours_where_it_is(minutes: int, words: str) -> None:
    assert staff_words.length(minutes) == words
