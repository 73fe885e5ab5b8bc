"""Writes balanced transactions into the ledger and reads balances from it. What each event books stands in `bookings`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from payments.models import CURRENCY, Dispute, LedgerAccount, LedgerEntry, LedgerTransaction, Payment
from students.models import Student


@dataclass(frozen=True)
class Leg:
    """One side of a movement: a debit is positive, a credit negative, in hundredths of the currency."""

    account: LedgerAccount
    amount_kobo: int
    currency: str = CURRENCY


def book(
    *,
    kind: LedgerTransaction.Kind,
    key: str,
    student: Student,
    legs: Sequence[Leg],
    at: datetime,
    day: date | None = None,
    **about: Any,
) -> LedgerTransaction | None:
    """Books one movement in the caller's transaction; legs of nothing are left out, and a movement of nothing is not booked.

    Args:
        key: names the cause; booking it twice is a mistake and raises IntegrityError.
        day: the Lagos day it counts for, if that is not the day of `at`.
        about: the payment whose money moves, the subscription, homework, refund or dispute.
    """
    legs = [leg for leg in legs if leg.amount_kobo]
    if not legs:
        return None
    made = LedgerTransaction.objects.create(
        kind=kind, key=key, student=student, at=at, day=day or timezone.localdate(at), **about
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            transaction=made,
            account=leg.account,
            amount_kobo=leg.amount_kobo,
            currency=leg.currency,
            student=student if leg.account == LedgerAccount.STUDENT_CREDIT else None,
        )
        for leg in legs
    )
    return made


def reverse(made: LedgerTransaction, *, kind: LedgerTransaction.Kind, key: str, at: datetime) -> None:
    """Books the opposite of an earlier movement, about the same things."""
    legs = [Leg(LedgerAccount(entry.account), -entry.amount_kobo, entry.currency) for entry in made.entries.all()]
    about = {name: getattr(made, name) for name in ("payment", "subscription", "homework", "refund", "dispute")}
    book(kind=kind, key=key, student=made.student, legs=legs, at=at, **about)


def credit_of(student: Student) -> int:
    """Returns the student's credit in kobo. Lock the student before spending it."""
    entries = LedgerEntry.objects.filter(account=LedgerAccount.STUDENT_CREDIT, student=student)
    return -(entries.aggregate(total=Sum("amount_kobo"))["total"] or 0)


def spendable_credit_of(student: Student) -> int:
    """Returns what of the student's credit can be spent now, in kobo: what stems from a payment under dispute waits."""
    return max(credit_of(student) - _frozen_kobo(student), 0)


def _frozen_kobo(student: Student) -> int:
    """What open disputes would take from the student's credit if they were lost (`bookings.dispute_lost` takes it first)."""
    asked_back: dict[Payment, int] = {}
    for dispute in Dispute.objects.filter(payment__student=student, resolved_at=None).select_related("payment"):
        asked_back[dispute.payment] = asked_back.get(dispute.payment, 0) + dispute.amount_kobo
    became = {payment: -positions(payment).get(LedgerAccount.STUDENT_CREDIT, 0) for payment in asked_back}
    return sum(max(min(amount_kobo, became[payment]), 0) for payment, amount_kobo in asked_back.items())


def positions(payment: Payment) -> dict[str, int]:
    """Returns where the money of one payment stands now, by account, in hundredths of the currency paid."""
    return _by_account(LedgerEntry.objects.filter(transaction__payment=payment))


def balances(currency: str = CURRENCY) -> dict[str, int]:
    """Returns the balance of every account that ever moved, in hundredths of the currency."""
    return _by_account(LedgerEntry.objects.filter(currency=currency))


def held() -> QuerySet[LedgerEntry]:
    """Returns what moved naira that bought nothing and waits for finance; its sum, negated, is what is held now.

    The other mode's play money is left out: it is looked at by a task, but nobody owes it to anybody.
    """
    entries = LedgerEntry.objects.filter(account=LedgerAccount.HELD, currency=CURRENCY)
    return entries.exclude(transaction__payment__outcome=Payment.Outcome.WRONG_MODE)


def _by_account(entries: QuerySet[LedgerEntry]) -> dict[str, int]:
    rows = entries.order_by().values_list("account").annotate(total=Sum("amount_kobo"))
    return {account: int(total) for account, total in rows}
