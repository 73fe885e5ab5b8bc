"""Refunds: asked for by one person, above an amount approved by another, sent once and followed to their end."""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core.jobs import enqueue
from core.models import AdminSettings
from core.money import in_currency
from core.services import record
from payments import job_names
from payments.books import bookings
from payments.covering import standing
from payments.events import refund_moved
from payments.going_back.refund_notes import is_same, note_of
from payments.models import FinanceTask, Payment, Refund
from payments.paying.attempts import locked
from payments.paystack import refunds as paystack
from payments.paystack.errors import PaystackBusy, PaystackProblem, PaystackRefused
from payments.paystack.refunds import RefundFacts
from payments.tasks import raise_task, resolve_task
from payments.unusable import tell_bad_key

log = logging.getLogger(__name__)
Status = Refund.Status
LOOK_UP_AFTER = timedelta(minutes=2)
SEND_AGAIN_AFTER = timedelta(minutes=10)
"""So long after a lost answer, a refund that Paystack does not list was never made."""
STATUS_OF = {
    "pending": Status.PENDING,
    "processing": Status.PROCESSING,
    "needs-attention": Status.NEEDS_ATTENTION,
    "processed": Status.PROCESSED,
    "failed": Status.FAILED,
}
"""Paystack's word -> ours. A word we don't know changes nothing."""
ORDER = [
    Status.REQUESTED,
    Status.APPROVED,
    Status.SENT,
    Status.PENDING,
    Status.PROCESSING,
    Status.FAILED,
    Status.PROCESSED,
]


class NotRefundable(Exception):
    """The act is not possible for this refund or payment; the message says why, for staff."""


@transaction.atomic
def ask_refund(*, payment: Payment, amount_kobo: int, reason: str, actor: AbstractBaseUser, at: datetime) -> Refund:
    """Sets money of a payment aside and sends it back. A second person approves first where it, together with the payment's
    other refunds, is above the amount in the settings.

    Raises:
        NotRefundable: if that much is not there to give back.
    """
    payment = locked(payment)
    left_kobo = standing.returnable_kobo(payment)
    if not 0 < amount_kobo <= left_kobo:
        raise NotRefundable(f"{payment.reference} has {in_currency(left_kobo, payment.paid_currency)} left to refund.")
    if payment.disputes.filter(resolved_at=None).exists():
        raise NotRefundable(f"{payment.reference} is in dispute: answer the dispute instead.")
    refund = Refund(
        payment=payment,
        amount_kobo=amount_kobo,
        currency=payment.paid_currency,
        reason=reason[:300],
        asked_by_id=actor.pk,
        asked_at=at,
    )
    refund.save()
    bookings.refund_asked(refund, at)
    record("refund.asked", subject=refund, actor=actor, amount_kobo=amount_kobo, payment=payment.reference)
    standing.follow_homework(payment, at)
    if standing.refunded_kobo(payment) > AdminSettings.load().refund_approval_kobo:
        text = f"{refund} over {refund.amount} waits for a second person's approval."
        raise_task(kind=FinanceTask.Kind.REFUND, key=f"refund-approval:{refund.pk}", text=text, payment=payment, at=at)
    else:
        _approve(refund, at)
    return refund


@transaction.atomic
def approve_refund(*, refund: Refund, actor: AbstractBaseUser, at: datetime) -> Refund:
    """A second person agrees; the refund is sent.

    Raises:
        NotRefundable: if it does not wait for approval, or this is the person who asked for it.
    """
    refund = _waiting(refund, actor)
    refund.approved_by_id = actor.pk
    _approve(refund, at)
    record("refund.approved", subject=refund, actor=actor)
    resolve_task(key=f"refund-approval:{refund.pk}", how="Approved.", at=at, actor=actor)
    return refund


@transaction.atomic
def decline_refund(*, refund: Refund, actor: AbstractBaseUser, reason: str, at: datetime) -> Refund:
    """A second person disagrees; the money is where it was before.

    Raises:
        NotRefundable: if it does not wait for approval, or this is the person who asked for it.
    """
    refund = _waiting(refund, actor)
    refund.approved_by_id = actor.pk
    _drop(refund, Status.DECLINED, reason or "Declined.", at)
    record("refund.declined", subject=refund, actor=actor, reason=reason)
    resolve_task(key=f"refund-approval:{refund.pk}", how="Declined.", at=at, actor=actor)
    return refund


def drop_unsent(*, payment: Payment, why: str, at: datetime) -> None:
    """Ends refunds of a locked payment that have not been sent and cannot be any more, because the money is gone."""
    unsent = payment.refunds.select_for_update(of=("self",)).filter(status__in=[Status.REQUESTED, Status.APPROVED])
    for refund in unsent.order_by("pk"):
        _drop(refund, Status.DECLINED, why, at)
        resolve_task(key=f"refund-approval:{refund.pk}", how=why, at=at)


def send_refund(*, refund_id: int, at: datetime) -> None:
    """Sends an approved refund to Paystack, once; a lost answer is looked up later. Call it outside any transaction."""
    refund = _claimed(refund_id, at)
    if refund is None:
        return
    try:
        facts = paystack.create(
            reference=refund.payment.reference,
            amount_kobo=refund.amount_kobo,
            currency=refund.currency,
            merchant_note=note_of(refund),
        )
    except PaystackRefused as refused:
        if refused.is_bad_key:
            tell_bad_key()
            _hand_back(refund, at + timedelta(minutes=10))
        else:
            _refused(refund, str(refused), at)
    except PaystackProblem as problem:
        if problem.may_have_happened:
            log.warning("No clear answer to %s: %s", refund, problem)
        else:
            _hand_back(refund, at + (problem.pause() if isinstance(problem, PaystackBusy) else timedelta(minutes=1)))
    else:
        apply_facts(refund=refund, facts=facts, at=at)


def follow_refund(*, refund_id: int, at: datetime) -> None:
    """Takes an unfinished refund one step further: sends it, looks it up, or asks how it stands. Outside any transaction.

    Raises:
        PaystackProblem: if no usable answer came; the refund stays due.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status == Status.APPROVED:
        send_refund(refund_id=refund.pk, at=at)
    elif refund.status == Status.SENT:
        _look_up(refund, at)
    elif refund.status in Refund.AT_PAYSTACK and refund.paystack_id is not None:
        _ask_about(refund, refund.paystack_id, at)


def _ask_about(refund: Refund, paystack_id: int, at: datetime) -> None:
    try:
        facts = paystack.fetch(paystack_id)
    except PaystackRefused as refused:
        if refused.is_bad_key:
            raise
        _ask_staff(refund, f"Paystack does not show it any more ({refused}): look in its dashboard.", at)
        Refund.objects.filter(pk=refund.pk).update(next_check_at=_next_look(refund, at))
        return
    apply_facts(refund=refund, facts=facts, at=at)


@transaction.atomic
def apply_facts(*, refund: Refund, facts: RefundFacts, at: datetime) -> Refund:
    """Writes down what Paystack says about a refund: forward only, whatever order it is told in."""
    locked(refund.payment)
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment__student").get(pk=refund.pk)
    refund.paystack_id = refund.paystack_id or facts.id
    # The answer to the call itself may name no status worth knowing: then it is pending.
    status = STATUS_OF.get(facts.status, Status.PENDING if refund.status in {Status.APPROVED, Status.SENT} else None)
    if status is None or refund.status in {*Refund.DEAD, Status.PROCESSED} or _is_back(refund, status):
        if refund.status == Status.FAILED and status == Status.PROCESSED:
            _pay_late(refund, at)
        refund.next_check_at = None if refund.finished_at else _next_look(refund, at)
        refund.save(update_fields=["paystack_id", "next_check_at"])
        return refund
    _move(refund, status, at)
    return refund


def _move(refund: Refund, status: Refund.Status, at: datetime) -> None:
    if status == Status.FAILED:
        _drop(refund, Status.FAILED, "The bank or Paystack could not pay it out.", at)
        _ask_staff(refund, "It failed. Refund it another way, or ask again.", at)
    else:
        refund.status, refund.next_check_at = status, _next_look(refund, at)
        if status == Status.PROCESSED:
            refund.finished_at, refund.next_check_at = at, None
        refund.save(update_fields=["status", "paystack_id", "next_check_at", "finished_at"])
        record(f"refund.{status.value}", subject=refund)
    if status == Status.PROCESSED:
        bookings.refund_paid(refund, at)
        standing.restate(refund.payment, at)
        resolve_task(key=f"refund:{refund.pk}", how="It was paid out.", at=at)
    if status == Status.NEEDS_ATTENTION:
        _ask_staff(refund, "The bank wants the payer's account number: ask for it and enter it in Paystack's dashboard.", at)
    refund_moved.send(Refund, refund=refund, at=at)


def _pay_late(refund: Refund, at: datetime) -> None:
    """It had failed here and was paid out after all: the money has left, so the books say so, where there was so much."""
    payment, key = refund.payment, f"refund-late:{refund.pk}"
    if refund.amount_kobo > standing.left_kobo(payment):
        drop_unsent(payment=payment, why="An earlier refund was paid out after all.", at=at)
    if refund.amount_kobo > standing.left_kobo(payment):
        _ask_staff(
            refund, "Paystack says paid out after it had failed, but then more went back than came: ask them.", at, key=key
        )
        return
    bookings.refund_asked_again(refund, at)
    _move(refund, Status.PROCESSED, at)
    _ask_staff(refund, "It was paid out after it had failed here: was it made good another way meanwhile?", at, key=key)


def _ask_staff(refund: Refund, text: str, at: datetime, *, key: str = "") -> None:
    words = f"{refund} over {refund.amount}: {text}"
    raise_task(kind=FinanceTask.Kind.REFUND, key=key or f"refund:{refund.pk}", text=words, payment=refund.payment, at=at)


def _is_back(refund: Refund, status: Refund.Status) -> bool:
    """Whether a status is behind the present one. The bank may ask for the account more than once while it is processing."""
    place = {**{step: number for number, step in enumerate(ORDER)}, Status.NEEDS_ATTENTION: ORDER.index(Status.PROCESSING)}
    return status == refund.status or place[status] < place[Status(refund.status)]


def _next_look(refund: Refund, at: datetime) -> datetime:
    """Webhooks tell more quickly; refunds take days, so looking is rare."""
    return at + (timedelta(hours=1) if at - refund.asked_at < timedelta(days=1) else timedelta(hours=12))


def _waiting(refund: Refund, actor: AbstractBaseUser) -> Refund:
    locked(refund.payment)
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment__student").get(pk=refund.pk)
    if refund.status != Status.REQUESTED:
        raise NotRefundable(f"{refund} is {refund.get_status_display().lower()}.")
    if refund.asked_by_id == actor.pk:
        raise NotRefundable("A second person must decide about it.")
    return refund


def _approve(refund: Refund, at: datetime) -> None:
    refund.status, refund.approved_at, refund.next_check_at = Status.APPROVED, at, at + LOOK_UP_AFTER
    refund.save(update_fields=["status", "approved_at", "approved_by", "next_check_at"])
    enqueue(job_names.SEND_REFUND, queueing_lock=f"payments.refund:{refund.pk}", refund_id=refund.pk)


@transaction.atomic
def _claimed(refund_id: int, at: datetime) -> Refund | None:
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund_id)
    if refund.status != Status.APPROVED:
        return None
    refund.status, refund.sent_at, refund.next_check_at = Status.SENT, at, at + LOOK_UP_AFTER
    refund.save(update_fields=["status", "sent_at", "next_check_at"])
    return refund


def _hand_back(refund: Refund, next_at: datetime) -> None:
    """Nothing happened at Paystack: it may be sent again."""
    Refund.objects.filter(pk=refund.pk, status=Status.SENT).update(status=Status.APPROVED, next_check_at=next_at)


@transaction.atomic
def _refused(refund: Refund, why: str, at: datetime) -> None:
    locked(refund.payment)
    refund = Refund.objects.select_for_update(of=("self",)).select_related("payment__student").get(pk=refund.pk)
    if refund.status != Status.SENT:
        return
    _drop(refund, Status.FAILED, why, at)
    _ask_staff(refund, f"Paystack did not take it. {why}", at)
    refund_moved.send(Refund, refund=refund, at=at)


def _drop(refund: Refund, status: Refund.Status, why: str, at: datetime) -> None:
    """The refund ends without money moving: what was set aside is put back."""
    refund.status, refund.failure_reason, refund.finished_at, refund.next_check_at = status, why[:300], at, None
    refund.save()
    bookings.refund_dropped(refund, at)
    record(f"refund.{status.value}", subject=refund, reason=why)
    standing.came_back(refund.payment, at)


def _look_up(refund: Refund, at: datetime) -> None:
    """The answer to sending it was lost. Found: taken over. Not found after some time: it was never made, and is sent again."""
    if refund.payment.paystack_id is None:
        _ask_staff(refund, "The answer was lost and the transaction's number is unknown: look in Paystack's dashboard.", at)
        return
    known = set(Refund.objects.filter(payment=refund.payment).exclude(paystack_id=None).values_list("paystack_id", flat=True))
    listed = [facts for facts in paystack.of_transaction(refund.payment.paystack_id) if facts.id not in known]
    same = sorted(
        (facts for facts in listed if is_same(refund, facts)), key=lambda facts: facts.merchant_note != note_of(refund)
    )
    if same:
        apply_facts(refund=refund, facts=same[0], at=at)
    elif refund.sent_at is not None and at - refund.sent_at >= SEND_AGAIN_AFTER:
        _hand_back(refund, at)
        send_refund(refund_id=refund.pk, at=at)
    else:
        Refund.objects.filter(pk=refund.pk, status=Status.SENT).update(next_check_at=at + LOOK_UP_AFTER)
