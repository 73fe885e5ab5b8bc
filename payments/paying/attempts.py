"""Opening and giving up attempts to pay, for a homework or for a plan."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from core.models import AdminSettings
from homework import services as homework_services
from homework.models import Homework
from payments import giving_up
from payments.books import ledger
from payments.covering import credit
from payments.covering.entitlement import CoveredBy, cost_of, is_entitled
from payments.covering.plans import PAYABLE
from payments.models import SWEEP_STEPS, Payment, Plan, SavedCard, Subscription
from payments.paystack import client
from students.models import Student

Purpose = Payment.Purpose


class NothingToPay(Exception):
    """It is covered already, or no longer waits for money (`paid` tells the two apart), or credit alone can pay it."""

    def __init__(self, what: object, *, paid: bool, by_credit: bool = False) -> None:
        super().__init__(f"{what} is {'paid' if paid else 'not waiting for money'}.")
        self.paid, self.by_credit = paid, by_credit


def payment_of(reference: str, transaction_id: int | None) -> Payment | None:
    """Returns our payment by either of the names that Paystack may give."""
    known = Q(reference=reference) if reference else Q()
    known |= Q(paystack_id=transaction_id) if transaction_id else Q()
    return Payment.objects.filter(known).first() if known else None


@transaction.atomic
def open_attempt(*, homework: Homework, at: datetime) -> Payment:
    """Returns the homework's one open attempt at the quoted price less the student's credit; an older one at another
    amount gives way to a new one.

    Raises:
        NothingToPay: if the homework is covered, cancelled or already with the tutors.
    """
    row = homework_services.locked(homework.pk)
    student = credit.locked_student(row.student_id)
    if row.status not in PAYABLE:
        raise NothingToPay(row, paid=is_entitled(homework=row, at=at))
    cost = cost_of(homework=row, at=at)
    homework.price_kobo, homework.quoted_at = row.price_kobo, row.quoted_at
    if cost.covered_by is not None:
        raise NothingToPay(row, paid=cost.covered_by is not CoveredBy.CREDIT, by_credit=cost.covered_by is CoveredBy.CREDIT)
    wanted = Payment(
        purpose=Purpose.HOMEWORK,
        homework=row,
        student=student,
        amount_kobo=cost.due_kobo,
        credit_kobo=cost.credit_kobo,
        mode=client.mode(),
        quoted_at=row.quoted_at or at,
        created_at=at,
    )
    return _replaced(_open_for(homework=row, purpose=Purpose.HOMEWORK), wanted, at)


@transaction.atomic
def open_plan_attempt(*, student: Student, plan: Plan, homework: Homework | None, at: datetime) -> Payment:
    """Returns the student's one open attempt at a plan, less their credit; a price quoted within the day still holds.

    Args:
        homework: waits for the plan and is released with it; an open attempt to pay it alone is given up.

    Raises:
        NothingToPay: if the plan is not sold any more, or the student's credit pays all of it.
    """
    row = homework_services.locked(homework.pk) if homework is not None else None
    student = credit.locked_student(student.pk)
    old = _open_for(student=student, purpose=Purpose.PLAN)
    quoted = old if old and old.plan_id == plan.pk and _still_quoted(old, at) else None
    if quoted is None and not plan.is_active:
        raise NothingToPay(plan, paid=False)
    parts = credit.split(quoted.price_kobo if quoted else plan.price_kobo, ledger.spendable_credit_of(student))
    if not parts.due_kobo:
        raise NothingToPay(plan, paid=False, by_credit=True)
    if row is not None:
        alone = _open_for(homework=row, purpose=Purpose.HOMEWORK)
        if alone:
            giving_up.give_up(alone, reason="The student chose a plan.", at=at)
    wanted = Payment(
        purpose=Purpose.PLAN,
        plan=plan,
        homework=row,
        student=student,
        amount_kobo=parts.due_kobo,
        credit_kobo=parts.credit_kobo,
        mode=client.mode(),
        quoted_at=quoted.quoted_at if quoted else at,
        created_at=at,
    )
    return _replaced(old, wanted, at)


def open_card_attempt(*, card: SavedCard, renews: Subscription, at: datetime) -> Payment:
    """Opens the attempt by which a saved card pays the period after `renews`; an open link for a plan gives way to it.

    The student is locked. It counts as handed out, so that the sweep asks about it should the charge's answer be lost.

    Raises:
        NothingToPay: if the student's credit pays all of it.
    """
    parts = credit.split(card.plan.price_kobo, ledger.spendable_credit_of(card.student))
    if not parts.due_kobo:
        raise NothingToPay(card.plan, paid=False, by_credit=True)
    wanted = Payment(
        purpose=Purpose.PLAN,
        plan=card.plan,
        student=card.student,
        card=card,
        renews=renews,
        amount_kobo=parts.due_kobo,
        credit_kobo=parts.credit_kobo,
        mode=card.mode,
        status=Payment.Status.PENDING,
        quoted_at=at,
        created_at=at,
        checkout_at=at,
        next_check_at=at + SWEEP_STEPS[0],
    )
    return _replaced(_open_for(student=card.student, purpose=Purpose.PLAN), wanted, at)


def reopened(asked: Payment, at: datetime) -> Payment:
    """Returns the present open attempt at what an older link was for.

    Raises:
        NothingToPay: if that is paid, or no longer waits for money.
    """
    if asked.purpose == Purpose.HOMEWORK:
        assert asked.homework is not None, "held by a constraint"
        return open_attempt(homework=asked.homework, at=at)
    assert asked.plan is not None, "held by a constraint"
    if asked.is_booked or bought_after(asked):
        raise NothingToPay(asked.plan, paid=True)
    waiting = asked.homework if asked.homework and asked.homework.status in PAYABLE else None
    return open_plan_attempt(student=asked.student, plan=asked.plan, homework=waiting, at=at)


def bought_after(payment: Payment) -> bool:
    """Whether the student has bought a plan since this attempt was opened: then this one is not meant to buy another."""
    bought = Payment.objects.filter(student=payment.student, purpose=Purpose.PLAN, outcome__in=Payment.BOUGHT)
    return bought.exclude(pk=payment.pk).filter(settled_at__gte=payment.created_at).exists()


def pay_url(payment: Payment) -> str:
    """Returns the link that goes into the chat: ours, so that it outlives any single checkout page."""
    return settings.PUBLIC_URL + reverse("pay", args=[payment.token])


@transaction.atomic
def give_up(*, payment: Payment, at: datetime) -> Payment:
    """The student does not want to pay now. Money that still comes settles all the same; a closed attempt stays as it is."""
    return close_attempt(payment=payment, reason="The student gave up.", at=at)


@transaction.atomic
def close_attempt(*, payment: Payment, reason: str, at: datetime) -> Payment:
    """Gives up an open attempt for a reason that finance can read; the sweep goes on asking about it."""
    payment = locked(payment)
    if payment.is_open:
        giving_up.give_up(payment, reason=reason, at=at)
    return payment


def locked(payment: Payment) -> Payment:
    """Returns the payment fresh, locked until the transaction ends after its homework and its student, in this order."""
    if payment.homework_id is not None:
        homework_services.locked(payment.homework_id)
    credit.locked_student(payment.student_id)
    return Payment.objects.select_for_update().get(pk=payment.pk)


def _open_for(**what: object) -> Payment | None:
    return Payment.objects.select_for_update().filter(status__in=Payment.OPEN, **what).first()


def _still_quoted(payment: Payment, at: datetime) -> bool:
    return at - payment.quoted_at < timedelta(hours=AdminSettings.load().quote_hours)


def _replaced(old: Payment | None, wanted: Payment, at: datetime) -> Payment:
    """Returns the old attempt if it asks for the very same, else gives it up and saves the new one."""
    names = ("amount_kobo", "credit_kobo", "mode", "plan_id", "homework_id", "card_id")
    if old and all(getattr(old, name) == getattr(wanted, name) for name in names):
        return old
    if old:
        giving_up.give_up(old, reason="The price, the credit or the mode changed.", at=at)
    wanted.save()
    return wanted
