"""The one generator of export rows: payments, and what went back of them, in the order of their dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from core.periods import ZONE
from homework.models import Homework
from payments.models import CURRENCY, Dispute, Payment, Refund
from payments.reports.exports.columns import AMOUNTS, masked, naira_text, safe
from payments.reports.selection import DateBasis, Selection
from students.models import Student

CHUNK = 2000
Row = list[Any]


class Written(Func):
    """A moment as text, written by the database: a year's export would spend most of its time on that in Python."""

    template = "to_char(%(expressions)s AT TIME ZONE '%(zone)s', '%(form)s')"
    output_field = CharField()

    def __init__(self, moment: str, *, zone: str = ZONE, form: str = "YYYY-MM-DD HH24:MI:SS") -> None:
        super().__init__(moment, zone=zone, form=form)


def _lagos(moment: str) -> Written:
    return Written(moment)


def _utc(moment: str) -> Written:
    return Written(moment, zone="UTC", form='YYYY-MM-DD"T"HH24:MI:SS"Z"')


def _day(moment: str) -> Written:
    return Written(moment, form="YYYY-MM-DD")


def _exact(moment: str) -> Written:
    """What rows are put in order by, across payments, refunds and disputes."""
    return Written(moment, zone="UTC", form="YYYY-MM-DD HH24:MI:SS.US")


class Facts(NamedTuple):
    """What a row tells about its payment."""

    reference: str
    paystack_id: int | None
    mode: str
    status: str
    outcome: str
    purpose: str
    homework_id: int | None
    plan: str | None
    starts: str | None
    ends: str | None
    student_id: int
    phone: str
    name: str
    channel: str
    currency: str
    amount_kobo: int
    paid_currency: str
    paid_amount_kobo: int | None
    fees_kobo: int | None
    payout_id: int | None
    created_lagos: str
    created_utc: str
    paid_lagos: str | None
    paid_utc: str | None
    booked_lagos: str | None
    booked_utc: str | None
    payout_lagos: str | None
    reconciled_lagos: str | None

    @property
    def is_real(self) -> bool:
        """Whether its money may be added up, as `payments.reports.selection.REAL_MONEY` says it to the database."""
        return self.paid_currency == CURRENCY and self.outcome != Payment.Outcome.WRONG_MODE


def _facts(prefix: str = "") -> list[Any]:
    """Returns where each of the `Facts` comes from; `prefix` leads to the payment."""
    plain = ["reference", "paystack_id", "mode", "status", "outcome", "purpose", "homework_id", "plan__name"]
    owner = ["student_id", "student__phone", "student__full_name"]
    money = [
        "channel",
        "currency",
        "amount_kobo",
        "paid_currency",
        "paid_amount_kobo",
        "fees_kobo",
        "settled_in__settlement__paystack_id",
    ]
    periods = [_day(f"{prefix}subscription__{name}") for name in ("starts_at", "ends_at")]
    moments = [way(f"{prefix}{name}_at") for name in ("created", "paid", "settled") for way in (_lagos, _utc)]
    later = [_lagos(f"{prefix}{name}") for name in ("settled_in__settlement__paid_out_at", "listed__agreed_at")]
    names = [[f"{prefix}{name}" for name in group] for group in (plain, owner, money)]
    return [*names[0], *periods, *names[1], *names[2], *moments, *later]


class Movement(NamedTuple):
    """What one row is about: the payment itself, or money that went back of it. `amounts_kobo` in the order of `AMOUNTS`."""

    kind: str
    day: str
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

    def count(self) -> int:
        return self.payments.count() + self.refunds.count() + self.disputes.count()


def went_back(selection: Selection) -> tuple["QuerySet[Refund]", "QuerySet[Dispute]"]:
    """Returns refunds paid out and disputes lost in the period, each by the date that answers to the selection's."""
    created = selection.basis == DateBasis.CREATED
    refund_at, dispute_at = ("asked_at", "opened_at") if created else ("finished_at", "resolved_at")
    narrower = selection.narrower("payment__")

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


Keyed = tuple[tuple[str, int, int], Row]


def _payments(queryset: "QuerySet[Payment]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    of_payment = Refund.objects.filter(payment=OuterRef("pk")).order_by().values("payment")
    staff = Subquery(of_payment.annotate(names=StringAgg(_staff_names(), " ", distinct=True)).values("names"))
    found = queryset.order_by(by, "pk").values_list(_exact(by), _day(by), "pk", staff, *_facts())
    for at, day, pk, names, *values in found.iterator(CHUNK):
        facts = Facts._make(values)
        paid_kobo, fees_kobo = (facts.paid_amount_kobo, facts.fees_kobo) if facts.is_real else (None, None)
        net_kobo = None if paid_kobo is None else paid_kobo - (fees_kobo or 0)
        amounts = [facts.amount_kobo, paid_kobo, fees_kobo, None, None, net_kobo]
        totals.add(amounts)
        yield (at, 0, pk), _row(Movement("payment", day, "", facts.status, names, amounts), facts, with_people)


def _refunds(queryset: "QuerySet[Refund]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    own = (_exact(by), _day(by), "pk", _staff_names(), "amount_kobo", "currency")
    found = queryset.order_by(by, "pk").values_list(*own, *_facts("payment__"))
    for at, day, pk, names, amount_kobo, currency, *values in found.iterator(CHUNK):
        facts = Facts._make(values)
        back_kobo = -amount_kobo if currency == CURRENCY and facts.is_real else None
        amounts = [None, None, None, back_kobo, None, back_kobo]
        totals.add(amounts)
        yield (
            (at, 1, pk),
            _row(Movement("refund", day, Refund.codes.of(pk), "processed", names, amounts), facts, with_people),
        )


def _disputes(queryset: "QuerySet[Dispute]", by: str, totals: Totals, with_people: bool) -> Iterator[Keyed]:
    own = (_exact(by), _day(by), "pk", "paystack_id", "amount_kobo", "currency", "resolution")
    found = queryset.order_by(by, "pk").values_list(*own, *_facts("payment__"))
    for at, day, pk, number, amount_kobo, currency, resolution, *values in found.iterator(CHUNK):
        facts = Facts._make(values)
        back_kobo = -amount_kobo if currency == CURRENCY and facts.is_real else None
        amounts = [None, None, None, None, back_kobo, back_kobo]
        totals.add(amounts)
        yield (at, 2, pk), _row(Movement("dispute", day, str(number), resolution, None, amounts), facts, with_people)


def _staff_names() -> Concat:
    return Concat("asked_by__username", Value(" "), "approved_by__username")


def _row(movement: Movement, facts: Facts, with_people: bool) -> Row:
    return [
        movement.kind,
        movement.day,
        facts.reference,
        movement.number,
        facts.paystack_id,
        facts.mode,
        movement.status,
        facts.outcome,
        facts.purpose,
        "" if facts.homework_id is None else Homework.codes.of(facts.homework_id),
        safe(facts.plan) if facts.plan else "",
        f"{facts.starts} to {facts.ends}" if facts.starts else "",
        Student.codes.of(facts.student_id),
        safe(facts.phone) if with_people else masked(facts.phone),
        safe(facts.name) if with_people else "",
        safe(facts.channel),
        safe(facts.paid_currency or facts.currency),
        *_both(movement.amounts_kobo),
        _foreign(facts) if movement.kind == "payment" else "",
        facts.created_lagos,
        facts.created_utc,
        facts.paid_lagos,
        facts.paid_utc,
        facts.booked_lagos,
        facts.booked_utc,
        facts.payout_id,
        facts.payout_lagos,
        facts.reconciled_lagos,
        safe(" ".join(dict.fromkeys(movement.staff.split()))) if movement.staff else "",
    ]


def _foreign(facts: Facts) -> str:
    """Money that stands in no sum: another currency, or the other mode's."""
    if facts.is_real or not facts.paid_amount_kobo:
        return ""
    return safe(f"{facts.paid_currency or '?'} {naira_text(facts.paid_amount_kobo)}")


def _both(amounts_kobo: Sequence[int | None]) -> list[int | None]:
    return [amount_kobo for amount_kobo in amounts_kobo for _ in ("kobo", "naira")]
