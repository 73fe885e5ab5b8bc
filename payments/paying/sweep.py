"""The sweep: attempts that nobody has told us about are asked about on a widening schedule."""

from datetime import datetime, timedelta

from core.services import raise_alert
from payments.models import HOURLY_UNTIL, WEEK, Payment, PaystackEvent
from payments.paying.settlement import settle

LEFT_LYING = timedelta(minutes=1)
"""After so long, whoever was to answer a student or to act on an event has died."""


def due(*, at: datetime, limit: int) -> list[Payment]:
    """Attempts whose next check has come: open, failed and given-up ones alike, because money may still arrive."""
    return list(Payment.objects.filter(next_check_at__lte=at).order_by("next_check_at")[:limit])


def unanswered(*, at: datetime, limit: int) -> list[int]:
    """Ids of payments whose student asked and got no answer."""
    left = Payment.objects.filter(check_asked_at__lte=at - LEFT_LYING).order_by("check_asked_at")
    return list(left.values_list("pk", flat=True)[:limit])


def waiting_events(*, at: datetime, limit: int) -> list[int]:
    """Ids of stored events whose time has come and that no job has acted on."""
    waiting = PaystackEvent.objects.filter(next_try_at__lte=at - LEFT_LYING).order_by("next_try_at")
    return list(waiting.values_list("pk", flat=True)[:limit])


def verify_due(*, payment: Payment, at: datetime) -> Payment:
    """Asks about one due attempt. After 72 hours without money finance is told, once, and Paystack is asked only weekly.

    Raises:
        PaystackProblem: if no usable answer came; the attempt stays due.
    """
    payment = settle(reference=payment.reference, at=at)
    age = at - (payment.checkout_at or payment.created_at)
    if payment.is_open and HOURLY_UNTIL <= age < HOURLY_UNTIL + WEEK:
        text = "Payment attempts are still open after 72 hours; look at the open ones in the list of payments."
        raise_alert("payments.open_after_72_hours", f"{text} Last: {payment.reference}.")
    return payment
