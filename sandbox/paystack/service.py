"""Paystack's own side: payments as they go on the checkout page, and what the API and the webhooks tell about them."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from sandbox import clock, webhooks
from sandbox.models import Checkout

Json = dict[str, Any]
Status = Checkout.Status
TRANSFER_SECONDS = 15
INTEGRATION = 100032
AGAIN_SECONDS = 1
FIRST_ID = 4_000_000_000


class Outcome(StrEnum):
    """What the payer does on the checkout page."""

    CARD = "card"
    TRANSFER = "transfer"
    DECLINE = "decline"
    ABANDON = "abandon"
    TOO_LITTLE = "too-little"
    TOO_MUCH = "too-much"
    WRONG_CURRENCY = "wrong-currency"
    TWICE = "twice"


class NotPayable(Exception):
    """The transaction is already paid."""


def fees(amount_kobo: int) -> int:
    """Nigerian cards: 1.5 % plus ₦100 from ₦2,500 on, at most ₦2,000. In kobo."""
    flat = 10_000 if amount_kobo >= 250_000 else 0
    return min(amount_kobo * 15 // 1000 + flat, 200_000)


@transaction.atomic
def pay(access_code: str, outcome: Outcome) -> Checkout:
    """Plays one outcome of the checkout page.

    Raises:
        Checkout.DoesNotExist: for an unknown access code.
        NotPayable: if it has been paid before.
    """
    row = Checkout.objects.select_for_update().get(access_code=access_code)
    if row.status == Status.SUCCESS:
        raise NotPayable
    match outcome:
        case Outcome.CARD | Outcome.TWICE:
            _succeed(row, row.requested_amount_kobo)
        case Outcome.TRANSFER:
            _start_transfer(row)
        case Outcome.TOO_LITTLE:
            _succeed(row, row.requested_amount_kobo // 2)
        case Outcome.TOO_MUCH:
            _succeed(row, row.requested_amount_kobo * 2)
        case Outcome.WRONG_CURRENCY:
            row.currency = "GHS"
            _succeed(row, row.requested_amount_kobo)
        case Outcome.DECLINE:
            row.status, row.gateway_response = Status.FAILED, "Declined"
        case Outcome.ABANDON:
            row.status, row.gateway_response = Status.ABANDONED, "The transaction was not completed"
    row.save()
    if outcome is Outcome.TWICE:
        _announce(row, delay=AGAIN_SECONDS)
    return row


def _succeed(row: Checkout, amount_kobo: int) -> None:
    row.status, row.channel, row.gateway_response = Status.SUCCESS, "card", "Successful"
    row.amount_kobo, row.fees_kobo, row.paid_at = amount_kobo, fees(amount_kobo), clock.now()
    _announce(row)


@transaction.atomic
def charge(row: Checkout, *, declined: bool) -> Checkout:
    """Charges a saved card for a transaction that was just made."""
    if declined:
        row.status, row.gateway_response = Status.FAILED, "Insufficient Funds"
    else:
        _succeed(row, row.requested_amount_kobo)
    row.save()
    return row


def card_owner(authorization_code: str, email: str) -> Checkout | None:
    """Returns the payment that made a reusable card known, if the address is the very one it was made with."""
    code = authorization_code.removeprefix("AUTH_")
    return Checkout.objects.filter(access_code=code, email=email, status=Status.SUCCESS, channel="card").first()


def _start_transfer(row: Checkout) -> None:
    """The payer has sent the money; the bank needs a moment. The webhook is already on its way for then."""
    row.status, row.channel, row.gateway_response = Status.ONGOING, "bank_transfer", "Transfer pending"
    row.settles_at = timezone.now() + timedelta(seconds=TRANSFER_SECONDS)
    arrived = Checkout(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    _arrive(arrived)
    _announce(arrived, delay=TRANSFER_SECONDS)


def _arrive(row: Checkout) -> None:
    row.status, row.gateway_response = Status.SUCCESS, "Approved"
    row.fees_kobo, row.paid_at = fees(row.amount_kobo), clock.now()


@transaction.atomic
def find(reference: str) -> Checkout | None:
    """Returns the transaction as it stands now: a transfer whose time has come has arrived."""
    row = Checkout.objects.select_for_update().filter(reference=reference).first()
    if row and row.status == Status.ONGOING and row.settles_at and row.settles_at <= timezone.now():
        _arrive(row)
        row.save()
    return row


def _announce(row: Checkout, *, delay: float = 0) -> None:
    webhooks.queue_paystack({"event": "charge.success", "data": as_json(row)}, stream=row.reference, delay=delay)


def as_json(row: Checkout) -> Json:
    """Returns a transaction as verify, the list and charge.success show it. Amounts are in the currency's minor unit."""
    paid_at, created_at = iso(row.paid_at), iso(row.created_at)
    paid = row.status == Status.SUCCESS
    return {
        "id": FIRST_ID + row.pk,
        "domain": "test",
        "status": _status(row) if paid else row.status,
        "reference": row.reference,
        "receipt_number": None,
        "amount": row.amount_kobo,
        "requested_amount": row.requested_amount_kobo,
        "message": None,
        "gateway_response": row.gateway_response,
        "paid_at": paid_at,
        "paidAt": paid_at,
        "created_at": created_at,
        "createdAt": created_at,
        "channel": row.channel,
        "currency": row.currency,
        "ip_address": "127.0.0.1",
        "metadata": row.metadata,
        "log": None,
        "fees": row.fees_kobo,
        "fees_split": None,
        "authorization": _authorization(row) if paid else {},
        "customer": {
            "id": 70_000_000 + row.pk,
            "email": row.email,
            "customer_code": f"CUS_{row.access_code}",
            "phone": None,
        },
        "plan": None,
        "plan_object": {},
        "source": {"type": "api", "source": "merchant_api", "identifier": None},
    }


def _status(row: Checkout) -> str:
    """A paid transaction whose money goes back says so; a refunded part leaves it successful."""
    refunds = list(row.refunds.all())
    if any(refund.arrives_at > timezone.now() for refund in refunds):
        return "reversal-pending"
    return "reversed" if sum(refund.amount_kobo for refund in refunds) >= row.amount_kobo else row.status


def _authorization(row: Checkout) -> Json:
    common = {"authorization_code": f"AUTH_{row.access_code}", "country_code": "NG", "channel": row.channel}
    if row.channel == "bank_transfer":
        return common | {
            "card_type": "transfer",
            "bank": None,
            "brand": "Managed Account",
            "reusable": False,
            "signature": None,
        }
    card = {"bin": "408408", "last4": "4081", "exp_month": "12", "exp_year": "2030", "card_type": "visa ", "bank": "TEST BANK"}
    return common | card | {"brand": "visa", "reusable": True, "signature": f"SIG_{row.access_code}"}


def iso(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z") if moment else None


def new_access_code() -> str:
    return secrets.token_hex(8)
