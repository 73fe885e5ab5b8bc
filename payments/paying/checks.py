"""«I have paid»: the student asks, Paystack is asked, and every question gets exactly one answer."""

import logging
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from core.jobs import enqueue
from payments import job_names
from payments.events import payment_checked
from payments.models import Payment
from payments.paying.attempts import locked
from payments.paying.settlement import LONGEST_ANSWER, settle
from payments.paystack.errors import PaystackBusy, PaystackProblem

log = logging.getLogger(__name__)
PAUSE = timedelta(seconds=20)
RECHECKS = 6
OLDER_ATTEMPTS_ASKED = 2
WAIT_FOR_OTHERS = timedelta(seconds=5)
MOST_WAITS = 6


class CheckOutcome(models.TextChoices):
    """What a check found that settled nothing."""

    NOT_OPENED = "not_opened", "Its page was never opened"
    NOT_YET = "not_yet", "Not arrived yet"
    FAILED = "failed", "Failed"
    UNREACHABLE = "unreachable", "Paystack did not answer"
    ALREADY_PAID = "already_paid", "Paid before the question"


@transaction.atomic
def request_check(*, payment: Payment, at: datetime) -> None:
    """The student says «I have paid». Repeats before the answer are the same question.

    The answer is one of `payment_confirmed`, `payment_held` and `payment_checked`, sent by a job or by whoever settles first.
    """
    payment = locked(payment)
    payment.check_asked_at = payment.check_asked_at or at
    payment.save(update_fields=["check_asked_at"])
    _enqueue_check(payment, waits=0)


def answer_check(*, payment_id: int, at: datetime, waits: int = MOST_WAITS) -> None:
    """Answers an open question; does nothing where there is none. Call it outside any transaction.

    While somebody else waits for Paystack about the same thing, the question stays open for their answer: saying «not yet»
    a moment before «paid» would be two answers. `waits` counts how often it was left open so far.
    """
    payment = Payment.objects.get(pk=payment_id)
    if payment.check_asked_at is None:
        return
    earlier = earlier_pages(payment)
    reached = [_reached(attempt, at) for attempt in [payment, *earlier]]
    with transaction.atomic():
        payment = locked(payment)
        if payment.check_asked_at is None:
            return
        if waits < MOST_WAITS and payment.attempts().filter(asking_until__gt=at).exists():
            _enqueue_check(payment, waits=waits + 1)
            return
        payment.check_asked_at = None
        payment.save(update_fields=["check_asked_at"])
        opened = payment.checkout_at is not None or bool(earlier)
        outcome = _outcome(payment, opened, all(reached))
        if outcome in {CheckOutcome.NOT_YET, CheckOutcome.UNREACHABLE}:
            _enqueue_recheck(payment, tries=1, delay=timedelta(seconds=30))
        payment_checked.send(Payment, payment=payment, outcome=outcome, at=at)


def recheck(*, payment_id: int, tries: int, at: datetime) -> None:
    """Asks again some time after an unfinished check, silently unless money came; the sweep goes on afterwards."""
    payment = Payment.objects.get(pk=payment_id)
    delay = timedelta(seconds=30 * 2**tries)
    try:
        payment = settle_if_due(payment=payment, at=at) or payment
    except PaystackProblem as problem:
        delay = problem.pause(at_least=delay) if isinstance(problem, PaystackBusy) else delay
        log.info("Paystack could not be asked about %s: %s", payment.reference, problem)
    if not payment.is_booked and tries < RECHECKS:
        _enqueue_recheck(payment, tries=tries + 1, delay=delay)


def _enqueue_check(payment: Payment, *, waits: int) -> None:
    delay = WAIT_FOR_OTHERS if waits else timedelta()
    lock = f"payments.check:{payment.pk}"
    enqueue(job_names.CHECK_PAYMENT, queueing_lock=lock, delay=delay, payment_id=payment.pk, waits=waits)


def _enqueue_recheck(payment: Payment, *, tries: int, delay: timedelta) -> None:
    lock = f"payments.recheck:{payment.pk}"
    enqueue(job_names.RECHECK, queueing_lock=lock, delay=delay, payment_id=payment.pk, tries=tries)


def settle_if_due(*, payment: Payment, at: datetime) -> Payment | None:
    """Settles unless Paystack was asked about this payment in the last 20 seconds.

    Returns:
        None if it was asked too recently, or cannot know the payment because no checkout page was ever asked for.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    if payment.is_booked:
        return payment
    quiet = Q(last_checked_at=None) | Q(last_checked_at__lte=at - PAUSE)
    row = Payment.objects.filter(pk=payment.pk)
    if not row.filter(quiet, checkout_at__isnull=False).update(last_checked_at=at, asking_until=at + LONGEST_ANSWER):
        return None
    return settle(reference=payment.reference, at=at)


def earlier_pages(payment: Payment) -> list[Payment]:
    """Other attempts at the same thing that may still be paid: the newest whose page the student may have open."""
    others = payment.attempts().exclude(pk=payment.pk).filter(settled_at=None)
    return list(others.exclude(authorization_url="").order_by("-id")[:OLDER_ATTEMPTS_ASKED])


def _reached(payment: Payment, at: datetime) -> bool:
    try:
        settle_if_due(payment=payment, at=at)
    except PaystackProblem as problem:
        log.info("Paystack could not be asked about %s: %s", payment.reference, problem)
        return False
    return True


def _outcome(payment: Payment, opened: bool, reached: bool) -> CheckOutcome:
    if payment.is_booked:
        return CheckOutcome.ALREADY_PAID
    if payment.status == Payment.Status.FAILED:
        return CheckOutcome.FAILED
    if not opened:
        return CheckOutcome.NOT_OPENED
    return CheckOutcome.NOT_YET if reached else CheckOutcome.UNREACHABLE
