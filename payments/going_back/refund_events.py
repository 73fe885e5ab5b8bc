"""Refunds as Paystack tells of them by webhook, those made in its dashboard included."""

import logging
from datetime import datetime

from django.db import transaction

from core.money import naira
from core.services import record
from payments.books import bookings
from payments.covering import standing
from payments.going_back.disputes import sync_dispute
from payments.going_back.refund_notes import is_same
from payments.going_back.refunds import apply_facts, drop_unsent
from payments.models import Dispute, FinanceTask, Payment, Refund
from payments.paying.attempts import locked
from payments.paystack import refunds as paystack
from payments.paystack.errors import PaystackRefused
from payments.paystack.refunds import RefundFacts
from payments.tasks import raise_task

log = logging.getLogger(__name__)
Status = Refund.Status


def sync_refunds(*, payment: Payment, at: datetime, told: RefundFacts | None = None) -> None:
    """Brings a payment's refunds in line with Paystack's list of them. Call it outside any transaction.

    Args:
        told: what a webhook said; it counts only where Paystack lists nothing, because a webhook names no refund.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    listed = _listed(payment)
    for facts in listed:
        _follow(payment, facts, at)
    if not listed and told is not None and told.amount_kobo:
        _follow_told(payment, told, at)


def _listed(payment: Payment) -> list[RefundFacts]:
    if payment.paystack_id is None:
        return []
    try:
        return paystack.of_transaction(payment.paystack_id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        log.warning("Paystack lists no refunds of %s: %s", payment.reference, refused)
        return []


def _follow(payment: Payment, facts: RefundFacts, at: datetime) -> None:
    row = Refund.objects.filter(payment=payment, paystack_id=facts.id).first() if facts.id else None
    row = row or next((refund for refund in _without_id(payment) if is_same(refund, facts)), None)
    if row is None:
        _learn_of_dispute(facts, at)
        if is_of_dispute(facts):
            return
        row = _external(payment, facts, at)
    if row is not None:
        apply_facts(refund=row, facts=facts, at=at)


def is_of_dispute(facts: RefundFacts) -> bool:
    """Whether a lost dispute made this refund: its money is booked with the dispute, and must not be booked twice."""
    if facts.dispute_id is None:
        return False
    return Dispute.objects.filter(paystack_id=facts.dispute_id).exclude(resolution=Dispute.Resolution.DECLINED).exists()


def _learn_of_dispute(facts: RefundFacts, at: datetime) -> None:
    """Follows a dispute whose own event has not come yet, where its refund came first."""
    if facts.dispute_id is None or Dispute.objects.filter(paystack_id=facts.dispute_id).exists():
        return
    try:
        sync_dispute(told=paystack.fetch_dispute(facts.dispute_id), at=at)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        log.warning("Paystack does not show dispute %s: %s", facts.dispute_id, refused)


def _follow_told(payment: Payment, told: RefundFacts, at: datetime) -> None:
    same = list(Refund.objects.filter(payment=payment, amount_kobo=told.amount_kobo or 0).order_by("pk"))
    named = [refund for refund in same if told.id is not None and refund.paystack_id == told.id]
    unfinished = [refund for refund in same if refund.finished_at is None and refund.status != Status.REQUESTED]
    ended = [refund for refund in same if told.id is None or refund.paystack_id is None]
    row = next(iter([*named, *unfinished]), None)
    if row is not None and row.paystack_id is not None:
        told = _as_it_stands(row.paystack_id, told)
    if row is None and (ended or is_of_dispute(told)):
        return  # told again about one that has ended, or what a dispute took
    row = row or _external(payment, told, at)
    if row is not None:
        apply_facts(refund=row, facts=told, at=at)


def _as_it_stands(refund_id: int, told: RefundFacts) -> RefundFacts:
    try:
        return paystack.fetch(refund_id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        return told


def _without_id(payment: Payment) -> list[Refund]:
    waiting = [Status.SENT, Status.PENDING, Status.PROCESSING, Status.NEEDS_ATTENTION, Status.PROCESSED]
    return list(Refund.objects.filter(payment=payment, paystack_id=None, status__in=waiting).order_by("pk"))


@transaction.atomic
def _external(payment: Payment, facts: RefundFacts, at: datetime) -> Refund | None:
    """A refund that was not asked for here gets a row of its own and a task; one that cannot be right only a task."""
    payment = locked(payment)
    amount_kobo = facts.amount_kobo or 0
    if amount_kobo > standing.left_kobo(payment) and facts.status != "failed":
        drop_unsent(payment=payment, why="The money went back in Paystack's dashboard.", at=at)
    left_kobo = standing.left_kobo(payment)
    what = f"Paystack tells of a refund of {naira(amount_kobo)} of {payment.reference} that was not asked for here."
    key = f"external-refund:{facts.id or payment.reference}"
    fits = payment.is_booked and 0 < amount_kobo <= left_kobo
    text = what if fits else f"{what} It does not fit our books: look at it in Paystack's dashboard."
    raise_task(kind=FinanceTask.Kind.EXTERNAL_REFUND, key=key, text=text, payment=payment, at=at)
    if not fits or facts.status == "failed":
        return None
    refund = Refund.objects.create(
        payment=payment,
        amount_kobo=amount_kobo,
        currency=payment.paid_currency,
        status=Status.SENT,
        is_external=True,
        reason="Made in Paystack's dashboard.",
        asked_at=at,
        paystack_id=facts.id,
    )
    bookings.refund_asked(refund, at)
    record("refund.external", subject=refund, amount_kobo=amount_kobo)
    standing.follow_homework(payment, at)
    return refund
