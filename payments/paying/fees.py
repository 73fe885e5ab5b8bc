"""Fees that Paystack's books name differently from what it told us when the money came."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core.services import record
from payments.books import bookings
from payments.models import LedgerTransaction, Payment
from payments.paying.attempts import locked


@transaction.atomic
def correct_fee(*, payment: Payment, fees_kobo: int, actor: AbstractBaseUser, at: datetime) -> None:
    """Finance takes Paystack's figure over: a correcting entry, never a change of the first one."""
    payment = locked(payment)
    if not payment.is_booked or payment.fees_kobo == fees_kobo:
        return
    earlier = LedgerTransaction.objects.filter(payment=payment, kind=LedgerTransaction.Kind.FEE_CORRECTED).count()
    bookings.fee_corrected(payment, fees_kobo, earlier + 1, at)
    record("payment.fee_corrected", subject=payment, actor=actor, old=payment.fees_kobo, new=fees_kobo)
    payment.fees_kobo = fees_kobo
    payment.save(update_fields=["fees_kobo"])
