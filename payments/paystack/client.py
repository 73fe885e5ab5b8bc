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
class Card:
    """A card that Paystack lets us charge again, together with the address it is tied to."""

    authorization_code: str
    signature: str
    email: str
    brand: str
    last4: str
    expires_month: int | None
    expires_year: int | None


@dataclass(frozen=True)
class Transaction:
    """What Paystack says about one reference. Amounts in hundredths of `currency`; `status` is Paystack's word.

    `going_back_kobo` is what of it is on its way back or has gone, where that was asked for besides.
    """

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
    going_back_kobo: int | None = None


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


def charge_card(*, reference: str, email: str, authorization_code: str, amount_kobo: int, currency: str) -> bool:
    """Takes money from a saved card (POST /transaction/charge_authorization). What became of it is asked with `verify`.

    Args:
        email: the very address that the authorization was made with; Paystack refuses another.

    Returns:
        Whether Paystack went ahead; False if the payer's bank first wants them to confirm (`paused`).

    Raises:
        PaystackRefused: if the card can't be charged any more; no transaction exists then, except with the code
            `duplicate_reference`.
        PaystackProblem: with `may_have_happened` where money may have been taken although no answer came.
    """
    body = {
        "reference": reference,
        "email": email,
        "authorization_code": authorization_code,
        "amount": amount_kobo,
        "currency": currency,
    }
    return entity(call("POST", "/transaction/charge_authorization", json=body)).get("paused") is not True


def reusable_card(reference: str) -> Card | None:
    """Returns the card with which a reference was paid, if Paystack lets us charge it again.

    Only `channel` card with `reusable` counts: transfers and USSD cannot be charged again.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    data = entity(call("GET", _verify_path(reference)))
    made, customer = data.get("authorization"), data.get("customer")
    if not isinstance(made, dict) or not isinstance(customer, dict) or text(data.get("reference")) != reference:
        return None
    code = text(made.get("authorization_code"))
    if made.get("reusable") is not True or text(made.get("channel")) != "card" or not code:
        return None
    return Card(
        authorization_code=code,
        signature=text(made.get("signature")),
        email=text(customer.get("email")),
        brand=(text(made.get("brand")) or text(made.get("card_type"))).strip(),
        last4=text(made.get("last4")),
        expires_month=whole(made.get("exp_month")),
        expires_year=whole(made.get("exp_year")),
    )


def _verify_path(reference: str) -> str:
    return f"/transaction/verify/{quote(reference, safe='')}"


def verify(reference: str) -> Transaction:
    """Asks what became of a reference.

    Raises:
        PaystackRefused: with code `transaction_not_found` if Paystack does not know it.
        PaystackProblem: if no usable answer came.
    """
    try:
        answer = call("GET", _verify_path(reference))
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
