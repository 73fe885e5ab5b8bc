"""From our link to Paystack's checkout page."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.services import raise_alert, resolve_alert
from payments.models import SWEEP_STEPS, Payment
from payments.paystack import client
from payments.paystack.errors import DUPLICATE_REFERENCE, PaystackDown, PaystackProblem, PaystackRefused
from payments.services.attempts import NothingToPay, close_attempt, locked, open_attempt, pay_url
from payments.services.settlement import settle

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=45)
"""How long one tab may take to make the checkout; longer than the client's own time limits together."""
ALERT = "payments.paystack_unusable"


class CheckoutOpening(Exception):
    """Another tab is just making the checkout page: look again in a moment."""


def checkout(*, token: str, at: datetime) -> str:
    """Returns the address of Paystack's checkout page behind one of our links, making the page on the first tap.

    Any link of a homework leads to its present open attempt. Call it outside any transaction.

    Raises:
        Payment.DoesNotExist: if no link of ours has this token.
        NothingToPay: if the homework is paid or no longer waits for money.
        CheckoutOpening: if another tab is at it.
        PaystackProblem: if no page could be had now; the attempt or its successor is ready for the next tap.
    """
    asked = Payment.objects.get(token=token)
    try:
        url = _page(asked, at)
    except PaystackProblem as problem:
        key = isinstance(problem, PaystackRefused) and problem.is_bad_key
        raise_alert(ALERT, "Paystack refuses our secret key." if key else f"No checkout page could be made: {problem}")
        raise
    resolve_alert(ALERT)
    return url


def _page(asked: Payment, at: datetime) -> str:
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


def _page_after_lost_answer(lost: Payment, at: datetime) -> str:
    """The old reference may exist without a link we know: it is asked about, replaced, and stays in the sweep."""
    try:
        if settle(reference=lost.reference, at=at).status == Payment.Status.PAID and lost.homework is not None:
            raise NothingToPay(lost.homework, paid=True)
    finally:
        close_attempt(payment=lost, reason="Paystack's answer was lost.", at=at)
    payment = _claimed(lost, at)
    if payment.authorization_url:
        return payment.authorization_url
    try:
        return _initialize(payment)
    except PaystackProblem as problem:
        if _uses_up_reference(problem):
            close_attempt(payment=payment, reason="Paystack's answer was lost.", at=at)
        else:
            _hand_back(payment)
        raise


def _uses_up_reference(problem: PaystackProblem) -> bool:
    return problem.may_have_happened or (isinstance(problem, PaystackRefused) and problem.code == DUPLICATE_REFERENCE)


@transaction.atomic
def _claimed(asked: Payment, at: datetime) -> Payment:
    """Returns the homework's open attempt: with its page, or claimed so that only this caller makes the page."""
    assert asked.homework is not None, "every payment so far is for a homework"
    payment = open_attempt(homework=asked.homework, at=at)
    if not payment.authorization_url and payment.checkout_at is not None:
        if at - payment.checkout_at < LEASE:
            raise CheckoutOpening
        # Whoever claimed it died before the answer came, so the reference may be used up.
        close_attempt(payment=payment, reason="Paystack's answer was lost.", at=at)
        payment = open_attempt(homework=asked.homework, at=at)
    payment.checkout_at, payment.next_check_at = at, at + SWEEP_STEPS[0]
    payment.save(update_fields=["checkout_at", "next_check_at"])
    return payment


def _initialize(payment: Payment) -> str:
    page = client.initialize(
        reference=payment.reference,
        email=payment.student.payment_email,
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
