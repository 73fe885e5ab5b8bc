"""The world around the product in one process: vendors that answer, a clock that tests move, jobs that run at once."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

import responses
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.testing import run_jobs
from payments.models import Payment
from sandbox import payloads
from sandbox.webhooks import signature_headers
from sandbox.whatsapp.rules import check_message

SOON = timedelta(seconds=15)
"""Waits up to this long pass by themselves: the quiet times of bursts, but no pause or retry of the delivery."""
_offset = timedelta()


def now() -> datetime:
    """The clock of these tests, named by settings.CLOCK."""
    return timezone.now() + _offset


def show_real_time() -> None:
    pass_time(-_offset)


def pass_time(duration: timedelta) -> None:
    global _offset  # noqa: PLW0603 (one clock for the whole test process, as in life)
    _offset += duration


def set_clock(moment: datetime) -> None:
    """Has the clock show this moment now, and run on from there."""
    pass_time(moment - now())


class World:
    """WhatsApp's and our side together: keeps what we send, serves photos, runs the jobs."""

    def __init__(self, vendor: responses.RequestsMock) -> None:
        self.vendor, self.client = vendor, Client()
        self.sent: list[dict[str, Any]] = []
        self.marked: list[dict[str, Any]] = []
        """What we marked as read."""
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
        body = payloads.encode({"event": "charge.success", "data": data})
        assert self._post("/api/webhook/paystack", body, signature_headers("paystack", body)).status_code == 200
        self.work()

    def post(self, body: Any, *, secret: str | None = None) -> Any:
        """Posts a webhook of WhatsApp's, signed with the app's secret or with another."""
        raw = payloads.encode(body)
        headers = signature_headers("whatsapp", raw)
        if secret is not None:
            headers["X-Hub-Signature-256"] = f"sha256={hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()}"
        return self._post("/api/webhook/whatsapp", raw, headers)

    def _post(self, path: str, raw: bytes, headers: dict[str, str]) -> Any:
        return self.client.post(path, raw, content_type=headers.pop("Content-Type"), headers=headers)

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
