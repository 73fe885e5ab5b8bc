"""What we ask of Paystack about one payment (https://paystack.com/docs/api/transaction/)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings

from payments.paystack.errors import UNKNOWN_REFERENCE, PaystackDown, PaystackRefused
from payments.paystack.http import call, entity, moment, text, whole


@dataclass(frozen=True)
class Checkout:
    """A checkout page was made. Paystack never tells its address again."""

    authorization_url: str
    access_code: str
    reference: str


@dataclass(frozen=True)
class Transaction:
    """What Paystack says about one reference. Amounts in hundredths of `currency`; `status` is Paystack's word."""

    id: int | None
    reference: str
    status: str
    amount_kobo: int | None
    requested_amount_kobo: int | None
    currency: str
    domain: str
    channel: str
    fees_kobo: int | None
    paid_at: datetime | None
    gateway_response: str


def mode() -> str:
    """Returns `live` or `test`: the secret key alone decides it."""
    return "live" if settings.PAYSTACK_SECRET_KEY.startswith("sk_live_") else "test"


def initialize(
    *, reference: str, email: str, label: str, amount_kobo: int, currency: str, callback_url: str, cancel_url: str
) -> Checkout:
    """Makes a checkout page.

    Args:
        label: shown to the payer instead of the e-mail address, which may be a stand-in of ours.

    Raises:
        PaystackProblem: with `may_have_happened` where the reference may be used up although no page came back.
    """
    body = {
        "reference": reference,
        "email": email,
        "label": label,
        "amount": amount_kobo,
        "currency": currency,
        "callback_url": callback_url,
        "metadata": {"cancel_action": cancel_url},
    }
    data = entity(call("POST", "/transaction/initialize", json=body))
    url = data.get("authorization_url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise PaystackDown("Paystack's answer held no checkout address.")
    return Checkout(url, text(data.get("access_code")), text(data.get("reference")))


def verify(reference: str) -> Transaction:
    """Asks what became of a reference.

    Raises:
        PaystackRefused: with code `transaction_not_found` if Paystack does not know it.
        PaystackProblem: if no usable answer came.
    """
    try:
        answer = call("GET", f"/transaction/verify/{quote(reference, safe='')}")
    except PaystackRefused as refused:
        # Both 404 and 400 are seen for an unknown reference, with and without a code.
        if refused.status in {400, 404} and not refused.is_bad_key:
            raise PaystackRefused(UNKNOWN_REFERENCE, str(refused), refused.status) from refused
        raise
    return transaction(entity(answer))


def transaction(data: dict[str, Any]) -> Transaction:
    """Reads one transaction as verify and the list show it."""
    return Transaction(
        id=whole(data.get("id")),
        reference=text(data.get("reference")),
        status=text(data.get("status")).lower(),
        amount_kobo=whole(data.get("amount")),
        requested_amount_kobo=whole(data.get("requested_amount")),
        currency=text(data.get("currency")).upper(),
        domain=text(data.get("domain")).lower(),
        channel=text(data.get("channel")),
        fees_kobo=whole(data.get("fees")),
        paid_at=moment(data.get("paid_at") or data.get("paidAt")),
        gateway_response=text(data.get("gateway_response") or data.get("message")),
    )
