"""A student's card that pays the next periods of their plan, with their consent: agreed to, read, switched off.

The link per period is the default road; a card is kept only when its owner has agreed, and only from then on.
"""

import logging
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core.jobs import enqueue
from core.services import record
from payments import job_names
from payments.covering.credit import locked_student
from payments.covering.entitlement import counting
from payments.events import card_dropped
from payments.models import Payment, SavedCard, Subscription
from payments.paystack import client
from payments.paystack.client import Card
from payments.paystack.errors import PaystackProblem
from students.models import Student

log = logging.getLogger(__name__)
Reason = SavedCard.Reason


def card_of(student: Student) -> SavedCard | None:
    """Returns the card that pays the student's next period, if they have agreed to one."""
    return SavedCard.objects.select_related("plan").filter(student=student, revoked_at=None).first()


def card_payment(student: Student, at: datetime) -> Payment | None:
    """Returns the payment whose card may be offered for renewal: the student's present plan, paid by card, in this mode.

    None while a card is agreed to already, and for a plan too short to announce a charge in time.
    """
    last = Subscription.objects.filter(student=student, ends_at__gt=at, ended_early_at=None).order_by("-ends_at").first()
    if last is None or last.payment_id is None or not last.is_announced or card_of(student):
        return None
    paid = Payment.objects.select_related("plan").filter(pk=last.payment_id, channel="card", mode=client.mode())
    return counting(paid).filter(plan__is_active=True).first()


@transaction.atomic
def agree(*, student: Student, payment: Payment, message_id: str, at: datetime) -> SavedCard:
    """The student agrees that the card of this payment pays the next periods, at today's price at most.

    The card itself is read by a job, or by the nightly run. A repeat changes nothing.

    Raises:
        ValueError: if the payment is not what `card_payment` offers.
    """
    locked_student(student.pk)
    present = card_of(student)
    if present:
        return present
    offered = card_payment(student, at)
    if offered is None or offered.pk != payment.pk or offered.plan is None:
        raise ValueError(f"{payment.reference} is not offered for renewal.")
    card = SavedCard.objects.create(
        student=student,
        plan=offered.plan,
        payment=offered,
        price_kobo=offered.plan.price_kobo,
        consented_at=at,
        consent_message_id=message_id,
        mode=offered.mode,
    )
    record("card.agreed", subject=card, price_kobo=card.price_kobo)
    enqueue(job_names.READ_CARD, queueing_lock=f"payments.read_card:{card.pk}", card_id=card.pk)
    return card


def read_card(*, card_id: int, at: datetime) -> bool:
    """Asks Paystack for the card that was agreed to; returns whether it is known now. Call it outside any transaction.

    Raises:
        PaystackProblem: if no usable answer came; the card stays unread.
    """
    card = SavedCard.objects.select_related("payment").get(pk=card_id)
    if card.read_at is None and card.revoked_at is None:
        _keep(card, client.reusable_card(card.payment.reference), at)
    card.refresh_from_db()
    return bool(card.authorization_code)


def read_soon(*, card_id: int, at: datetime) -> None:
    """The job's form of `read_card`: what fails now is tried again by the cron command."""
    try:
        read_card(card_id=card_id, at=at)
    except PaystackProblem as problem:
        log.info("The card %s could not be read: %s", card_id, problem)


@transaction.atomic
def _keep(card: SavedCard, found: Card | None, at: datetime) -> None:
    card = SavedCard.objects.select_for_update().get(pk=card.pk)
    if card.read_at is not None or card.revoked_at is not None:
        return
    if found is None:
        drop(card=card, reason=Reason.NOT_REUSABLE, at=at)
        return
    card.authorization_code, card.signature, card.email = found.authorization_code[:100], found.signature[:100], found.email
    card.brand, card.last4 = found.brand[:30], found.last4[:4]
    card.expires_month, card.expires_year, card.read_at = found.expires_month, found.expires_year, at
    card.save()
    record("card.read", subject=card)


@transaction.atomic
def drop(*, card: SavedCard, reason: SavedCard.Reason, at: datetime) -> None:
    """Stops charging the card for a reason other than the student's wish; they are told."""
    if _revoke(card, reason, at, None):
        card.revoked_reason = reason
        card_dropped.send(SavedCard, card=card, at=at)


@transaction.atomic
def switch_off(*, student: Student, at: datetime, actor: AbstractBaseUser | None = None) -> bool:
    """The student, or staff for them, stops the renewal; returns whether there was one. A charge under way still counts."""
    card = card_of(student)
    return card is not None and _revoke(card, Reason.STAFF if actor else Reason.STUDENT, at, actor)


def _revoke(card: SavedCard, reason: SavedCard.Reason, at: datetime, actor: AbstractBaseUser | None) -> bool:
    done = SavedCard.objects.filter(pk=card.pk, revoked_at=None).update(
        revoked_at=at,
        revoked_reason=reason,
        revoked_by_id=actor.pk if actor else None,
        authorization_code="",
        signature="",
        email="",
    )
    if done:
        record("card.revoked", subject=card, actor=actor, reason=reason)
    return bool(done)
