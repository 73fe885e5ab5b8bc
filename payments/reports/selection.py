"""Which payments finance means: a span of days in Lagos, the date it counts by, and what else narrows it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q, QuerySet

from core.periods import ZONE, Period
from payments.channels import stored_channel
from payments.models import CURRENCY, Payment
from payments.paystack import client

REAL_MONEY = Q(paid_at__isnull=False, paid_currency=CURRENCY) & ~Q(outcome=Payment.Outcome.WRONG_MODE)
"""Payments that may be added up: naira, and not the play money of the other mode."""
REAL_MONEY_BACK = Q(currency=CURRENCY, payment__paid_currency=CURRENCY) & ~Q(payment__outcome=Payment.Outcome.WRONG_MODE)
"""The same for refunds and disputes."""


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
