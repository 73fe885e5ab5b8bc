"""A bank transfer of the wrong sum: Paystack sends it back by itself, and names the payer but no reference of ours."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from payments.events import transfer_rejected
from payments.models import Payment
from payments.paystack.http import text, whole

_STAND_IN = re.compile(r"^s-([0-9a-f]{32})@")


@transaction.atomic
def tell_transfer_rejected(*, data: dict[str, Any], at: datetime) -> bool:
    """Announces the rejection for the payer's open attempt; returns False if it can be matched to none."""
    customer, transfer = data.get("customer"), data.get("bank_transfer")
    inside = transfer if isinstance(transfer, dict) else {}
    payment = _open_attempt(
        transaction_id=whole(inside.get("transaction_id")),
        email=text(customer.get("email")) if isinstance(customer, dict) else "",
    )
    if payment is None:
        return False
    amount_kobo = whole(inside.get("amount"))
    transfer_rejected.send(Payment, payment=payment, amount_kobo=amount_kobo, at=at)
    return True


def _open_attempt(*, transaction_id: int | None, email: str) -> Payment | None:
    """The attempt of that transaction, known once Paystack was asked about it; else the payer's newest one."""
    attempts = Payment.objects.filter(status__in=Payment.OPEN).exclude(authorization_url="")
    named = attempts.filter(paystack_id=transaction_id).first() if transaction_id else None
    found = _STAND_IN.match(email)
    if named is not None or found is None:
        return named
    return attempts.filter(student__public_id=found[1]).order_by("-created_at").first()
