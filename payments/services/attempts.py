"""Opening and giving up attempts to pay."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core.services import record
from homework import services as homework_services
from homework.models import Homework
from payments.models import Payment
from payments.paystack import client
from payments.services.entitlement import is_entitled

PAYABLE = (Homework.Status.DRAFT, Homework.Status.AWAITING_PAYMENT)


class NothingToPay(Exception):
    """The homework is covered already, or no longer waits for money. `paid` tells the two apart."""

    def __init__(self, homework: Homework, *, paid: bool) -> None:
        super().__init__(f"{homework} is {'paid' if paid else 'not waiting for money'}.")
        self.homework, self.paid = homework, paid


@transaction.atomic
def open_attempt(*, homework: Homework, at: datetime) -> Payment:
    """Returns the homework's one open attempt at the quoted price; a dearer or cheaper older one gives way to a new one.

    Raises:
        NothingToPay: if the homework is paid, cancelled or already with the tutors.
    """
    row = homework_services.locked(homework.pk)
    if is_entitled(homework=row, at=at):
        raise NothingToPay(row, paid=True)
    if row.status not in PAYABLE:
        raise NothingToPay(row, paid=False)
    amount_kobo = homework_services.quote(homework=row, at=at)
    homework.price_kobo, homework.quoted_at = row.price_kobo, row.quoted_at
    payment = Payment.objects.select_for_update().filter(homework=row, status__in=Payment.OPEN).first()
    if payment and (payment.amount_kobo, payment.mode) == (amount_kobo, client.mode()):
        return payment
    if payment:
        _close(payment, reason="The price or the mode changed.", at=at)
    return Payment.objects.create(
        homework=row,
        student_id=row.student_id,
        amount_kobo=amount_kobo,
        mode=client.mode(),
        quoted_at=row.quoted_at or at,
        created_at=at,
    )


def pay_url(payment: Payment) -> str:
    """Returns the link that goes into the chat: ours, so that it outlives any single checkout page."""
    return settings.PUBLIC_URL + reverse("pay", args=[payment.token])


@transaction.atomic
def give_up(*, payment: Payment, at: datetime) -> Payment:
    """The student does not want to pay now. Money that still comes settles all the same; a closed attempt stays as it is."""
    return close_attempt(payment=payment, reason="The student gave up.", at=at)


@transaction.atomic
def close_attempt(*, payment: Payment, reason: str, at: datetime) -> Payment:
    """Gives up an open attempt for a reason that finance can read; the sweep goes on asking about it."""
    payment = locked(payment)
    if payment.is_open:
        _close(payment, reason=reason, at=at)
    return payment


def locked(payment: Payment) -> Payment:
    """Returns the payment fresh, it and its homework locked until the transaction ends, the homework first."""
    if payment.homework_id is not None:
        homework_services.locked(payment.homework_id)
    return Payment.objects.select_for_update().get(pk=payment.pk)


def _close(payment: Payment, *, reason: str, at: datetime) -> None:
    payment.status, payment.given_up_at, payment.given_up_reason = Payment.Status.GIVEN_UP, at, reason
    payment.save(update_fields=["status", "given_up_at", "given_up_reason"])
    record("payment.given_up", subject=payment, reason=reason)
