"""WhatsApp's own side of sending: takes a checked message, puts it on the phone, reports what became of it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sandbox import clock, payloads, webhooks
from sandbox.faults import Knobs
from sandbox.models import Message, Phone

WINDOW = timedelta(hours=24)
TYPING = timedelta(seconds=25)
UNDELIVERABLE, WINDOW_CLOSED = 131026, 131047
SENT_SECONDS, DELIVERED_SECONDS, READ_SECONDS = 0.1, 0.3, 0.5
Status = Message.Status


def find_phone(*, to: str = "", recipient: str = "") -> Phone | None:
    """A number goes in `to`, a business-scoped user id in `recipient`; mixed up, nobody is found."""
    if recipient:
        return Phone.objects.filter(user_id=recipient).first()
    return Phone.objects.filter(wa_id=to.removeprefix("+")).first()


@transaction.atomic
def accept(body: dict[str, Any], kind: str, knobs: Knobs) -> Message:
    """Stores an accepted message and queues its reports: sent and delivered, or failed."""
    to, recipient = str(body.get("to") or ""), str(body.get("recipient") or "")
    phone = find_phone(to=to, recipient=recipient)
    failure = _failure(phone, kind)
    row = Message.objects.create(
        phone=phone,
        recipient=recipient or to.removeprefix("+"),
        from_student=False,
        wamid=payloads.new_wamid(),
        kind=kind,
        payload=body,
        tracker=str(body.get("biz_opaque_callback_data", "")),
        status=Status.FAILED if failure else Status.DELIVERED,
        failure=failure,
        at=clock.now(),
    )
    if phone and not failure:
        Phone.objects.filter(pk=phone.pk).update(typing_until=None)
    hurry = knobs.take("whatsapp_early_statuses")
    if failure:
        report(row, "failed", delay=SENT_SECONDS, knobs=knobs)
    else:
        report(row, "sent", delay=0 if hurry else SENT_SECONDS, knobs=knobs)
        report(row, "delivered", delay=0 if hurry else DELIVERED_SECONDS, knobs=knobs)
    return row


def _failure(phone: Phone | None, kind: str) -> int | None:
    if phone is None:
        return UNDELIVERABLE
    if kind == "template":
        return None
    open_since = phone.last_wrote_at
    return None if open_since and clock.now() - open_since < WINDOW else WINDOW_CLOSED


def report(row: Message, state: str, *, delay: float = 0, knobs: Knobs | None = None) -> None:
    """Queues a status webhook; whoever was addressed by user id has no `recipient_id`."""
    by_user_id = bool(row.payload.get("recipient"))
    item = payloads.status(
        row.wamid,
        state,
        at=clock.now(),
        wa_id=None if by_user_id else row.recipient,
        user_id=row.recipient if by_user_id else None,
        tracker=row.tracker,
        code=row.failure or 0,
    )
    value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[item])
    webhooks.queue_whatsapp(value, stream=row.recipient, delay=delay, knobs=knobs)


@transaction.atomic
def mark_read_by_business(message_id: str, *, typing: bool) -> bool:
    """Turns the ticks of this and all earlier messages of the student blue, and shows typing for up to 25 seconds."""
    row = Message.objects.filter(wamid=message_id, from_student=True).select_related("phone").first()
    if row is None or row.phone is None:
        return False
    earlier = Message.objects.filter(phone=row.phone, from_student=True, id__lte=row.pk).exclude(status=Status.READ)
    earlier.update(status=Status.READ, changed_at=timezone.now())
    if typing:
        Phone.objects.filter(pk=row.phone.pk).update(typing_until=timezone.now() + TYPING)
    return True


@transaction.atomic
def mark_seen_by_student(phone: Phone) -> None:
    """The phone's screen shows the chat: everything that was delivered is reported as read, reactions excepted."""
    unseen = Message.objects.select_for_update(skip_locked=True).filter(
        Q(status=Status.DELIVERED), phone=phone, from_student=False
    )
    rows = list(unseen.exclude(kind="reaction").order_by("id"))
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(status=Status.READ)
    for row in rows:
        report(row, "read", delay=READ_SECONDS)
