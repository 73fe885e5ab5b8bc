"""Spans of days as people choose them: days in Lagos, both ends included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date

ZONE: str = settings.TIME_ZONE
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 1, 1)


class NotAPeriod(ValueError):
    """The days given do not make a span; the text says why, for the person who gave them."""


@dataclass(frozen=True)
class Period:
    """Days in Lagos, both included; inside, a half-open span of moments."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not FIRST_DAY <= self.first <= self.last <= LAST_DAY:
            raise NotAPeriod("The first day must not be after the last one, and both between 2020 and 2100.")

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time()))

    @property
    def end(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time()))

    @property
    def text(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def label(self) -> str:
        """Short words: a day `Mon 2 Nov`, a whole month `Nov 2026`, anything else its days."""
        if self.first == self.last:
            return f"{self.first:%a} {self.first.day} {self.first:%b}"
        same_month = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{self.first:%b %Y}" if same_month else self.text

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def each_day(self) -> Iterator[date]:
        for number in range(self.length):
            yield self.first + timedelta(days=number)

    def days(self) -> "Iterator[Period]":
        for day in self.each_day():
            yield Period(day, day)

    def months(self) -> "Iterator[Period]":
        """Gives the months it touches, the first and the last one cut to what lies within."""
        first = self.first
        while first <= self.last:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(first, min(following - timedelta(days=1), self.last))
            first = following


def presets(today: date) -> dict[str, tuple[str, Period]]:
    """Returns the spans that people ask for most, by name: label and days. Weeks begin on Monday."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    return {
        "today": ("Today", Period(today, today)),
        "yesterday": ("Yesterday", Period(today - timedelta(days=1), today - timedelta(days=1))),
        "this-week": ("This week", Period(monday, today)),
        "last-week": ("Last week", Period(monday - timedelta(days=7), monday - timedelta(days=1))),
        "this-month": ("This month", Period(first, today)),
        "last-month": ("Last month", Period(last_month, first - timedelta(days=1))),
    }


def month(text: str) -> Period:
    """Returns a month given as `2026-11`.

    Raises:
        NotAPeriod: if it does not make sense.
    """
    first = _day(f"{text}-01")
    return Period(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def days(first: str, last: str) -> Period:
    """Returns a span given as two ISO days.

    Raises:
        NotAPeriod: if it does not make sense.
    """
    return Period(_day(first), _day(last))


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise NotAPeriod(f"{text[:20]!r} is not a day such as 2026-11-30.")
    return day
