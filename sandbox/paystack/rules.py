"""What POST /transaction/initialize accepts, with Paystack's error codes (Paystack: "Transaction", "Errors")."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import JsonResponse

from sandbox.models import Checkout

MINIMUM_KOBO, MAXIMUM_KOBO = 5_000, 1_000_000_000
REFERENCE = re.compile(r"[A-Za-z0-9.=\-]{1,100}")
CHANNELS = {"apple_pay", "bank", "bank_transfer", "card", "eft", "mobile_money", "payattitude", "qr", "ussd"}


class PaystackError(Exception):
    """A refusal; `code` decides."""

    def __init__(self, code: str, message: str, *, http_status: int = 400, kind: str = "validation_error") -> None:
        super().__init__(message)
        self.code, self.message, self.http_status, self.kind = code, message, http_status, kind

    def response(self) -> JsonResponse:
        hint = "Ensure that the values in the request are correct"
        body = {"status": False, "message": self.message, "meta": {"nextStep": hint}, "type": self.kind, "code": self.code}
        return JsonResponse(body, status=self.http_status)


def read_json(raw: bytes) -> Any:
    """Reads a request's body; raises PaystackError as Paystack would answer what is no JSON."""
    try:
        return json.loads(raw)
    except ValueError:
        raise PaystackError("invalid_params", "Invalid JSON") from None


@dataclass(frozen=True)
class Request:
    """A checked request to initialize a transaction."""

    email: str
    amount_kobo: int
    currency: str
    reference: str
    callback_url: str
    label: str
    metadata: Any


def check_initialize(body: Any) -> Request:
    """Raises PaystackError as Paystack would answer."""
    if not isinstance(body, dict):
        raise PaystackError("missing_params", "Email is required")
    currency = body.get("currency", "NGN")
    if currency != "NGN":
        raise PaystackError("unsupported_currency", "Currency not supported by merchant")
    channels = body.get("channels")
    if channels is not None and (not isinstance(channels, list) or not set(channels) <= CHANNELS):
        raise PaystackError("invalid_params", "Invalid channels passed")
    return Request(
        email=_email(body.get("email")),
        amount_kobo=_amount(body.get("amount")),
        currency=currency,
        reference=_reference(body.get("reference")),
        callback_url=str(body.get("callback_url") or "")[:500],
        label=str(body.get("label") or "")[:200],
        metadata=_metadata(body.get("metadata")),
    )


def _email(value: Any) -> str:
    if not value:
        raise PaystackError("missing_params", "Email is required")
    try:
        validate_email(value)
    except ValidationError:
        raise PaystackError("invalid_email_address", "Invalid Email Address Passed") from None
    return str(value)


def _amount(value: Any) -> int:
    if value in (None, ""):
        raise PaystackError("missing_params", "Amount is required")
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,18}", str(value)):
        raise PaystackError("invalid_amount", "Invalid amount: pass a whole number of kobo")
    amount = int(value)
    if not MINIMUM_KOBO <= amount <= MAXIMUM_KOBO:
        raise PaystackError("invalid_amount", "Amount must be from NGN 50 to NGN 10,000,000")
    return amount


def _reference(value: Any) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or not REFERENCE.fullmatch(value):
        raise PaystackError("invalid_reference", "Only -,., = and alphanumeric characters allowed in a reference")
    if Checkout.objects.filter(reference=value).exists():
        raise duplicate_reference()
    return value


def _metadata(value: Any) -> Any:
    """Sent as an object, scalar values come back as strings; sent as JSON text they keep their types."""
    if isinstance(value, dict):
        return {key: str(item) if isinstance(item, int | float) else item for key, item in value.items()}
    if isinstance(value, str) and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return ""


def duplicate_reference() -> PaystackError:
    return PaystackError("duplicate_reference", "Duplicate Transaction Reference")
