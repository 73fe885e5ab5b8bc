"""How a call to Paystack goes: key, time-outs, envelope, and what a refusal means. Nothing else speaks HTTP to it."""

from datetime import UTC, datetime
from typing import Any

import requests
from django.conf import settings
from django.utils.dateparse import parse_datetime
from urllib3.exceptions import NewConnectionError

from payments.paystack.errors import BAD_KEY, PaystackBusy, PaystackDown, PaystackRefused

TIMEOUT = (5, 20)
"""Seconds to connect, seconds to wait for the answer."""
USER_AGENT = "Tutorline/1.0"
"""Requests without one are turned away before they reach the API."""
LONGEST_WAIT_SECONDS = 300
LARGEST_NUMBER = 2**63 - 1
"""What a bigint column holds; Paystack's ids are unsigned 64 bits on paper."""


def call(method: str, path: str, *, json: dict[str, Any] | None = None, params: dict[str, str] | None = None) -> dict[str, Any]:
    """Returns the envelope of a call that Paystack understood.

    Raises:
        PaystackProblem: if no usable answer came, or a definite no.
    """
    headers = {
        "Authorization": f"Bearer {settings.PAYSTACK_SECRET_KEY}",
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
    }
    try:
        response = requests.request(
            method,
            settings.PAYSTACK_API_URL + path,
            json=json,
            params=params,
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException as problem:
        raise PaystackDown(f"No answer: {type(problem).__name__}.", may_have_happened=not _never_left(problem)) from problem
    _refuse(response)
    envelope = _envelope(response)
    if envelope is None or envelope.get("status") is not True:
        raise PaystackDown("Paystack's answer could not be read.")
    return envelope


def entity(envelope: dict[str, Any]) -> dict[str, Any]:
    """Returns the one thing an answer is about.

    Raises:
        PaystackDown: if the answer is about nothing, or about a list.
    """
    data = envelope.get("data")
    if not isinstance(data, dict):
        raise PaystackDown("Paystack's answer could not be read.")
    return data


def page_count(meta: object) -> int:
    """Returns how many pages a list has, told outright or by its length; a list that tells neither has only one."""
    if not isinstance(meta, dict):
        return 1
    told, total, per_page = whole(meta.get("pageCount")), whole(meta.get("total")), whole(meta.get("perPage"))
    return told or (-(-total // per_page) if total and per_page else 1)


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
        raise PaystackRefused(BAD_KEY, text((envelope or {}).get("message")), status)
    if envelope is None:
        raise PaystackDown(f"Paystack answered {status} without JSON.")
    message = text(envelope.get("message"))
    # A wrong key is also told by a 400 that carries no code, and must not pass for an answer about the reference.
    code = text(envelope.get("code")).lower() or (BAD_KEY if message.lower() == "invalid key" else f"http_{status}")
    raise PaystackRefused(code, message, status)


def _wait_seconds(header: str | None) -> int:
    """Seconds to wait after a 429. A value too large to be a span is an epoch time: then a minute is waited."""
    if not header or not header.isdecimal() or len(header) > 6:
        return 60
    return min(max(int(header), 1), LONGEST_WAIT_SECONDS)


def _envelope(response: requests.Response) -> dict[str, Any] | None:
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def text(value: object) -> str:
    """Returns text without the characters PostgreSQL cannot keep; anything else becomes empty."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """Returns a whole number of hundredths; some events carry it as text. Never reads a float."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value <= LARGEST_NUMBER else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19 else None


def moment(value: object) -> datetime | None:
    """Returns a moment; Paystack means UTC where it names no zone."""
    try:
        read = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if read is not None and read.tzinfo is None else read
