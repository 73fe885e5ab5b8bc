"""The one place that speaks HTTP to Paystack (https://paystack.com/docs/api/transaction/)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings
from django.utils.dateparse import parse_datetime
from urllib3.exceptions import NewConnectionError

from payments.paystack.errors import UNKNOWN_REFERENCE, PaystackBusy, PaystackDown, PaystackRefused

TIMEOUT = (5, 20)
"""Seconds to connect, seconds to wait for the answer."""
USER_AGENT = "Tutorline/1.0"
"""Requests without one are turned away before they reach the API."""
LONGEST_WAIT_SECONDS = 300
LARGEST_NUMBER = 2**63 - 1
"""What a bigint column holds; Paystack's ids are unsigned 64 bits on paper."""


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


def initialize(*, reference: str, email: str, amount_kobo: int, currency: str, callback_url: str, cancel_url: str) -> Checkout:
    """Makes a checkout page.

    Raises:
        PaystackProblem: with `may_have_happened` where the reference may be used up although no page came back.
    """
    body = {
        "reference": reference,
        "email": email,
        "amount": amount_kobo,
        "currency": currency,
        "callback_url": callback_url,
        "metadata": {"cancel_action": cancel_url},
    }
    data = _data(_call("POST", "/transaction/initialize", json=body))
    url = data.get("authorization_url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise PaystackDown("Paystack's answer held no checkout address.")
    return Checkout(url, _text(data.get("access_code")), _text(data.get("reference")))


def verify(reference: str) -> Transaction:
    """Asks what became of a reference.

    Raises:
        PaystackRefused: with code `transaction_not_found` if Paystack does not know it.
        PaystackProblem: if no usable answer came.
    """
    try:
        answer = _call("GET", f"/transaction/verify/{quote(reference, safe='')}")
    except PaystackRefused as refused:
        # Both 404 and 400 are seen for an unknown reference, with and without a code.
        if refused.status in {400, 404} and not refused.is_bad_key:
            raise PaystackRefused(UNKNOWN_REFERENCE, str(refused), refused.status) from refused
        raise
    return _transaction(_data(answer))


def _call(method: str, path: str, *, json: dict[str, Any] | None = None) -> requests.Response:
    headers = {
        "Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}",
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
    }
    try:
        response = requests.request(
            method, settings.PAYSTACK_API_URL + path, json=json, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as problem:
        raise PaystackDown(f"No answer: {type(problem).__name__}.", may_have_happened=not _never_left(problem)) from problem
    _refuse(response)
    return response


def _never_left(problem: requests.RequestException) -> bool:
    """Whether no connection came about, so that Paystack cannot have seen the request."""
    reason = getattr(problem.args[0], "reason", None) if problem.args else None
    return isinstance(problem, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)


def _refuse(response: requests.Response) -> None:
    status = response.status_code
    if status < 300:
        return
    if status == 429:
        raise PaystackBusy(_wait_seconds(response.headers.get("x-ratelimit-reset")))
    envelope = _envelope(response)
    if status >= 500 or status < 400:
        raise PaystackDown(f"Paystack answered {status}.")
    if status == 401:
        raise PaystackRefused("invalid_key", _text((envelope or {}).get("message")), status)
    if envelope is None:
        raise PaystackDown(f"Paystack answered {status} without JSON.")
    code = _text(envelope.get("code")).lower() or f"http_{status}"
    raise PaystackRefused(code, _text(envelope.get("message")), status)


def _wait_seconds(header: str | None) -> int:
    """Seconds to wait after a 429. A value too large to be a span is an epoch time: then a minute is waited."""
    if not header or not header.isdigit() or len(header) > 6:
        return 60
    return min(max(int(header), 1), LONGEST_WAIT_SECONDS)


def _envelope(response: requests.Response) -> dict[str, Any] | None:
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _data(response: requests.Response) -> dict[str, Any]:
    envelope = _envelope(response)
    if envelope is None or envelope.get("status") is not True or not isinstance(envelope.get("data"), dict):
        raise PaystackDown("Paystack's answer could not be read.")
    data: dict[str, Any] = envelope["data"]
    return data


def _transaction(data: dict[str, Any]) -> Transaction:
    return Transaction(
        id=_whole(data.get("id")),
        reference=_text(data.get("reference")),
        status=_text(data.get("status")).lower(),
        amount_kobo=_whole(data.get("amount")),
        requested_amount_kobo=_whole(data.get("requested_amount")),
        currency=_text(data.get("currency")).upper(),
        domain=_text(data.get("domain")).lower(),
        channel=_text(data.get("channel")),
        fees_kobo=_whole(data.get("fees")),
        paid_at=_moment(data.get("paid_at") or data.get("paidAt")),
        gateway_response=_text(data.get("gateway_response") or data.get("message")),
    )


def _text(value: object) -> str:
    """Returns text without the characters PostgreSQL cannot keep; anything else becomes empty."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    """Returns a whole number of hundredths; some events carry it as text. Never reads a float."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value <= LARGEST_NUMBER else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19 else None


def _moment(value: object) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
