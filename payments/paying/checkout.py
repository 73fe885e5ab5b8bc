"""From our link to Paystack's checkout page."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.jobs import enqueue
from homework.models import Homework
from payments import job_names
from payments.covering.entitlement import release_if_covered
from payments.covering.plans import buy_plan_with_credit
from payments.events import checkout_back, credit_covered
from payments.models import SWEEP_STEPS, Payment
from payments.paying.attempts import NothingToPay, close_attempt, locked, pay_url, reopened
from payments.paying.checks import earlier_pages, settle_if_due
from payments.paying.settlement import settle
from payments.paystack import client
from payments.paystack.errors import DUPLICATE_REFERENCE, PaystackDown, PaystackProblem, PaystackRefused
from payments.unusable import tell_no_page, usable_again

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=45)
"""How long one tab may take to make the checkout; longer than the client's own time limits together."""
LOST = "Paystack's answer was lost."
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 240))
"""When a page that Paystack could not make is tried again without the payer."""


class CheckoutOpening(Exception):
    """Another tab is just making the checkout page: look again in a moment."""


def checkout(*, token: str, at: datetime) -> str:
    """Returns the address of Paystack's checkout page behind one of our links, making the page on the first tap.

    Any link of a homework or plan leads to its present open attempt. Call it outside any transaction.

    Raises:
        Payment.DoesNotExist: if no link of ours has this token.
        NothingToPay: if the homework is paid or no longer waits for money.
        CheckoutOpening: if another tab is at it.
        PaystackProblem: if no page could be had now; the attempt or its successor is ready for the next tap.
    """
    asked = Payment.objects.get(token=token)
    try:
        url = _page(asked, at)
    except NothingToPay as nothing:
        if nothing.by_credit and _credit_pays(asked, at):
            raise NothingToPay(asked.what, paid=True) from nothing
        raise
    except PaystackProblem as problem:
        tell_no_page(problem)
        _try_again_later(asked, tries=1)
        raise
    usable_again()
    return url


def checkout_again(*, payment_id: int, tries: int, at: datetime) -> None:
    """Makes the page that a payer could not get, and tells them so; does nothing once it was made or is no longer wanted.

    Call it outside any transaction.
    """
    asked = Payment.objects.get(pk=payment_id)
    newest = asked.attempts().order_by("-pk")[0]
    waits = newest.is_open or newest.given_up_reason == LOST
    dropped = newest.homework is not None and newest.homework.status != Homework.Status.AWAITING_PAYMENT
    if not waits or dropped or newest.authorization_url:
        return
    try:
        _page(asked, at)
    except (NothingToPay, CheckoutOpening):
        return
    except PaystackProblem as problem:
        log.info("Still no checkout page for %s: %s", asked.reference, problem)
        if tries < len(AGAIN_AFTER):
            _try_again_later(asked, tries=tries + 1)
        return
    usable_again()
    with transaction.atomic():
        checkout_back.send(Payment, payment=asked, at=at)


def _try_again_later(payment: Payment, *, tries: int) -> None:
    delay, lock = AGAIN_AFTER[tries - 1], f"payments.checkout_again:{payment.pk}"
    enqueue(job_names.CHECKOUT_AGAIN, queueing_lock=lock, delay=delay, payment_id=payment.pk, tries=tries)


@transaction.atomic
def _credit_pays(asked: Payment, at: datetime) -> bool:
    """The student's credit has grown since the link was sent and pays all of it: they want it, so they get it."""
    subscription = None
    if asked.purpose == Payment.Purpose.HOMEWORK:
        assert asked.homework is not None, "held by a constraint"
        waits = asked.homework.status == Homework.Status.AWAITING_PAYMENT  # a draft goes only when the student says Send
        done = waits and release_if_covered(homework=asked.homework, at=at)
    else:
        assert asked.plan is not None, "held by a constraint"
        subscription = buy_plan_with_credit(student=asked.student, plan=asked.plan, homework=asked.homework, at=at)
        done = subscription is not None
    if done:
        homework = Homework.objects.get(pk=asked.homework_id) if asked.homework_id else None
        credit_covered.send(Payment, student=asked.student, homework=homework, subscription=subscription, at=at)
    return done


def _page(asked: Payment, at: datetime) -> str:
    _look_at_earlier_pages(asked, at)
    payment = _claimed(asked, at)
    if payment.authorization_url:
        return payment.authorization_url
    try:
        return _initialize(payment)
    except PaystackProblem as problem:
        if not _uses_up_reference(problem):
            _hand_back(payment)
            raise
        log.warning("No clear answer to the checkout of %s: %s", payment.reference, problem)
    return _page_after_lost_answer(payment, at)


def _look_at_earlier_pages(asked: Payment, at: datetime) -> None:
    """Nobody is led to a new page while an earlier one was paid and the news of it is late: a chosen plan, another price or
    more credit replace an attempt in the chat, where nobody can be asked."""
    if asked.attempts().filter(status__in=Payment.OPEN).exclude(authorization_url="").exists():
        return
    for earlier in earlier_pages(asked):
        try:
            settled = settle_if_due(payment=earlier, at=at)
        except PaystackProblem as problem:
            log.info("Paystack could not be asked about %s: %s", earlier.reference, problem)
            return
        if settled is not None and settled.has_bought:
            raise NothingToPay(settled.what, paid=True)


def _page_after_lost_answer(lost: Payment, at: datetime) -> str:
    """The old reference may exist without a link we know: it is asked about, replaced, and stays in the sweep."""
    try:
        if settle(reference=lost.reference, at=at).is_booked:
            raise NothingToPay(lost.what, paid=True)
    finally:
        close_attempt(payment=lost, reason=LOST, at=at)
    payment = _claimed(lost, at)
    if payment.authorization_url:
        return payment.authorization_url
    try:
        return _initialize(payment)
    except PaystackProblem as problem:
        if _uses_up_reference(problem):
            close_attempt(payment=payment, reason=LOST, at=at)
        else:
            _hand_back(payment)
        raise


def _uses_up_reference(problem: PaystackProblem) -> bool:
    return problem.may_have_happened or (isinstance(problem, PaystackRefused) and problem.code == DUPLICATE_REFERENCE)


@transaction.atomic
def _claimed(asked: Payment, at: datetime) -> Payment:
    """Returns the homework's open attempt: with its page, or claimed so that only this caller makes the page."""
    payment = reopened(asked, at)
    if not payment.authorization_url and payment.checkout_at is not None:
        if at - payment.checkout_at < LEASE:
            raise CheckoutOpening
        # Whoever claimed it died before the answer came, so the reference may be used up.
        close_attempt(payment=payment, reason=LOST, at=at)
        payment = reopened(asked, at)
    payment.checkout_at, payment.next_check_at = at, at + SWEEP_STEPS[0]
    payment.save(update_fields=["checkout_at", "next_check_at"])
    return payment


def _initialize(payment: Payment) -> str:
    page = client.initialize(
        reference=payment.reference,
        email=payment.student.payment_email,
        label=payment.student.full_name,
        amount_kobo=payment.amount_kobo,
        currency=payment.currency,
        callback_url=settings.PUBLIC_URL + reverse("pay-return"),
        cancel_url=pay_url(payment),
    )
    if page.reference and page.reference != payment.reference:
        raise PaystackDown("Paystack made a page for another reference.")
    with transaction.atomic():
        row = locked(payment)
        row.authorization_url = page.authorization_url
        if row.status == Payment.Status.CREATED:
            row.status = Payment.Status.PENDING
        row.save(update_fields=["authorization_url", "status"])
    return page.authorization_url


def _hand_back(payment: Payment) -> None:
    """Nothing happened at Paystack: the next tap may use the same reference."""
    Payment.objects.filter(pk=payment.pk, authorization_url="").update(checkout_at=None, next_check_at=None)
