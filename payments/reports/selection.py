"""Which payments finance means: a span of days in Lagos, the date it counts by, and what else narrows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from payments.channels import stored_channel
from payments.models import CURRENCY, Payment
from payments.paystack import client

ZONE = "Africa/Lagos"
REAL_MONEY = Q(paid_at__isnull=False, paid_currency=CURRENCY) & ~Q(outcome=Payment.Outcome.WRONG_MODE)
"""Payments that may be added up: naira, and not the play money of the other mode."""
REAL_MONEY_BACK = Q(currency=CURRENCY, payment__paid_currency=CURRENCY) & ~Q(payment__outcome=Payment.Outcome.WRONG_MODE)
"""The same for refunds and disputes."""
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 1, 1)


class NotAPeriod(ValueError):
    """The days given are no span of time; the text says why, for the person who gave them."""


class DateBasis(models.TextChoices):
    """Which of a payment's dates decides the day it belongs to."""

    PAID = "paid", "Paid: when the payer's money moved"
    BOOKED = "booked", "Booked: when we settled it"
    CREATED = "created", "Created: when the attempt was made"

    @property
    def field(self) -> str:
        return {self.PAID: "paid_at", self.BOOKED: "settled_at", self.CREATED: "created_at"}[self]

    @property
    def word(self) -> str:
        return str(self.label).split(":", maxsplit=1)[0].lower()


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
    """Returns the spans that finance asks for most, by name: label and days. Weeks begin on Monday."""
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
        NotAPeriod: if it is none.
    """
    first = _day(f"{text}-01")
    return Period(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def days(first: str, last: str) -> Period:
    """Returns a span given as two ISO days.

    Raises:
        NotAPeriod: if it is none.
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


@dataclass(frozen=True)
class Selection:
    """The payments of one report or export. Empty words do not narrow."""

    period: Period
    basis: DateBasis = DateBasis.PAID
    purpose: str = ""
    channel: str = ""
    mode: str = ""

    @classmethod
    def of(cls, period: Period, basis: DateBasis = DateBasis.PAID, *, purpose: str = "", channel: str = "") -> "Selection":
        """Returns a selection of the money that the present key moves: test and live never stand in one sum."""
        return cls(period, basis, purpose, channel, client.mode())

    @property
    def condition(self) -> Q:
        field = self.basis.field
        return Q(**{f"{field}__gte": self.period.start, f"{field}__lt": self.period.end}) & self.narrower()

    def narrower(self, prefix: str = "") -> Q:
        """Returns what narrows besides the days; `prefix` leads to the payment."""
        chosen = {"purpose": self.purpose, "channel": self.channel, "mode": self.mode}
        return Q(**{f"{prefix}{name}": stored_channel(value) for name, value in chosen.items() if value})

    def payments(self) -> "QuerySet[Payment]":
        """Returns the rows in the order of their date; the id keeps rows of one moment apart."""
        return Payment.objects.filter(self.condition).order_by(self.basis.field, "pk")

    @property
    def text(self) -> str:
        """The filter in words, for people and for the audit."""
        words = [f"{self.basis.word} {self.period.text} ({ZONE}, days inclusive)"]
        words += [f"{name} {value}" for name, value in (("purpose", self.purpose), ("channel", self.channel)) if value]
        return ", ".join([*words, f"{self.mode} mode" if self.mode else "test and live mode"])

    @property
    def file_stem(self) -> str:
        words = ["payments", self.basis.value, str(self.period.first), str(self.period.last), self.purpose, self.channel]
        return "_".join(word for word in words if word)

    def query(self, **more: str) -> str:
        """Returns what the list of payments needs in its address to show exactly these rows."""
        words = {
            "date": self.basis.value,
            "from": str(self.period.first),
            "to": str(self.period.last),
            "purpose__exact": self.purpose,
            "channel": self.channel,
            "mode__exact": self.mode,
        }
        return urlencode({name: value for name, value in (words | more).items() if value})
