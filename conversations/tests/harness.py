"""A harness that speaks like the chat: `phone.says("hi")`, `phone.taps("Register")`, `phone.sees("full name")`.

Everything goes through the real webhook view and the real jobs; WhatsApp's and Paystack's sides are answered by `responses`.
"""

import hashlib
import hmac
import io
import json
import random
from datetime import datetime, timedelta
from typing import Any

import responses
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from conversations.models import Conversation, OutboundMessage
from core.testing import run_jobs
from payments.models import Payment
from sandbox import payloads
from sandbox.whatsapp.rules import check_message

SOON = timedelta(seconds=15)
"""Waits up to this long pass by themselves: the quiet times of bursts, but no pause or retry of the delivery."""
QUESTION = "Solve 2x + 3 = 7 and show every step of the way"
_offset = timedelta()


def now() -> datetime:
    """The clock of these tests, named by settings.CLOCK."""
    return timezone.now() + _offset


def pass_time(duration: timedelta) -> None:
    global _offset  # noqa: PLW0603 (one clock for the whole test process, as in life)
    _offset += duration


def picture(seed: int = 1, size: tuple[int, int] = (600, 800), form: str = "JPEG") -> bytes:
    """A small real picture; another seed gives other bytes."""
    image = Image.new("RGB", size, (seed * 37 % 255, seed * 91 % 255, 90))
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


class World:
    """WhatsApp's and our side together: keeps what we send, serves photos, runs the jobs."""

    def __init__(self, vendor: responses.RequestsMock) -> None:
        self.vendor, self.client = vendor, Client()
        self.sent: list[dict[str, Any]] = []
        self.marked: list[dict[str, Any]] = []
        """What we marked as read."""
        self.media: dict[str, bytes] = {}
        self.failures: list[tuple[int, dict[str, Any]]] = []
        """Answers to give instead of success to the next sends."""
        base = settings.WHATSAPP_API_URL
        vendor.add_callback("POST", f"{base}/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages", self._take)
        vendor.add_callback("POST", f"{base}/{settings.WHATSAPP_PHONE_NUMBER_ID}/media", self._upload)

    def _take(self, request: Any) -> tuple[int, dict[str, str], str]:
        body = json.loads(request.body)
        if body.get("status") == "read":
            self.marked.append(body)
            return 200, {}, json.dumps({"success": True})
        if body["type"] not in {"image", "document"}:  # their files are uploaded to nobody here
            check_message(body)
        if self.failures:
            status, refusal = self.failures.pop(0)
            return status, {}, json.dumps(refusal)
        self.sent.append(body)
        answer = {"messages": [{"id": payloads.new_wamid()}], "contacts": [{}]}
        return 200, {}, json.dumps(answer)

    def _upload(self, request: Any) -> tuple[int, dict[str, str], str]:
        return 200, {}, json.dumps({"id": payloads.new_media_id()})

    def add_media(self, data: bytes) -> str:
        media_id = payloads.new_media_id()
        url = f"{settings.WHATSAPP_API_URL}/download/{media_id}"
        self.vendor.add("GET", f"{settings.WHATSAPP_API_URL}/{media_id}", json={"url": url, "file_size": len(data)})
        self.vendor.add("GET", url, body=data)
        return media_id

    def receives_money(self, payment: Payment, **changes: Any) -> None:
        """The student pays on Paystack's page: verify says success, and Paystack posts its signed webhook."""
        data = {
            "id": 4_000_000_000 + payment.pk,
            "domain": "test",
            "status": "success",
            "reference": payment.reference,
            "amount": payment.amount_kobo,
            "requested_amount": payment.amount_kobo,
            "currency": "NGN",
            "fees": 750,
            "channel": "card",
            "paid_at": now().isoformat(),
            "gateway_response": "Approved",
            **changes,
        }
        verify = f"{settings.PAYSTACK_API_URL}/transaction/verify/{payment.reference}"
        self.vendor.add("GET", verify, json={"status": True, "message": "Verification successful", "data": data})
        raw = json.dumps({"event": "charge.success", "data": data}).encode()
        signature = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), raw, hashlib.sha512).hexdigest()
        response = self.client.post(
            "/api/webhook/paystack", raw, content_type="application/json", headers={"x-paystack-signature": signature}
        )
        assert response.status_code == 200
        self.work()

    def post(self, body: Any, *, secret: str | None = None) -> Any:
        raw = json.dumps(body).encode()
        key = (settings.WHATSAPP_APP_SECRET if secret is None else secret).encode()
        signature = "sha256=" + hmac.new(key, raw, hashlib.sha256).hexdigest()
        return self.client.post(
            "/api/webhook/whatsapp", raw, content_type="application/json", headers={"X-Hub-Signature-256": signature}
        )

    def work(self) -> None:
        """Runs every job that is due, and lets the quiet times of bursts pass."""
        while run_jobs(also_scheduled=False) or self._wait_for_next():
            pass

    def later(self, duration: timedelta) -> None:
        """Lets time pass, for our clock and for the jobs that wait, and runs what has become due."""
        pass_time(duration)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - make_interval(secs => %s)",
                [duration.total_seconds()],
            )
        self.work()

    def _wait_for_next(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = (SELECT id FROM procrastinate_jobs "
                "WHERE status = 'todo' AND scheduled_at <= clock_timestamp() + make_interval(secs => %s) "
                "ORDER BY scheduled_at LIMIT 1) "
                "RETURNING 1",
                [SOON.total_seconds()],
            )
            if cursor.fetchone() is None:
                return False
        pass_time(timedelta(seconds=8))
        return True


class Phone:
    """One person with WhatsApp."""

    def __init__(self, world: World, *, name: str = "Ada Obi", wa_id: str | None = None, user_id: str | None = None) -> None:
        self.world = world
        number = None if user_id and wa_id is None else wa_id or f"23480{random.randrange(10**8):08}"
        self.sender = payloads.Sender(name=name, wa_id=number, user_id=user_id)
        self.seen = 0

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(wa_id=self.sender.wa_id, user_id=self.sender.user_id)

    def item(self, kind: str, content: Any, **extra: Any) -> dict[str, Any]:
        return payloads.message(self.sender, kind, content, at=now(), **extra)

    def body(self, *items: dict[str, Any]) -> dict[str, Any]:
        """A whole webhook body with these items."""
        value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, senders=[self.sender], messages=items)
        return payloads.envelope(value)

    def sends(self, *items: dict[str, Any]) -> "Phone":
        """Posts these items in webhooks of their own, then lets the worker work."""
        self.seen = len(self.messages)
        for item in items:
            assert self.world.post(self.body(item)).status_code == 200
        self.world.work()
        return self

    def says(self, *texts: str) -> "Phone":
        return self.sends(*(self.item(*payloads.text(text)) for text in texts))

    def sends_photos(self, *pictures: bytes, caption: str = "") -> "Phone":
        items = []
        for data in pictures:
            content = {"id": self.world.add_media(data), "mime_type": "image/jpeg", "caption": caption}
            items.append(self.item("image", content))
        return self.sends(*items)

    def taps(self, title: str) -> "Phone":
        """Taps the newest button or row with this title, as the phone shows it."""
        for row in self.rows.order_by("-created_at", "-id"):
            for option in row.content.get("options", []):
                if option["title"] == title:
                    kind = "button_reply" if row.content["kind"] == "buttons" else "list_reply"
                    content = {"type": kind, kind: {"id": option["id"], "title": title}}
                    return self.sends(self.item("interactive", content))
        raise AssertionError(f"No button {title!r}; the last message was {self.last!r}.")

    @property
    def rows(self) -> Any:
        return OutboundMessage.objects.filter(conversation=self.conversation)

    @property
    def messages(self) -> list[dict[str, Any]]:
        address = {self.sender.wa_id, self.sender.user_id} - {None}
        return [body for body in self.world.sent if {body.get("to"), body.get("recipient")} & address]

    @property
    def news(self) -> list[str]:
        """The texts that came since the last thing this person did."""
        return [text_of(body) for body in self.messages[self.seen :]]

    @property
    def last(self) -> str:
        return text_of(self.messages[-1]) if self.messages else ""

    @property
    def choices(self) -> list[str]:
        """The titles to tap on the last message."""
        action = self.messages[-1].get("interactive", {}).get("action", {})
        rows = [row for section in action.get("sections", []) for row in section["rows"]]
        return [button["reply"]["title"] for button in action.get("buttons", [])] or [row["title"] for row in rows]

    def sees(self, words: str) -> "Phone":
        """Asserts one reply since the last act, holding these words."""
        assert len(self.news) == 1, f"Expected one reply, saw {self.news}"
        assert words in self.news[0], f"Expected {words!r}, saw {self.news[0]!r}"
        return self

    def sees_nothing(self) -> "Phone":
        assert self.news == []
        return self

    def orders(self, *texts: str, subject: str = "Mathematics") -> "Phone":
        """Walks a text homework to its payment link."""
        self.says("menu").taps("Send homework").taps(subject).says(*(texts or (QUESTION,)))
        return self.taps("Done").taps("Pay ₦500")

    def pays(self, **changes: Any) -> "Phone":
        """Pays the newest payment of this student."""
        self.seen = len(self.messages)
        payment = Payment.objects.filter(student=self.conversation.student).latest("pk")
        self.world.receives_money(payment, **changes)
        return self

    def registers(self, name: str = "Ada Obi", school_class: str = "SS2") -> "Phone":
        self.says("hi").taps("Register").says(name).taps("Skip").says(school_class).taps("Save")
        return self


def text_of(body: dict[str, Any]) -> str:
    kind = body["type"]
    if kind == "interactive":
        return str(body["interactive"]["body"]["text"])
    if kind == "template":
        return f"[template {body['template']['name']}]"
    return str(body[kind].get("body") or body[kind].get("caption") or f"[{kind}]")
