"""Paystack's webhook: stored first, worked on later, never lost."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from core.jobs import enqueue
from core.services import raise_alert
from core.webhooks.guards import Unreadable, read_json
from core.webhooks.storable import clean, storable
from payments import job_names
from payments.going_back.disputes import sync_dispute
from payments.going_back.refund_events import sync_refunds
from payments.models import FinanceTask, Payment, PaystackEvent
from payments.paying.attempts import payment_of
from payments.paying.rejections import tell_transfer_rejected
from payments.paying.settlement import settle
from payments.paystack import client
from payments.paystack.errors import PaystackBusy
from payments.paystack.http import text
from payments.paystack.refunds import dispute_facts, refund_facts
from payments.tasks import raise_task

log = logging.getLogger(__name__)
MOST_TRIES = 10
LONGEST_PAUSE = timedelta(hours=1)
SECRETS = {"authorization_code", "signature", "email_token"}
"""With these a card could be charged, or a subscription changed."""
NOT_KEPT = "(not kept)"
Result = PaystackEvent.Result


def store_event(*, body: bytes, at: datetime) -> bool:
    """Stores a genuine webhook body and wakes the worker; returns False if the same bytes were stored before.

    Raises:
        Unreadable: if the body is not a JSON object; nothing is stored.
    """
    payload = _payload(body)
    digest = hashlib.sha256(body).hexdigest()
    facts = {"name": _words(payload.get("event"))[:80], "reference": _reference(payload)[:100]}
    with transaction.atomic():
        event, created = PaystackEvent.objects.get_or_create(
            digest=digest, defaults={**facts, "payload": payload, "received_at": at, "next_try_at": at}
        )
        if created:
            enqueue_event(event)
        elif event.name.startswith("refund.") and event.processed_at is not None:
            # It names no refund: the same bytes may tell of another one over the same amount.
            process_again(event=event, at=at)
    return created


def enqueue_event(event: PaystackEvent, *, delay: timedelta = timedelta()) -> None:
    enqueue(job_names.PROCESS_EVENT, queueing_lock=f"payments.event:{event.pk}", delay=delay, event_id=event.pk)


def process_event(*, event_id: int, at: datetime) -> None:
    """Acts on a stored event. A failure is written on the event and tried again, later each time, ten times at most."""
    event = PaystackEvent.objects.get(pk=event_id)
    if event.processed_at is not None:
        return
    try:
        result = _act(event, at)
    except Exception as problem:  # whatever it is, the event must neither be lost nor block the worker
        log.exception("Event %s could not be processed.", event.pk)
        _note_failure(event, problem, at)
        return
    PaystackEvent.objects.filter(pk=event.pk).update(
        processed_at=at, next_try_at=None, result=result, error="", tries=F("tries") + 1
    )


@transaction.atomic
def process_again(*, event: PaystackEvent, at: datetime) -> None:
    """Staff wants the event acted on once more; what it settled before stays settled."""
    PaystackEvent.objects.filter(pk=event.pk).update(processed_at=None, next_try_at=at, result="", error="", tries=0)
    enqueue_event(event)


def _act(event: PaystackEvent, at: datetime) -> str:
    if event.name == "charge.success":
        return _charge_success(event, at)
    data = event.payload.get("data")
    if not isinstance(data, dict) or _is_of_other_mode(data):
        return Result.NOT_NEEDED
    if event.name.startswith("refund."):
        return _refund(event, data, at)
    if event.name.startswith("charge.dispute."):
        known = sync_dispute(told=dispute_facts(data), at=at)
        return Result.FOLLOWED if known else _orphan(event, "a dispute about", at)
    if event.name == "bank.transfer.rejected":
        told = not _was_told_already(event) and tell_transfer_rejected(data=data, at=at)
        return Result.FOLLOWED if told else Result.NOT_NEEDED
    return Result.NOT_NEEDED


def _is_of_other_mode(data: dict[str, Any]) -> bool:
    """Whether an event names the other mode; one that names none is taken for ours, because our key signed it."""
    return text(data.get("domain")).lower() not in {"", client.mode()}


def _was_told_already(event: PaystackEvent) -> bool:
    """Whether the same event came in other bytes before: JSON is compared by what it says, not by how it is written."""
    same = PaystackEvent.objects.filter(name=event.name, payload=event.payload, result=Result.FOLLOWED)
    return same.exclude(pk=event.pk).exists()


def _refund(event: PaystackEvent, data: dict[str, Any], at: datetime) -> str:
    told = refund_facts(data)
    payment = payment_of(event.reference, told.transaction_id)
    if payment is None:
        return _orphan(event, "a refund of", at)
    payment = settle(reference=payment.reference, at=at)
    sync_refunds(payment=payment, told=replace(told, status=event.name.removeprefix("refund.")), at=at)
    return Result.FOLLOWED


def _orphan(event: PaystackEvent, what: str, at: datetime) -> str:
    """Paystack speaks of something that is not ours: finance looks, and nothing is made up from the payload."""
    words = f"Paystack reports {what} a reference that is not ours: {event.reference or '(none)'}, event {event.pk}."
    key = f"orphan:{event.name}:{event.reference or event.pk}"
    raise_task(kind=FinanceTask.Kind.ORPHAN, key=key, text=words, reference=event.reference, at=at)
    return Result.ORPHAN


def _charge_success(event: PaystackEvent, at: datetime) -> str:
    """The event is a knock on the door, not proof: `settle` asks Paystack itself."""
    try:
        settle(reference=event.reference, at=at)
    except Payment.DoesNotExist:
        data = event.payload.get("data")
        if isinstance(data, dict) and _is_of_other_mode(data):
            return Result.NOT_NEEDED
        return _orphan(event, "money for", at)
    return Result.SETTLED


@transaction.atomic
def _note_failure(event: PaystackEvent, problem: Exception, at: datetime) -> None:
    event.tries += 1
    event.error = clean(f"{type(problem).__name__}: {problem}"[:300])
    pause = min(timedelta(seconds=15 * 2**event.tries), LONGEST_PAUSE)
    if isinstance(problem, PaystackBusy):
        pause = problem.pause(at_least=pause)
    event.next_try_at = at + pause if event.tries < MOST_TRIES else None
    event.save(update_fields=["tries", "error", "next_try_at"])
    if event.next_try_at is None:
        raise_alert("payments.events_stuck", f"Paystack event {event.pk} failed {event.tries} times: {event.error}")
    else:
        enqueue_event(event, delay=pause)


def _payload(body: bytes) -> dict[str, Any]:
    payload = _without_secrets(storable(read_json(body)))
    if not isinstance(payload, dict):
        raise Unreadable
    return payload


def _without_secrets(value: object) -> Any:
    """The same JSON without what a card could be charged with: nobody agreed to our keeping that (see `renewing.cards`)."""
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    if isinstance(value, dict):
        return {key: NOT_KEPT if key in SECRETS and item else _without_secrets(item) for key, item in value.items()}
    return value


def _reference(payload: dict[str, Any]) -> str:
    """Returns the transaction an event speaks of; refunds and disputes name it in places of their own."""
    data = payload.get("data")
    if not isinstance(data, dict):
        return ""
    inner = data.get("transaction")
    nested = inner.get("reference") if isinstance(inner, dict) else None
    return _words(data.get("reference")) or _words(data.get("transaction_reference")) or _words(nested)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
