"""Webhooks to the product: queued as rows, posted by one background thread per process, repeated until answered 2xx."""

import hashlib
import hmac
import logging
import threading
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import requests
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sandbox import payloads
from sandbox.faults import Knobs
from sandbox.models import Delivery, Message

logger = logging.getLogger(__name__)
PATHS = {Delivery.Target.WHATSAPP: "/api/webhook/whatsapp", Delivery.Target.PAYSTACK: "/api/webhook/paystack"}
ANSWER_SECONDS = 10
RETRY_SECONDS = (1, 2, 5, 10, 20, 30, 60, 60, 60)
OVERTAKEN_SECONDS = 2
CLAIM_LOCK = 7_342_001


def signature_headers(target: str, body: bytes) -> dict[str, str]:
    """Returns the header with which the vendor signs this body, and its content type."""
    if target == Delivery.Target.WHATSAPP:
        digest = hmac.new(settings.WHATSAPP_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        return {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}
    digest = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), body, hashlib.sha512).hexdigest()
    return {"Content-Type": "application/json", "x-paystack-signature": digest}


def queue_whatsapp(
    value: dict[str, Any], *, stream: str, wamid: str = "", delay: float = 0, knobs: Knobs | None = None
) -> None:
    """Queues one WhatsApp webhook, doubled or delayed where the knobs say so."""
    knobs = knobs or Knobs()
    body = payloads.encode(payloads.envelope(value))
    if knobs.take("whatsapp_reordered_webhooks"):
        delay += OVERTAKEN_SECONDS
    copies = 2 if knobs.take("whatsapp_doubled_webhooks") else 1
    _queue(Delivery.Target.WHATSAPP, body, stream=stream, wamid=wamid, delay=delay, copies=copies)


def queue_paystack(event: dict[str, Any], *, stream: str, delay: float = 0) -> None:
    """Queues one Paystack webhook, doubled or lost where the knobs say so."""
    knobs = Knobs()
    if knobs.take("paystack_lost_webhooks"):
        return
    copies = 2 if knobs.take("paystack_doubled_webhooks") else 1
    _queue(Delivery.Target.PAYSTACK, payloads.encode(event), stream=stream, delay=delay, copies=copies)


def _queue(target: Delivery.Target, body: bytes, *, stream: str, delay: float, copies: int, wamid: str = "") -> None:
    due = timezone.now() + timedelta(seconds=delay)
    Delivery.objects.bulk_create(
        Delivery(target=target, stream=stream, body=body, wamid=wamid, due_at=due) for _ in range(copies)
    )
    transaction.on_commit(wake)


def claim(at: datetime | None = None, *, skip: Collection[int] = ()) -> Delivery | None:
    """Takes the next due delivery for a while; the row lock is gone before anything is posted.

    Args:
        at: also take what is due until then; real time.
        skip: ids of deliveries to leave alone.
    """
    now = timezone.now()
    busy = Delivery.objects.filter(stream=OuterRef("stream"), claimed_until__gt=now, done_at=None).exclude(pk=OuterRef("pk"))
    waiting = Delivery.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=now), done_at=None, given_up=False)
    with transaction.atomic():
        with connection.cursor() as cursor:  # one claimer at a time, or two could start the same stream in the wrong order
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
        due = waiting.filter(~Exists(busy), due_at__lte=at or now).exclude(pk__in=skip).order_by("due_at", "id")
        row = due.select_for_update(skip_locked=True).first()
        if row:
            row.claimed_until, row.attempts = now + timedelta(seconds=2 * ANSWER_SECONDS), row.attempts + 1
            row.save(update_fields=["claimed_until", "attempts"])
    return row


def settle(row: Delivery, status_code: int, answer: str) -> None:
    """Records the product's answer: anything but 2xx is tried again later, for some minutes."""
    row.claimed_until, row.answer = None, answer[:200]
    if 200 <= status_code < 300:
        row.done_at = timezone.now()
        Message.objects.filter(wamid=row.wamid, status=Message.Status.SENT).update(
            status=Message.Status.DELIVERED, changed_at=timezone.now()
        )
    elif row.attempts > len(RETRY_SECONDS):
        row.given_up = True
    else:
        row.due_at = timezone.now() + timedelta(seconds=RETRY_SECONDS[row.attempts - 1])
    row.save(update_fields=["claimed_until", "answer", "done_at", "given_up", "due_at"])


def post(row: Delivery, session: requests.Session) -> None:
    body = bytes(row.body)
    try:
        answer = session.post(
            settings.PUBLIC_URL + PATHS[Delivery.Target(row.target)],
            data=body,
            headers=signature_headers(row.target, body),
            timeout=ANSWER_SECONDS,
            allow_redirects=False,
        )
        settle(row, answer.status_code, str(answer.status_code))
    except requests.RequestException as problem:
        settle(row, 0, str(problem))


class _Poster:
    """The background thread: posts what is due, sleeps until the next is, closes its connections while idle."""

    def __init__(self) -> None:
        self.bell = threading.Event()
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None

    def wake(self) -> None:
        self.bell.set()
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.run, name="sandbox-webhooks", daemon=True)
                self.thread.start()

    def run(self) -> None:
        while True:
            self.bell.clear()
            try:
                with requests.Session() as session:
                    wait = self.drain(session)
            except Exception:
                # A database that goes away (a restart, the end of a test) must not end the thread.
                logger.warning("Sandbox webhooks: trying again in a moment.", exc_info=True)
                wait = 2.0
            connection.close()
            self.bell.wait(wait)

    def drain(self, session: requests.Session) -> float | None:
        """Posts everything due; returns the seconds until the next one, None if nothing waits."""
        while row := claim():
            post(row, session)
        waiting = Delivery.objects.filter(done_at=None, given_up=False).order_by("due_at").values_list("due_at", flat=True)
        due = waiting.first()
        return None if due is None else max(0.05, (due - timezone.now()).total_seconds())


_poster = _Poster()


def wake() -> None:
    """Starts this process's thread if need be, and has it look at the queue."""
    _poster.wake()


def wake_once() -> None:
    """Starts the thread in a process that has none yet, so that a restarted server delivers what was left over."""
    if _poster.thread is None:
        _poster.wake()
