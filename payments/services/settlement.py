"""The one road to `paid`, whoever knocks: webhook, return page, the student's tap, the sweep, staff."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from core.money import naira
from core.services import raise_alert, record
from homework import services as homework_services
from homework.models import Homework
from payments.events import payment_confirmed, payment_held
from payments.models import Payment, next_check
from payments.paystack import client
from payments.paystack.client import Transaction
from payments.paystack.errors import UNKNOWN_REFERENCE, PaystackDown, PaystackRefused
from payments.services.attempts import locked
from payments.services.entitlement import is_paid
from payments.services.reasons import in_plain_words

log = logging.getLogger(__name__)
LONGEST_ANSWER = timedelta(seconds=30)
"""Longer than the client waits for Paystack."""
FEE_TOLERANCE_KOBO = 100
"""Paystack publishes no rounding rule for fees passed on to the payer: up to a naira is not called an overpayment."""
NOT_FINAL = {"abandoned", "ongoing", "pending", "processing", "queued"}
MONEY_WENT_BACK = {"reversed", "reversal-pending"}
Outcome = Payment.Outcome


def settle(*, reference: str, at: datetime) -> Payment:
    """Asks Paystack about one of our references and books what it says, once. Call it outside any transaction.

    Sends `payment_confirmed` or `payment_held` in the transaction that books the money; a payment that is booked already
    comes back unchanged and without asking.

    Raises:
        Payment.DoesNotExist: if the reference is not ours.
        PaystackProblem: if no usable answer came; nothing has changed then.
    """
    payment = Payment.objects.get(reference=reference)
    if payment.status == Payment.Status.PAID:
        return payment
    row = Payment.objects.filter(pk=payment.pk)
    row.update(asking_until=at + LONGEST_ANSWER)
    try:
        return _booked(payment, _ask(reference), at)
    finally:
        row.update(asking_until=None)


def _booked(payment: Payment, answer: Transaction | None, at: datetime) -> Payment:
    with transaction.atomic():
        payment = locked(payment)
        if payment.status == Payment.Status.PAID:
            return payment
        payment.last_checked_at, payment.checks = at, payment.checks + 1
        payment.next_check_at = next_check(payment.checkout_at or payment.created_at, at)
        if answer is not None and answer.status == "success":
            _book(payment, answer, at)
        else:
            _note_unpaid(payment, answer)
    return payment


def _ask(reference: str) -> Transaction | None:
    """Returns Paystack's answer, checked for sense; None if it does not know the reference."""
    try:
        answer = client.verify(reference)
    except PaystackRefused as refused:
        if refused.code == UNKNOWN_REFERENCE:
            return None
        if refused.is_bad_key:
            raise_alert("payments.paystack_unusable", "Paystack refuses our secret key.")
        raise
    if answer.reference != reference:
        raise PaystackDown(f"Paystack answered about another reference than {reference}.")
    if answer.status == "success" and answer.amount_kobo is None:
        raise PaystackDown(f"Paystack reports success without an amount for {reference}.")
    return answer


def judge(payment: Payment, answer: Transaction) -> Payment.Outcome:
    """Compares what came with what was due, in whole kobo.

    `amount` is more than `requested_amount` where Paystack passes its fee on to the payer, less after a partial debit.
    """
    due_kobo, paid_kobo = payment.amount_kobo, answer.amount_kobo or 0
    requested_kobo = answer.requested_amount_kobo if answer.requested_amount_kobo is not None else paid_kobo
    if answer.domain != payment.mode:
        return Outcome.WRONG_MODE
    if answer.currency != payment.currency:
        return Outcome.WRONG_CURRENCY
    if paid_kobo < due_kobo or requested_kobo < due_kobo:
        return Outcome.SHORT
    passed_on = requested_kobo == due_kobo and abs(paid_kobo - (answer.fees_kobo or 0) - due_kobo) <= FEE_TOLERANCE_KOBO
    return Outcome.SETTLED if paid_kobo == due_kobo or passed_on else Outcome.OVER


def _book(payment: Payment, answer: Transaction, at: datetime) -> None:
    payment.status, payment.settled_at, payment.paid_at = Payment.Status.PAID, at, answer.paid_at or at
    payment.paid_amount_kobo, payment.paid_currency = answer.amount_kobo, answer.currency[:10]
    payment.fees_kobo, payment.channel = answer.fees_kobo, answer.channel[:40]
    payment.next_check_at, payment.failure_reason = None, ""
    _copy_facts(payment, answer)
    payment.outcome = judge(payment, answer)
    if payment.outcome not in Payment.BOUGHT or not _bought(payment, at):
        payment.save()
    _announce(payment, at)


def _bought(payment: Payment, at: datetime) -> bool:
    """Saves the payment and releases its homework; where that cannot be, only names why the money is held."""
    homework = payment.homework
    assert homework is not None, "every payment so far is for a homework"
    if is_paid(homework):
        payment.outcome = Outcome.DUPLICATE
        return False
    try:
        with transaction.atomic():
            payment.save()
            payment.homework = _release(homework, at)
    except homework_services.NotAllowed as reason:
        log.info("Money for %s is held: %s", payment.reference, reason)
        payment.outcome = Outcome.TOO_LATE
        return False
    return True


def _release(homework: Homework, at: datetime) -> Homework:
    if homework.status == Homework.Status.DRAFT and not homework.text and not homework_services.pages(homework):
        raise homework_services.NotAllowed(f"{homework} was emptied.")
    return homework_services.release(homework_id=homework.pk, at=at)


def _announce(payment: Payment, at: datetime) -> None:
    """Leaves the audit trace, tells finance what needs a person, and tells the floors above."""
    # This announcement answers every question the student has open about this homework.
    payment.attempts().filter(check_asked_at__isnull=False).update(check_asked_at=None)
    payment.check_asked_at = None
    if payment.is_held or payment.outcome == Outcome.OVER:
        came = f"{payment.paid_amount_kobo} hundredths of {payment.paid_currency or 'an unnamed currency'}"
        text = f"{payment.get_outcome_display()}: {payment.reference} brought {came}, due {naira(payment.amount_kobo)}."
        raise_alert(f"payments.outcome.{payment.reference}", text)
    if payment.is_held:
        record("payment.held", subject=payment, outcome=payment.outcome, paid_amount_kobo=payment.paid_amount_kobo)
        payment_held.send(Payment, payment=payment, at=at)
    else:
        record("payment.settled", subject=payment, outcome=payment.outcome, paid_amount_kobo=payment.paid_amount_kobo)
        payment_confirmed.send(Payment, payment=payment, at=at)


def _note_unpaid(payment: Payment, answer: Transaction | None) -> None:
    """Records an answer without money in it. Only Paystack's `failed` and `reversed` end an attempt."""
    if answer is None:
        payment.paystack_status = "unknown"
        if payment.authorization_url:
            raise_alert(
                "payments.reference_unknown", f"Paystack does not know {payment.reference}: is the key of another account?"
            )
    else:
        _copy_facts(payment, answer)
        if answer.status == "failed":
            _fail(payment, in_plain_words(answer.gateway_response))
        elif answer.status in MONEY_WENT_BACK:
            raise_alert(
                f"payments.reversed.{payment.reference}", f"{payment.reference} was never booked and is {answer.status}."
            )
            _fail(payment, "The money was sent back.")
        elif answer.status not in NOT_FINAL:
            raise_alert(
                "payments.unknown_status", f"Paystack reports the status {answer.status[:40]!r} for {payment.reference}."
            )
    payment.save()


def _fail(payment: Payment, reason: str) -> None:
    payment.failure_reason = reason
    if payment.is_open:
        payment.status = Payment.Status.FAILED
        record("payment.failed", subject=payment, reason=reason)


def _copy_facts(payment: Payment, answer: Transaction) -> None:
    payment.paystack_id = answer.id or payment.paystack_id
    payment.paystack_status, payment.gateway_response = answer.status[:40], answer.gateway_response[:200]
