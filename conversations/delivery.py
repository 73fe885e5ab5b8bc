"""Sends one person's due messages in order, outside any transaction, each claimed first by its own row.

The one row per person that may be `sending` (a constraint) is the lock: whoever finds one leaves the rest to its holder.
"""

import logging
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from conversations import progress, sending
from conversations.messages import Document, Image, from_json
from conversations.models import DeliveryReport, OutboundMessage, SendingChannel
from conversations.whatsapp import client, payloads
from conversations.whatsapp.errors import Reaction, SendProblem
from core.clock import now
from core.jobs import enqueue
from core.services import raise_alert, resolve_alert

log = logging.getLogger(__name__)
Status = OutboundMessage.Status

SWEEP = "conversations.sweep"
TRIES = 6
MEDIA_SETTLES = timedelta(seconds=8)
"""WhatsApp may show a text before a picture sent first: after media the next message waits for a report, or this long."""
PAUSE, HALT = timedelta(seconds=20), timedelta(seconds=60)
CHANNEL_ALERT = "whatsapp.sending"
CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def deliver(conversation_id: int) -> None:
    """Sends what is due for one person; stops at the first message that has to wait."""
    while OutboundMessage.objects.filter(conversation_id=conversation_id, status=Status.QUEUED).exists():
        at, paused_until = now(), _channel_paused_until()
        if paused_until and paused_until > at:
            _again(conversation_id, paused_until - at)
            return
        row = _claim(conversation_id)
        if row is None or not _send(row, reopens_channel=paused_until is not None):
            return


def due_conversations(at: datetime, limit: int) -> list[int]:
    """People with a message due now, oldest first: what the sweep and `send_outbox` deliver."""
    rows = OutboundMessage.objects.filter(status=Status.QUEUED, due_at__lte=at).order_by("due_at")
    return list(dict.fromkeys(rows.values_list("conversation_id", flat=True)[:limit]))


def requeue_lost(at: datetime) -> list[int]:
    """Messages whose answer was lost and that no report has confirmed in time are sent once more; returns whose they are."""
    overdue = _in_flight().filter(claimed_at__lte=at - _answer_time())
    reported = set(DeliveryReport.objects.filter(applied_at=None).values_list("callback_data", flat=True)) if overdue else set()
    lost = [row for row in overdue if callback_data(row) not in reported]
    overdue.filter(pk__in=[row.pk for row in lost]).update(
        status=Status.QUEUED, due_at=at, error_text="The answer was lost; sent again."
    )
    return [row.conversation_id for row in lost]


def look_again_for_lost(at: datetime) -> None:
    """Has the sweep come back when the oldest message in flight would be overdue, if there is one."""
    oldest = _in_flight().order_by("claimed_at").first()
    if oldest and oldest.claimed_at:
        overdue_at = oldest.claimed_at + _answer_time() + timedelta(seconds=1)
        _sweep_later(max(overdue_at - at, timedelta(seconds=1)))


def _in_flight() -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(status=Status.SENDING)


def _answer_time() -> timedelta:
    return timedelta(seconds=settings.LOST_ANSWER_SECONDS)


def _claim(conversation_id: int) -> OutboundMessage | None:
    """Takes the person's next message, if it is due and none is in flight; counts the attempt before it is made."""
    try:
        with transaction.atomic():
            return _take_next(conversation_id, now())
    except IntegrityError:
        return None


def _take_next(conversation_id: int, at: datetime) -> OutboundMessage | None:
    # Locked, so that a message which another worker is just putting back is not overtaken by the one behind it.
    unsent = OutboundMessage.objects.filter(conversation_id=conversation_id, status__in=[Status.QUEUED, Status.SENDING])
    unsent = unsent.select_related("conversation").select_for_update(of=("self",), no_key=True)
    row = unsent.order_by("id").first()
    if row is None or row.status == Status.SENDING:
        return None
    wait = max(row.due_at - at, _media_wait(row, at))
    if wait > timedelta():
        _again(conversation_id, wait)
        return None
    row.status, row.claimed_at, row.attempts = Status.SENDING, at, row.attempts + 1
    row.save(update_fields=["status", "claimed_at", "attempts"])
    return row


def _media_wait(row: OutboundMessage, at: datetime) -> timedelta:
    previous = (
        OutboundMessage.objects.filter(conversation_id=row.conversation_id, sent_at__isnull=False, pk__lt=row.pk)
        .order_by("-sent_at")
        .first()
    )
    if previous is None or previous.content["kind"] not in {"image", "document"} or previous.reported_at:
        return timedelta()
    assert previous.sent_at
    return previous.sent_at + MEDIA_SETTLES - at


def _send(row: OutboundMessage, *, reopens_channel: bool) -> bool:
    """Sends a claimed message; returns whether the next one may follow at once.

    Args:
        reopens_channel: sending was paused until now, and is well again if WhatsApp takes this message.
    """
    at = now()
    content = from_json(row.content)
    if content.kind != "template" and not row.conversation.window_open(at):
        progress.hold(row, at, "The 24-hour window is closed.")
        return True
    try:
        media_id = _upload(content) if isinstance(content, Image | Document) else ""
        body = payloads.build(row.conversation, content, callback_data=callback_data(row), media_id=media_id)
        accepted = client.send(body)
    except SendProblem as problem:
        return _react(row, problem)
    progress.accepted(row.pk, accepted, now())
    if reopens_channel:
        _reopen_channel()
    return True


def callback_data(row: OutboundMessage) -> str:
    """What rides along with a message and comes back in its reports, also when the answer to the send is lost."""
    return f"outbound:{row.pk}"


def _upload(content: Image | Document) -> str:
    with default_storage.open(content.file) as file:
        data = file.read()
    extension = content.file.rsplit(".", 1)[-1].lower()
    filename = content.filename if isinstance(content, Document) else f"photo.{extension}"
    return client.upload(data, filename=filename, content_type=CONTENT_TYPES.get(extension, "application/octet-stream"))


def _react(row: OutboundMessage, problem: SendProblem) -> bool:
    log.warning("Message %s was not accepted: %s", row.pk, problem)
    at = now()
    match problem.reaction:
        case Reaction.AWAIT_REPORT:
            note = f"{problem} Waiting for its report."
            OutboundMessage.objects.filter(pk=row.pk).update(error_code=problem.code, error_text=note[:500])
            _sweep_later(_answer_time() + timedelta(seconds=1))
            return False
        case Reaction.WINDOW_CLOSED:
            progress.hold(row, at, str(problem), problem.code)
            return True
        case Reaction.GIVE_UP:
            progress.give_up(row, at, problem.code, str(problem))
            return True
        case Reaction.PAUSE | Reaction.HALT:
            wait = HALT if problem.reaction is Reaction.HALT else PAUSE
            _close_channel(at + wait, str(problem))
            _later(row, at, wait, problem, free=True)
        case Reaction.SLOW_PERSON:
            _later(row, at, timedelta(seconds=4 ** min(row.attempts, 4)), problem)
        case Reaction.RETRY if row.attempts >= TRIES:
            progress.give_up(row, at, problem.code, str(problem))
            return True
        case Reaction.RETRY:
            _later(row, at, _backoff(row.attempts), problem)
    return False


def _backoff(attempts: int) -> timedelta:
    """4 s, 16 s, about 1, 4 and 17 minutes, give or take a fifth."""
    return timedelta(seconds=4**attempts * random.uniform(0.8, 1.2))


def _later(row: OutboundMessage, at: datetime, wait: timedelta, problem: SendProblem, *, free: bool = False) -> None:
    """Puts a claimed message back; `free` gives the attempt back too, where the message is not to blame."""
    OutboundMessage.objects.filter(pk=row.pk, status=Status.SENDING).update(
        status=Status.QUEUED,
        due_at=at + wait,
        attempts=F("attempts") - (1 if free else 0),
        error_code=problem.code,
        error_text=str(problem)[:500],
    )
    _again(row.conversation_id, wait)


def _again(conversation_id: int, wait: timedelta) -> None:
    lock = f"deliver-later:{conversation_id}"
    enqueue(sending.DELIVER, queueing_lock=lock, delay=wait, conversation_id=conversation_id)


def _sweep_later(wait: timedelta) -> None:
    enqueue(SWEEP, queueing_lock=SWEEP, delay=wait)


def _channel_paused_until() -> datetime | None:
    """Until when nothing may be sent; a past moment while it has not been tried since, None when all is well."""
    return SendingChannel.objects.filter(pk=1).values_list("paused_until", flat=True).first()


def _close_channel(until: datetime, reason: str) -> None:
    SendingChannel.objects.update_or_create(pk=1, defaults={"paused_until": until, "reason": reason[:300]})
    raise_alert(CHANNEL_ALERT, f"WhatsApp takes no messages from us, they are kept: {reason}")


def _reopen_channel() -> None:
    if SendingChannel.objects.filter(pk=1, paused_until__isnull=False).update(paused_until=None, reason=""):
        resolve_alert(CHANNEL_ALERT)
