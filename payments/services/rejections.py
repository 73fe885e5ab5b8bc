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
    found = _STAND_IN.match(text(customer.get("email")) if isinstance(customer, dict) else "")
    if found is None:
        return False
    attempts = Payment.objects.filter(student__public_id=found[1], status__in=Payment.OPEN).exclude(authorization_url="")
    payment = attempts.order_by("-created_at").first()
    if payment is None:
        return False
    amount_kobo = whole(transfer.get("amount")) if isinstance(transfer, dict) else None
    transfer_rejected.send(Payment, payment=payment, amount_kobo=amount_kobo, at=at)
    return True
