"""What the stand-ins post to the product: signed over the exact bytes, repeated until taken, in order per person."""

import hashlib
import hmac
import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import requests
from django.conf import settings
from django.utils import timezone

from sandbox import payloads, student, webhooks
from sandbox.models import Delivery, Message, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Phone:
    return student.create_phone(name="Adé Okafor", wa_id="2348031234567")


def value_of(row: Delivery) -> dict[str, Any]:
    return dict(json.loads(bytes(row.body))["entry"][0]["changes"][0]["value"])


def test_whatsapp_signs_the_escaped_bytes(phone: Phone) -> None:
    student.send(phone, payloads.text("Solvé 1/2"))
    body = bytes(Delivery.objects.get().body)
    assert b"Solv\\u00e9 1\\/2" in body
    expected = hmac.new(settings.WHATSAPP_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert webhooks.signature_headers("whatsapp", body)["X-Hub-Signature-256"] == f"sha256={expected}"


def test_paystack_signs_with_its_secret_key() -> None:
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), b"{}", hashlib.sha512).hexdigest()
    assert webhooks.signature_headers("paystack", b"{}")["x-paystack-signature"] == expected


def test_a_hidden_number_is_left_out() -> None:
    student.send(student.create_phone(name="Chidi", kind="username"), payloads.text("hi"))
    value = value_of(Delivery.objects.get())
    assert "wa_id" not in value["contacts"][0]
    assert value["contacts"][0]["user_id"].startswith("NG.")
    assert "from" not in value["messages"][0]
    assert value["messages"][0]["from_user_id"].startswith("NG.")


def test_several_photos_are_several_webhooks(phone: Phone) -> None:
    student.send_together(phone, [payloads.text("one"), payloads.text("two")])
    assert [value_of(row)["messages"][0]["text"]["body"] for row in Delivery.objects.order_by("id")] == ["one", "two"]


def test_one_persons_webhooks_never_overlap(phone: Phone) -> None:
    student.send_together(phone, [payloads.text("one"), payloads.text("two")])
    first = webhooks.claim()
    assert first
    assert webhooks.claim() is None
    webhooks.settle(first, 200, "200")
    assert webhooks.claim() is not None


def test_a_refused_webhook_comes_again_and_is_given_up_in_the_end(phone: Phone) -> None:
    student.send(phone, payloads.text("hi"))
    for _ in range(len(webhooks.RETRY_SECONDS) + 1):
        row = webhooks.claim(timezone.now() + timedelta(hours=1))
        assert row
        webhooks.settle(row, 503, "503")
    assert webhooks.claim(timezone.now() + timedelta(hours=1)) is None
    assert Delivery.objects.get().given_up


class _Product(BaseHTTPRequestHandler):
    taken: list[bytes] = []

    def do_POST(self) -> None:
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return None


def test_a_taken_webhook_shows_as_delivered_on_the_phone(phone: Phone, settings: Any) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Product)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.PUBLIC_URL = f"http://127.0.0.1:{server.server_port}"
    message = student.send(phone, payloads.text("hi"))
    row = webhooks.claim()
    assert row
    webhooks.post(row, requests.Session())
    server.shutdown()
    server.server_close()
    message.refresh_from_db()
    assert message.status == Message.Status.DELIVERED
    assert _Product.taken == [bytes(row.body)]
