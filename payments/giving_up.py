"""Giving up attempts to pay, each with its reason and its trace. Money that still comes settles all the same."""

from datetime import datetime

from core.services import record
from payments.models import Payment


def give_up(payment: Payment, *, reason: str, at: datetime) -> None:
    """Closes an attempt, which the caller has locked, for a reason that finance can read."""
    payment.status, payment.given_up_at, payment.given_up_reason = Payment.Status.GIVEN_UP, at, reason
    payment.save(update_fields=["status", "given_up_at", "given_up_reason"])
    record("payment.given_up", subject=payment, reason=reason)


def give_up_open(*, reason: str, at: datetime, **what: object) -> None:
    """Closes every open attempt of that kind, such as those for one homework; in the caller's transaction."""
    for payment in Payment.objects.select_for_update().filter(status__in=Payment.OPEN, **what).order_by("pk"):
        give_up(payment, reason=reason, at=at)
