"""The one generator of export rows: payments, and what went back of them, in the order of their dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from payments.exports.columns import AMOUNTS, masked, naira_text, safe
from payments.models import CURRENCY, Dispute, Payment, Refund
from payments.periods import DateBasis, Selection

CHUNK = 2000
Row = list[Any]


class Facts(NamedTuple):
    """What a row tells about its payment; the name of each field is where it comes from, seen from the payment."""

    reference: str
    paystack_id: int | None
    mode: str
    status: str
    outcome: str
    purpose: str
    homework_id: int | None
    plan__name: str | None
    subscription__starts_at: datetime | None
    subscription__ends_at: datetime | None
    student_id: int
    student__phone: str
    student__full_name: str
    channel: str
    currency: str
    amount_kobo: int
    paid_currency: str
    paid_amount_kobo: int | None
    fees_kobo: int | None
    created_at: datetime
    paid_at: datetime | None
    settled_at: datetime | None
    settled_in__settlement__paystack_id: int | None
    settled_in__settlement__paid_out_at: datetime | None
    listed__agreed_at: datetime | None

    @property
    def is_real(self) -> bool:
        """Whether its money may be added up: naira, and not the play money of the other mode."""
        return self.paid_currency == CURRENCY and self.outcome != Payment.Outcome.WRONG_MODE


class Movement(NamedTuple):
    """What one row is about: the payment itself, or money that went back of it. `amounts_kobo` in the order of `AMOUNTS`."""

    kind: str
    at: datetime
    number: str
    status: str
    staff: str | None
    amounts_kobo: list[int | None]


@dataclass
class Totals:
    """The last line: how many rows, and the sum of each kind of amount in kobo."""

    rows: int = 0
    amounts_kobo: list[int] = field(default_factory=lambda: [0] * len(AMOUNTS))

    def add(self, amounts_kobo: list[int | None]) -> None:
        self.rows += 1
        for number, amount_kobo in enumerate(amounts_kobo):
            self.amounts_kobo[number] += amount_kobo or 0

    def of(self, name: str) -> int:
        return self.amounts_kobo[AMOUNTS.index(name)]

    def row(self) -> Row:
        words = ["TOTAL", "", f"{self.rows} rows", *[""] * 14]
        return [*words, *_both(self.amounts_kobo), *[None] * 11]


@dataclass(frozen=True)
class Source:
    """What an export takes its rows from: payments in any order, the date it goes by, and what went back of them."""

    payments: "QuerySet[Payment]"
    refunds: "QuerySet[Refund]"
    disputes: "QuerySet[Dispute]"
    basis: DateBasis = DateBasis.PAID

    @classmethod
    def of(cls, selection: Selection) -> "Source":
        """Everything that moved in a period: refunds and lost disputes count on their own day, so that a month that is over
        stays as it was."""
        refunds, disputes = went_back(selection)
        return cls(Payment.objects.filter(selection.condition), refunds, disputes, selection.basis)

    @classmethod
    def chosen(cls, payments: "QuerySet[Payment]") -> "Source":
        """Chosen payments with all that went back of them, by the date they were made."""
        ids = payments.order_by().values("pk")
        refunds = Refund.objects.filter(status=Refund.Status.PROCESSED, payment__in=ids)
        disputes = Dispute.objects.filter(resolution__in=Dispute.LOST, payment__in=ids)
        return cls(payments, refunds, disputes, DateBasis.CREATED)


def went_back(selection: Selection) -> tuple["QuerySet[Refund]", "QuerySet[Dispute]"]:
    """Returns refunds paid out and disputes lost in the period, each by the date that answers to the selection's."""
    created = selection.basis == DateBasis.CREATED
    refund_at, dispute_at = ("asked_at", "opened_at") if created else ("finished_at", "resolved_at")
    names = {"payment__purpose": selection.purpose, "payment__channel": selection.channel, "payment__mode": selection.mode}
    narrower = Q(**{name: value for name, value in names.items() if value})

    def within(name: str) -> Q:
        return narrower & Q(**{f"{name}__gte": selection.period.start, f"{name}__lt": selection.period.end})

    return (
        Refund.objects.filter(within(refund_at), status=Refund.Status.PROCESSED),
        Dispute.objects.filter(within(dispute_at), resolution__in=Dispute.LOST),
    )


def rows(source: Source, totals: Totals, *, with_people: bool) -> Iterator[Row]:
    """Gives every row once, in the order of its date, and keeps the totals. Memory does not grow with their number."""
    created = source.basis == DateBasis.CREATED
    streams = (
        _payments(source.payments, source.basis.field, totals, with_people),
        _refunds(source.refunds, "asked_at" if created else "finished_at", totals, with_people),
        _disputes(source.disputes, "opened_at" if created else "resolved_at", totals, with_people),
    )
    for _, row in merge(*streams, key=lambda item: item[0]):
        yield row


Keyed = tuple[tuple[datetime, int, int], Row]


def _payments(queryset: "QuerySet[Payment]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    of_payment = Refund.objects.filter(payment=OuterRef("pk")).order_by().values("payment")
    staff = Subquery(of_payment.annotate(names=StringAgg(_staff_names(), " ", distinct=True)).values("names"))
    found = queryset.order_by(by, "pk").annotate(staff_names=staff)
    for at, pk, names, *values in found.values_list(by, "pk", "staff_names", *Facts._fields).iterator(CHUNK):
        facts = Facts._make(values)
        paid_kobo, fees_kobo = (facts.paid_amount_kobo, facts.fees_kobo) if facts.is_real else (None, None)
        net_kobo = None if paid_kobo is None else paid_kobo - (fees_kobo or 0)
        amounts = [facts.amount_kobo, paid_kobo, fees_kobo, None, None, net_kobo]
        totals.add(amounts)
        yield (at, 0, pk), _row(Movement("payment", at, "", facts.status, names, amounts), facts, with_people)


def _refunds(queryset: "QuerySet[Refund]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    found = queryset.order_by(by, "pk").annotate(staff_names=_staff_names())
    own = (by, "pk", "staff_names", "amount_kobo", "currency")
    for at, pk, names, amount_kobo, currency, *values in found.values_list(*own, *_PAYMENTS_FACTS).iterator(CHUNK):
        facts = Facts._make(values)
        back_kobo = -amount_kobo if currency == CURRENCY and facts.is_real else None
        amounts = [None, None, None, back_kobo, None, back_kobo]
        totals.add(amounts)
        yield (at, 1, pk), _row(Movement("refund", at, f"R{1000 + pk}", "processed", names, amounts), facts, with_people)


def _disputes(queryset: "QuerySet[Dispute]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    found = queryset.order_by(by, "pk")
    own = (by, "pk", "paystack_id", "amount_kobo", "currency", "resolution")
    for at, pk, number, amount_kobo, currency, resolution, *values in found.values_list(*own, *_PAYMENTS_FACTS).iterator(CHUNK):
        facts = Facts._make(values)
        back_kobo = -amount_kobo if currency == CURRENCY and facts.is_real else None
        amounts = [None, None, None, None, back_kobo, back_kobo]
        totals.add(amounts)
        yield (at, 2, pk), _row(Movement("dispute", at, str(number), resolution, None, amounts), facts, with_people)


_PAYMENTS_FACTS = [f"payment__{name}" for name in Facts._fields]


def _staff_names() -> Concat:
    return Concat("asked_by__username", Value(" "), "approved_by__username")


def _row(movement: Movement, facts: Facts, with_people: bool) -> Row:
    starts_at, ends_at = facts.subscription__starts_at, facts.subscription__ends_at
    return [
        movement.kind,
        _day(movement.at),
        facts.reference,
        movement.number,
        facts.paystack_id,
        facts.mode,
        movement.status,
        facts.outcome,
        facts.purpose,
        "" if facts.homework_id is None else str(1000 + facts.homework_id),
        safe(facts.plan__name or ""),
        f"{_day(starts_at)} to {_day(ends_at)}" if starts_at and ends_at else "",
        f"S{1000 + facts.student_id}",
        facts.student__phone if with_people else masked(facts.student__phone),
        safe(facts.student__full_name) if with_people else "",
        safe(facts.channel),
        safe(facts.paid_currency or facts.currency),
        *_both(movement.amounts_kobo),
        _foreign(facts) if movement.kind == "payment" else "",
        facts.created_at,
        facts.created_at,
        facts.paid_at,
        facts.paid_at,
        facts.settled_at,
        facts.settled_at,
        facts.settled_in__settlement__paystack_id,
        facts.settled_in__settlement__paid_out_at,
        facts.listed__agreed_at,
        safe(" ".join(dict.fromkeys((movement.staff or "").split()))),
    ]


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")


def _foreign(facts: Facts) -> str:
    """Money that stands in no sum: another currency, or the other mode's."""
    if facts.is_real or not facts.paid_amount_kobo:
        return ""
    return safe(f"{facts.paid_currency or '?'} {naira_text(facts.paid_amount_kobo)}")


def _both(amounts_kobo: Sequence[int | None]) -> list[int | None]:
    return [amount_kobo for amount_kobo in amounts_kobo for _ in ("kobo", "naira")]
