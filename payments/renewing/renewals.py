"""Charging a saved card for the next period of a plan: announced before, tried a few times, never twice for one period."""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, QuerySet

from payments.covering import plans
from payments.covering.credit import locked_student
from payments.events import credit_covered, renewal_failed
from payments.models import Payment, SavedCard, Subscription
from payments.paying.attempts import NothingToPay, close_attempt, open_card_attempt
from payments.paying.settlement import settle
from payments.paystack import client
from payments.paystack.errors import DUPLICATE_REFERENCE, PaystackProblem, PaystackRefused
from payments.renewing import cards
from payments.renewing.reminders import last_ones
from payments.unusable import tell_bad_key

log = logging.getLogger(__name__)
BEFORE, AFTER = timedelta(days=1), timedelta(days=2)
"""The card is charged from a day before the period ends until two days after."""
NOTICE = timedelta(hours=12)
"""At least so long before the charge the student was told of it."""
TRIES, AGAIN = 3, timedelta(hours=20)
LINK_IN_USE = timedelta(hours=1)
"""A student who opened a payment link so lately is most likely paying by it."""


class Renewal(StrEnum):
    """What became of one period's renewal in one run."""

    CHARGED = "charged"
    COVERED = "covered by credit"
    FAILED = "failed"
    UNCLEAR = "unclear"
    DROPPED = "card dropped"
    NOT_NOW = "not now"


def unread(*, limit: int) -> list[int]:
    """Cards that were agreed to and whose authorization Paystack has not told yet."""
    rows = SavedCard.objects.filter(revoked_at=None, read_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def due(*, at: datetime) -> QuerySet[Subscription]:
    """Last periods about to end, or just over, whose students agreed to a card and were told of the charge."""
    ending = Subscription.objects.filter(
        ends_at__gt=at - AFTER,
        ends_at__lte=at + BEFORE,
        reminded_before_at__lte=at - NOTICE,
        student__saved_cards__in=SavedCard.objects.filter(revoked_at=None, read_at__isnull=False, mode=client.mode()),
    )
    return last_ones(ending)


def renew(*, subscription: Subscription, at: datetime) -> Renewal:
    """Charges the student's card for the period after this one, if that is still due. Call it outside any transaction.

    The attempt is stored before Paystack is asked, and what became of it is decided by `settle` alone, now or in the sweep.

    Raises:
        PaystackProblem: if the charge did not happen and can be tried again.
    """
    opened = _opened(subscription, at)
    return _charge(opened, at) if isinstance(opened, Payment) else opened


@transaction.atomic
def _opened(subscription: Subscription, at: datetime) -> Payment | Renewal:
    student = locked_student(subscription.student_id)
    card = cards.card_of(student)
    still_last = due(at=at).filter(pk=subscription.pk).exists()
    if card is None or not card.authorization_code or not still_last or _must_wait(subscription, at):
        return Renewal.NOT_NOW
    card.student = student
    reason = _obstacle(card, subscription, at)
    if reason:
        cards.drop(card=card, reason=reason, at=at)
        return Renewal.DROPPED
    try:
        return open_card_attempt(card=card, renews=subscription, at=at)
    except NothingToPay:
        bought = plans.buy_plan_with_credit(student=student, plan=card.plan, homework=None, at=at)
        credit_covered.send(Payment, student=student, homework=None, subscription=bought, at=at)
        return Renewal.COVERED


def _must_wait(subscription: Subscription, at: datetime) -> bool:
    """Whether a charge may be under way, was tried a moment ago, or the student is paying by a link right now."""
    tried = Payment.objects.filter(renews=subscription)
    under_way = Q(renews=subscription, status__in=Payment.OPEN)
    by_link = Q(
        student=subscription.student_id,
        purpose=Payment.Purpose.PLAN,
        status__in=Payment.OPEN,
        checkout_at__gt=at - LINK_IN_USE,
    )
    lately = tried.filter(status=Payment.Status.FAILED, created_at__gt=at - AGAIN)
    return Payment.objects.filter(under_way | by_link).exists() or lately.exists()


def _obstacle(card: SavedCard, subscription: Subscription, at: datetime) -> SavedCard.Reason | None:
    """Why the card may not be charged any more: nothing is taken beyond what was agreed to."""
    if not card.is_within_terms:
        return SavedCard.Reason.TERMS_CHANGED
    if card.has_expired(at):
        return SavedCard.Reason.EXPIRED
    declined = Payment.objects.filter(renews=subscription, status=Payment.Status.FAILED).count()
    return SavedCard.Reason.DECLINED if declined >= TRIES else None


def _charge(payment: Payment, at: datetime) -> Renewal:
    card = payment.card
    assert card is not None
    try:
        went_ahead = client.charge_card(
            reference=payment.reference,
            email=card.email,
            authorization_code=card.authorization_code,
            amount_kobo=payment.amount_kobo,
            currency=payment.currency,
        )
    except PaystackRefused as refused:
        if refused.code != DUPLICATE_REFERENCE:
            return _refused(payment, refused, at)
        went_ahead = True
    except PaystackProblem as problem:
        if problem.may_have_happened:
            log.warning("No clear answer to the charge of %s: %s", payment.reference, problem)
            return Renewal.UNCLEAR
        close_attempt(payment=payment, reason="Paystack could not be reached.", at=at)
        raise
    if not went_ahead:
        return _to_be_confirmed(payment, at)
    return _outcome(payment, at)


def _refused(payment: Payment, refused: PaystackRefused, at: datetime) -> Renewal:
    """Paystack made no transaction: a dead key is our trouble and tried again, anything else ends the card."""
    close_attempt(payment=payment, reason="Paystack refused the saved card.", at=at)
    if refused.is_bad_key:
        tell_bad_key()
        raise refused
    assert payment.card is not None
    cards.drop(card=payment.card, reason=SavedCard.Reason.REFUSED, at=at)
    return Renewal.DROPPED


@transaction.atomic
def _to_be_confirmed(payment: Payment, at: datetime) -> Renewal:
    """Nobody is there to confirm: the student gets the ordinary link, which takes the attempt's place."""
    payment.failure_reason = Payment.FailureReason.TO_CONFIRM
    payment.save(update_fields=["failure_reason"])
    renewal_failed.send(Payment, payment=payment, at=at)
    return Renewal.FAILED


def _outcome(payment: Payment, at: datetime) -> Renewal:
    try:
        payment = settle(reference=payment.reference, at=at)
    except PaystackProblem as problem:
        log.warning("The charge of %s could not be asked about: %s", payment.reference, problem)
        return Renewal.UNCLEAR
    if payment.is_booked:
        return Renewal.CHARGED
    return Renewal.FAILED if payment.status == Payment.Status.FAILED else Renewal.UNCLEAR
