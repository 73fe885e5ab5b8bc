"""The student's credit: money of theirs that bought nothing yet. It is spent before anything is asked for, except what stems
from a payment under dispute (`ledger.spendable_credit_of`)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet

from core.money import naira
from core.services import record
from homework.models import Homework
from payments.books import bookings
from payments.books.ledger import positions
from payments.events import credit_returned, student_credited
from payments.models import CreditUse, LedgerAccount, LedgerEntry, LedgerTransaction, Payment, Subscription
from payments.tasks import resolve_task
from students.models import Student

MINIMUM_KOBO = 5_000
"""Paystack takes no less than 50 naira."""
Kind = LedgerTransaction.Kind


class NotCreditable(Exception):
    """The money of this payment is not held, or not the student's naira."""


@dataclass(frozen=True)
class Split:
    """A price in two parts: what credit pays, and what is left to pay."""

    credit_kobo: int
    due_kobo: int


def locked_student(student_id: int) -> Student:
    """Returns the student locked until the transaction ends. Lock order: homework, student, payments."""
    return Student.objects.select_for_update(no_key=True).get(pk=student_id)


def split(price_kobo: int, credit_kobo: int) -> Split:
    """Splits a price: all credit first, except that what is left is never less than Paystack takes."""
    if credit_kobo >= price_kobo:
        return Split(price_kobo, 0)
    used = max(min(credit_kobo, price_kobo - MINIMUM_KOBO), 0)
    return Split(used, price_kobo - used)


def spend(
    *,
    student: Student,
    amount_kobo: int,
    at: datetime,
    homework: Homework | None = None,
    subscription: Subscription | None = None,
    payment: Payment | None = None,
) -> None:
    """Spends credit of a locked student on a homework or a plan; `payment` brought the rest. Nothing is spent for nothing."""
    if not amount_kobo:
        return
    use = CreditUse.objects.create(
        student=student,
        homework=homework,
        subscription=subscription,
        payment=payment,
        amount_kobo=amount_kobo,
        spent_at=at,
    )
    bookings.credit_spent(use, at)
    record("credit.spent", subject=use, amount_kobo=amount_kobo)


@transaction.atomic
def give_back(*, homework: Homework, at: datetime) -> None:
    """A withdrawn homework: what was paid for it, in money or credit, is the student's credit again."""
    student = locked_student(homework.student_id)
    return_uses(CreditUse.objects.filter(homework=homework), at)
    bought = Payment.objects.select_for_update().filter(
        homework=homework,
        purpose=Payment.Purpose.HOMEWORK,
        status__in=Payment.COUNTS,
        outcome__in=Payment.BOUGHT,
    )
    for payment in bought:
        payment.student, payment.homework = student, homework
        bookings.revenue_became_credit(payment, Kind.WITHDRAWN, at)
        record("payment.became_credit", subject=payment, homework=homework.pk)


def return_uses(uses: QuerySet[CreditUse], at: datetime, *, most_kobo: int | None = None) -> int:
    """Gives credit back that was spent on a locked homework or plan and is not back yet; returns how much, in kobo.

    Args:
        most_kobo: what is left of the thing bought, where a part of it is used up.
    """
    total_kobo = 0
    for use in uses.select_for_update(of=("self",)).select_related("student").filter(returned_at=None):
        amount_kobo = use.amount_kobo if most_kobo is None else min(use.amount_kobo, most_kobo)
        if amount_kobo <= 0:
            continue
        use.returned_at, use.returned_kobo = at, amount_kobo
        use.save(update_fields=["returned_at", "returned_kobo"])
        bookings.credit_returned(use, at)
        record("credit.returned", subject=use, amount_kobo=amount_kobo)
        total_kobo += amount_kobo
    return total_kobo


def return_beside(payment: Payment, uses: QuerySet[CreditUse], at: datetime, *, most_kobo: int | None = None) -> None:
    """Gives credit back because the money that went with it, a locked payment's, went back or may go; the student is told."""
    returned_kobo = return_uses(uses, at, most_kobo=most_kobo)
    if returned_kobo:
        credit_returned.send(Payment, student=payment.student, amount_kobo=returned_kobo, payment=payment, at=at)


def credit_given_back(homework: Homework) -> int:
    """Returns what a homework gave back to the student's credit when it was withdrawn, in kobo."""
    entries = LedgerEntry.objects.filter(
        transaction__homework=homework,
        transaction__at=F("transaction__homework__closed_at"),
        transaction__kind__in=[Kind.WITHDRAWN, Kind.CREDIT_RETURNED],
        account=LedgerAccount.STUDENT_CREDIT,
    )
    return -sum(entries.values_list("amount_kobo", flat=True))


@transaction.atomic
def credit_held_money(*, payment: Payment, actor: AbstractBaseUser, at: datetime) -> int:
    """Finance decides that held money is the student's: it becomes credit, and they are told. Returns it in kobo.

    Raises:
        NotCreditable: if nothing is held, or it came in another currency or mode.
    """
    student = locked_student(payment.student_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.outcome != Payment.Outcome.SHORT:
        raise NotCreditable(f"{payment.reference} holds no naira of the student.")
    amount_kobo = -positions(payment).get(LedgerAccount.HELD, 0)
    if amount_kobo <= 0:
        raise NotCreditable(f"Nothing of {payment.reference} is held any more.")
    payment.student = student
    bookings.held_became_credit(payment, amount_kobo, at)
    record("payment.held_credited", subject=payment, actor=actor, amount_kobo=amount_kobo)
    how = f"{naira(amount_kobo)} became the student's credit."
    resolve_task(key=f"short:{payment.reference}", how=how, at=at, actor=actor)
    student_credited.send(Payment, student=student, amount_kobo=amount_kobo, payment=payment, at=at)
    return amount_kobo
