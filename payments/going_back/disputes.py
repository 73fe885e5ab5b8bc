"""Disputes: the payer's bank asks for money back. Staff answers in Paystack's dashboard; we freeze, remind and follow."""

import logging
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core import staff_words
from core.money import naira
from core.services import raise_alert, record, resolve_alert
from payments.books import bookings
from payments.covering import standing
from payments.events import dispute_closed, dispute_opened
from payments.going_back.refunds import drop_unsent, follow_refund
from payments.models import Dispute, FinanceTask, Payment, Refund
from payments.paying.attempts import locked, payment_of
from payments.paying.settlement import settle
from payments.paystack import refunds as paystack
from payments.paystack.errors import PaystackRefused
from payments.paystack.refunds import DisputeFacts
from payments.tasks import raise_task, resolve_task

log = logging.getLogger(__name__)
ENDED = {Dispute.Status.RESOLVED.value, "archived"}
"""States of a dispute in which Paystack waits for nobody any more."""


def sync_dispute(*, told: DisputeFacts, at: datetime) -> bool:
    """Follows a dispute that a webhook tells of, as Paystack itself describes it when asked. Outside any transaction.

    The payment is settled first if its own webhook has not come yet.

    Returns:
        False if it names no payment of ours, or one that brought no money.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    payment = payment_of(told.reference, told.transaction_id)
    if told.id is None or payment is None:
        return False
    if not settle(reference=payment.reference, at=at).is_booked:
        return False
    try:
        facts = paystack.fetch_dispute(told.id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        facts = told
    is_same = facts.id == told.id and facts.reference in {"", payment.reference}
    facts = facts if is_same else told
    _follow_refunds_first(payment, facts, at)
    apply_dispute(payment=payment, facts=facts, at=at)
    return True


def _follow_refunds_first(payment: Payment, facts: DisputeFacts, at: datetime) -> None:
    """What a refund took is not lost once more: before a loss is booked, Paystack is asked how the refunds stand. One that
    has failed there, though nobody told us, would make the loss too small for good."""
    if facts.resolution in Dispute.LOST:
        for refund in payment.refunds.filter(status__in=Refund.AT_PAYSTACK).order_by("pk"):
            follow_refund(refund_id=refund.pk, at=at)


def follow_dispute(*, dispute: Dispute, at: datetime) -> None:
    """Asks how an open dispute stands, whose news may have been lost. Outside any transaction.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    try:
        facts = paystack.fetch_dispute(dispute.paystack_id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        log.warning("Paystack does not show %s: %s", dispute, refused)
        return
    if facts.id == dispute.paystack_id:
        _follow_refunds_first(dispute.payment, facts, at)
        apply_dispute(payment=dispute.payment, facts=facts, at=at)


@transaction.atomic
def apply_dispute(*, payment: Payment, facts: DisputeFacts, at: datetime) -> Dispute:
    """Opens, updates or closes a dispute: forward only, so that events may come in any order and again."""
    assert facts.id is not None, "checked by sync_dispute"
    payment = locked(payment)
    amount_kobo = min(facts.amount_kobo or 0, payment.paid_amount_kobo or 0) or payment.paid_amount_kobo or 0
    dispute, created = Dispute.objects.get_or_create(
        paystack_id=facts.id,
        defaults={"payment": payment, "amount_kobo": amount_kobo, "currency": payment.paid_currency, "opened_at": at},
    )
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    dispute.payment = payment
    if not dispute.is_open:
        return dispute
    dispute.due_at, dispute.category = facts.due_at or dispute.due_at, facts.category[:60] or dispute.category
    if facts.status in Dispute.Status.values and facts.status != Dispute.Status.RESOLVED:
        dispute.status = facts.status
    dispute.amount_kobo = amount_kobo
    dispute.save()
    if facts.resolution in Dispute.Resolution.values:
        _close(dispute, Dispute.Resolution(facts.resolution), at)
    else:
        _page_staff(dispute, at, ended=facts.status if facts.status in ENDED else "")
        if created:
            _open(dispute, at)
    return dispute


def _open(dispute: Dispute, at: datetime) -> None:
    standing.restate(dispute.payment, at)
    record("dispute.opened", subject=dispute, payment=dispute.payment.reference)
    dispute_opened.send(Dispute, dispute=dispute, at=at)


@transaction.atomic
def close_by_hand(*, dispute: Dispute, resolution: Dispute.Resolution, actor: AbstractBaseUser, at: datetime) -> bool:
    """Staff has seen in Paystack's dashboard how it ended, where Paystack's own news did not tell. False if it is closed."""
    locked(dispute.payment)
    dispute = Dispute.objects.select_for_update(of=("self",)).select_related("payment__student").get(pk=dispute.pk)
    if not dispute.is_open:
        return False
    _close(dispute, resolution, at)
    record("dispute.closed_by_hand", subject=dispute, actor=actor, resolution=resolution.value)
    return True


def _page_staff(dispute: Dispute, at: datetime, *, ended: str = "") -> None:
    due = (
        f"Answer in Paystack's dashboard before {staff_words.moment(dispute.due_at)}."
        if dispute.due_at
        else "No deadline is named."
    )
    if ended:
        due = f"Paystack calls it {ended} and does not say how it ended: look in its dashboard, then close it in our list."
    text = f"{dispute} over {naira(dispute.amount_kobo)}. {due} Keep the chat and the sent solution as proof."
    raise_alert(_key(dispute), text, urgent=True)
    raise_task(
        kind=FinanceTask.Kind.DISPUTE, key=_key(dispute), text=text, payment=dispute.payment, due_at=dispute.due_at, at=at
    )


def _close(dispute: Dispute, resolution: Dispute.Resolution, at: datetime) -> None:
    """Accepted, also for want of an answer: the money is gone. Declined: the payment counts again."""
    if resolution in Dispute.LOST:
        drop_unsent(payment=dispute.payment, why="The payer's bank took the money back.", at=at)
        # What a refund has taken back already cannot be lost once more.
        dispute.amount_kobo = min(dispute.amount_kobo, standing.left_kobo(dispute.payment))
    dispute.status, dispute.resolution, dispute.resolved_at = Dispute.Status.RESOLVED, resolution, at
    dispute.save()
    if dispute.is_lost:
        bookings.dispute_lost(dispute, at)
    standing.restate(dispute.payment, at)
    record("dispute.closed", subject=dispute, resolution=resolution.value)
    resolve_alert(_key(dispute))
    resolve_task(key=_key(dispute), how=resolution.label, at=at)
    dispute_closed.send(Dispute, dispute=dispute, at=at)


def _key(dispute: Dispute) -> str:
    return f"payments.dispute.{dispute.paystack_id}"
