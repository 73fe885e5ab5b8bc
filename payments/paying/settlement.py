"""The one road to `paid`, whoever knocks: webhook, return page, the student's tap, the sweep, staff."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from core.jobs import enqueue
from core.money import in_currency, naira
from core.services import raise_alert, record
from payments import job_names
from payments.books import bookings
from payments.covering import standing
from payments.events import payment_confirmed, payment_held, renewal_failed
from payments.models import FinanceTask, Payment, next_check
from payments.paying import purchases
from payments.paying.attempts import locked
from payments.paying.reasons import reason_of
from payments.paystack import client, refunds
from payments.paystack.client import Transaction
from payments.paystack.errors import UNKNOWN_REFERENCE, PaystackDown, PaystackRefused
from payments.tasks import raise_task
from payments.unusable import tell_bad_key

log = logging.getLogger(__name__)
LONGEST_ANSWER = timedelta(seconds=30)
"""Longer than the client waits for Paystack."""
FEE_TOLERANCE_KOBO = 100
"""Paystack publishes no rounding rule for fees passed on to the payer: up to a naira is not called an overpayment."""
NOT_FINAL = {"abandoned", "ongoing", "pending", "processing", "queued"}
REVERSED, REVERSAL_PENDING = "reversed", "reversal-pending"
MONEY_WENT_BACK = {REVERSED, REVERSAL_PENDING}
Outcome = Payment.Outcome
_CREDITED = "It is the student's credit and they know; refund it if they ask for that."
WHAT_CAN_BE_DONE = {
    Outcome.OVER: "What was too much is the student's credit and they know; refund it if they ask for that.",
    Outcome.SHORT: "Make it the student's credit, so that they pay only the rest, or refund it.",
    Outcome.WRONG_CURRENCY: "It is held; refund it.",
    Outcome.WRONG_MODE: "It came under the other mode's key and is held; refund it in Paystack's dashboard.",
    Outcome.SENT_BACK: "Its refund or dispute is looked up by itself; where none appears, look in Paystack's dashboard.",
    Outcome.DUPLICATE: _CREDITED,
    Outcome.TOO_LATE: _CREDITED,
    Outcome.CREDIT_GONE: _CREDITED,
}


def settle(*, reference: str, at: datetime) -> Payment:
    """Asks Paystack about one of our references and books what it says, once. Call it outside any transaction.

    Sends `payment_confirmed` or `payment_held` in the transaction that books the money; a payment that is booked already
    comes back unchanged and without asking.

    Raises:
        Payment.DoesNotExist: if the reference is not ours.
        PaystackProblem: if no usable answer came; nothing has changed then.
    """
    payment = Payment.objects.get(reference=reference)
    if payment.is_booked:
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
        if payment.is_booked:
            return payment
        payment.last_checked_at, payment.checks = at, payment.checks + 1
        payment.next_check_at = next_check(payment.checkout_at or payment.created_at, at)
        if answer is not None and (answer.status == "success" or _came_and_went(answer)):
            _book(payment, answer, at)
        else:
            _note_unpaid(payment, answer, at)
    return payment


def _came_and_went(answer: Transaction) -> bool:
    """The money came, and was sent back or is on its way before we knew of it: both are in Paystack's books, so both belong
    into ours."""
    return answer.status in MONEY_WENT_BACK and bool(answer.amount_kobo)


def _ask(reference: str) -> Transaction | None:
    """Returns Paystack's answer, checked for sense; None if it does not know the reference."""
    try:
        answer = client.verify(reference)
    except PaystackRefused as refused:
        if refused.code == UNKNOWN_REFERENCE:
            return None
        if refused.is_bad_key:
            tell_bad_key()
        raise
    if answer.reference != reference:
        raise PaystackDown(f"Paystack answered about another reference than {reference}.")
    if answer.status == "success" and answer.amount_kobo is None:
        raise PaystackDown(f"Paystack reports success without an amount for {reference}.")
    if answer.status == REVERSAL_PENDING and answer.id is not None:
        return replace(answer, going_back_kobo=_going_back_kobo(answer.id))
    return answer


def _going_back_kobo(transaction_id: int) -> int | None:
    """Returns how much of a transaction goes back: the status is the same for a part of it; None where it is not told."""
    try:
        listed = refunds.of_transaction(transaction_id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        return None
    return sum(facts.amount_kobo or 0 for facts in listed if facts.status != "failed")


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
    if _is_sent_back(answer):
        return Outcome.SENT_BACK
    if paid_kobo < due_kobo or requested_kobo < due_kobo:
        return Outcome.SHORT
    passed_on = requested_kobo == due_kobo and abs(paid_kobo - (answer.fees_kobo or 0) - due_kobo) <= FEE_TOLERANCE_KOBO
    return Outcome.SETTLED if paid_kobo == due_kobo or passed_on else Outcome.OVER


def _is_sent_back(answer: Transaction) -> bool:
    """Whether nothing of the money stays for sure. A part on its way back leaves a payment that counts."""
    if answer.status == REVERSAL_PENDING and answer.going_back_kobo:
        return answer.going_back_kobo >= (answer.amount_kobo or 0)
    return answer.status in MONEY_WENT_BACK


def _book(payment: Payment, answer: Transaction, at: datetime) -> None:
    payment.status, payment.settled_at, payment.paid_at = Payment.Status.PAID, at, answer.paid_at or at
    payment.paid_amount_kobo, payment.paid_currency = answer.amount_kobo, answer.currency[:10]
    payment.fees_kobo, payment.channel = answer.fees_kobo, answer.channel[:40]
    payment.next_check_at, payment.failure_reason = None, ""
    _copy_facts(payment, answer)
    payment.outcome = judge(payment, answer)
    if payment.has_bought:
        payment.outcome = purchases.obstacle(payment) or payment.outcome
    if payment.has_bought and payment.purpose == Payment.Purpose.HOMEWORK and payment.homework is not None:
        standing.step_aside(payment.homework, at)
    payment.save()
    bookings.payment_came_in(payment, at)
    if payment.has_bought:
        purchases.complete(payment, at)
    _announce(payment, at)
    if answer.status in MONEY_WENT_BACK:
        enqueue(job_names.LEARN_REFUNDS, queueing_lock=f"payments.learn-refunds:{payment.pk}", payment_id=payment.pk)


def _announce(payment: Payment, at: datetime) -> None:
    """Leaves the audit trace, tells finance what needs a person, and tells the floors above."""
    # This announcement answers every question the student has open about this homework or plan.
    payment.attempts().filter(check_asked_at__isnull=False).update(check_asked_at=None)
    payment.check_asked_at = None
    if payment.outcome != Outcome.SETTLED:
        kind = FinanceTask.Kind(payment.outcome)
        raise_task(kind=kind, key=f"{kind.value}:{payment.reference}", text=_task_text(payment), payment=payment, at=at)
    name = "payment.settled" if payment.has_bought else "payment.held"
    record(name, subject=payment, outcome=payment.outcome, paid_amount_kobo=payment.paid_amount_kobo)
    signal = payment_confirmed if payment.has_bought else payment_held
    signal.send(Payment, payment=payment, at=at)


def _task_text(payment: Payment) -> str:
    came = in_currency(payment.paid_amount_kobo or 0, payment.paid_currency)
    text = f"{payment.get_outcome_display()}. {payment.reference} brought {came}, due {naira(payment.amount_kobo)}. "
    return text + WHAT_CAN_BE_DONE[Outcome(payment.outcome)]


def _note_unpaid(payment: Payment, answer: Transaction | None, at: datetime) -> None:
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
            _fail(payment, reason_of(answer.gateway_response), at)
        elif answer.status in MONEY_WENT_BACK:
            raise_alert(
                f"payments.reversed.{payment.reference}", f"{payment.reference} was never booked and is {answer.status}."
            )
            if answer.status == REVERSED:  # a reversal that is only pending may still end in success
                _fail(payment, Payment.FailureReason.SENT_BACK, at)
        elif answer.status not in NOT_FINAL:
            raise_alert(
                "payments.unknown_status", f"Paystack reports the status {answer.status[:40]!r} for {payment.reference}."
            )
    payment.save()


def _fail(payment: Payment, reason: Payment.FailureReason, at: datetime) -> None:
    payment.failure_reason = reason
    if payment.is_open:
        payment.status = Payment.Status.FAILED
        record("payment.failed", subject=payment, reason=reason.label)
        if payment.card_id is not None:  # nobody asked, so nobody would hear of it
            renewal_failed.send(Payment, payment=payment, at=at)


def _copy_facts(payment: Payment, answer: Transaction) -> None:
    payment.paystack_id = answer.id or payment.paystack_id
    payment.paystack_status, payment.gateway_response = answer.status[:40], answer.gateway_response[:200]
