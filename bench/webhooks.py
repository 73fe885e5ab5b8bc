"""Signed webhooks with one text message each, about 700 bytes, as WhatsApp posts them."""

import hashlib
import hmac
import itertools
import json
import time
import uuid
from collections.abc import Iterator

NUMBER_ID = "100200300400"
APP_SECRET = "bench-app-secret"
FIRST_NUMBER = 2_348_030_000_000
LONG_TEXT = "Please help me with my maths homework: solve for x in 3x + 7 = 25, and show me each step. " * 2


def phone_number(person: int) -> str:
    return str(FIRST_NUMBER + person)


def body(person: int, text: str) -> bytes:
    """Returns the body of a webhook with a new message of that person."""
    wa_id, user_id = phone_number(person), f"NG.{10**15 + person}"
    message = {
        "from": wa_id,
        "from_user_id": user_id,
        "id": f"wamid.{uuid.uuid4().hex}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "2348000000000", "phone_number_id": NUMBER_ID},
        "contacts": [{"profile": {"name": f"Student {person}"}, "wa_id": wa_id, "user_id": user_id}],
        "messages": [message],
    }
    changes = [{"value": value, "field": "messages"}]
    whole = {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}
    return json.dumps(whole, separators=(",", ":")).encode()


def signature(raw: bytes) -> str:
    return "sha256=" + hmac.new(APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()


def request(path: str, raw: bytes) -> bytes:
    """Returns the whole HTTP request that carries this body."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: {signature(raw)}\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


def long_texts(path: str, *, people: int) -> Iterator[bytes]:
    """Yields requests without end: one person after the other writes a text of two lines."""
    for number in itertools.count():
        yield request(path, body(number % people, LONG_TEXT))
