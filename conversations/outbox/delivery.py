"""Sends one person's due messages in order, outside any transaction, each claimed first by its own row.

The one row per person that may be `sending` (a constraint) is the lock: whoever finds one leaves the rest to its holder.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from conversations import identity
from conversations.job_names import SWEEP
from conversations.models import DeliveryReport, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import channel, payloads, progress, refusals, templates
from conversations.outbox.channel import Place
from conversations.outbox.contents import Content, Document, Image, Template, from_json
from conversations.whatsapp import client
from conversations.whatsapp.errors import Reaction, SendProblem
from core.clock import now
from core.jobs import enqueue

Status = OutboundMessage.Status

MEDIA_SETTLES = timedelta(seconds=8)
"""WhatsApp may show a text before a picture sent first: after media the next message waits for a report, or this long."""
LOST_TRIES = 6
"""How often a message is sent whose answer never comes and that no report confirms."""
SHARE_EVERY, SHARES = timedelta(seconds=6), 45
"""WhatsApp's pair rate: one message to one person each six seconds, of which 45 may be taken in advance."""
PROACTIVE = {Purpose.TEMPLATE, Purpose.NOTICE}
"""Sent without having been asked for; everything else answers what a person did or bought."""
CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def deliver(conversation_id: int) -> None:
    """Sends what is due for one person; stops at the first message that has to wait."""
    while OutboundMessage.objects.filter(conversation_id=conversation_id, status=Status.QUEUED).exists():
        claimed = _claim(conversation_id)
        if claimed is None or not _send(*claimed):
            return


def due_conversations(at: datetime, limit: int) -> list[int]:
    """People with a message due now, oldest first: what the sweep and `send_outbox` deliver."""
    rows = OutboundMessage.objects.filter(status=Status.QUEUED, due_at__lte=at).order_by("due_at")
    return list(dict.fromkeys(rows.values_list("conversation_id", flat=True)[:limit]))


def requeue_lost(at: datetime) -> list[int]:
    """Messages whose answer was lost and that no report has confirmed in time are sent once more; returns whose they are.

    One that has been sent `LOST_TRIES` times is given up: a person must look at it.
    """
    overdue = _in_flight().filter(claimed_at__lte=at - _answer_time())
    reported = set(DeliveryReport.objects.filter(applied_at=None).values_list("callback_data", flat=True)) if overdue else set()
    lost = [row for row in overdue if callback_data(row) not in reported]
    for row in lost:
        if row.attempts >= LOST_TRIES:
            progress.give_up(row, at, row.error_code, "WhatsApp never told whether it took this message.")
    again = [row.pk for row in lost if row.attempts < LOST_TRIES]
    overdue.filter(pk__in=again).update(status=Status.QUEUED, due_at=at, error_text="The answer was lost; sent again.")
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


def _claim(conversation_id: int) -> tuple[OutboundMessage, Place] | None:
    """Takes the person's next message, if it is due and none is in flight; counts the attempt before it is made."""
    try:
        with transaction.atomic():
            return _take_next(conversation_id, now())
    except IntegrityError:
        return None


def _take_next(conversation_id: int, at: datetime) -> tuple[OutboundMessage, Place] | None:
    # Locked, so that a message which another worker is just putting back is not overtaken by the one behind it.
    unsent = OutboundMessage.objects.filter(conversation_id=conversation_id, status__in=[Status.QUEUED, Status.SENDING])
    unsent = unsent.select_related("conversation").select_for_update(of=("self",), no_key=True)
    waiting = list(unsent.order_by("id"))
    if not waiting or any(row.status == Status.SENDING for row in waiting):
        return None
    row = waiting[0]
    previous = _last_sent(row)
    place = _place_for(row, previous, at)
    if place.refused_for and row.purpose in PROACTIVE:
        refusals.again(conversation_id, place.refused_for)
        reply = next((later for later in waiting if later.purpose not in PROACTIVE), None)
        row, place = reply or row, _place_for(reply, previous, at) if reply else place
    if place.refused_for:
        refusals.again(conversation_id, place.refused_for)
        return None
    row.paced_until = _share_taken_until(previous, at) + SHARE_EVERY
    row.status, row.claimed_at, row.attempts = Status.SENDING, at, row.attempts + 1
    row.save(update_fields=["status", "claimed_at", "attempts", "paced_until"])
    return row, place


def _place_for(row: OutboundMessage, previous: OutboundMessage | None, at: datetime) -> Place:
    """When a message may go: its own time, the picture before it, the person's share, and the whole number's line."""
    share = _share_taken_until(previous, at) - at - SHARE_EVERY * (SHARES - 1)
    wait = max(row.due_at - at, _media_wait(previous, at), share)
    if wait > timedelta():
        return Place(refused_for=wait)
    return channel.take_place(proactive=row.purpose in PROACTIVE, at=at)


def _last_sent(row: OutboundMessage) -> OutboundMessage | None:
    sent = OutboundMessage.objects.filter(conversation_id=row.conversation_id, sent_at__isnull=False)
    return sent.order_by("-created_at", "-id").first()


def _media_wait(previous: OutboundMessage | None, at: datetime) -> timedelta:
    if previous is None or previous.content["kind"] not in {"image", "document"} or previous.reported_at:
        return timedelta()
    assert previous.sent_at
    return previous.sent_at + MEDIA_SETTLES - at


def _share_taken_until(previous: OutboundMessage | None, at: datetime) -> datetime:
    """Until when what was sent to the person uses up their share; what was written before the clock went back is capped."""
    taken = previous.paced_until if previous and previous.paced_until else at
    return min(max(taken, at), at + SHARE_EVERY * SHARES)


def _send(row: OutboundMessage, place: Place) -> bool:
    """Sends a claimed message at its place; returns whether the next one may follow at once."""
    time.sleep(place.starts_in.total_seconds())
    content = from_json(row.content)
    if _put_away(row, content, now()):
        return True
    try:
        media_id = _upload(content) if isinstance(content, Image | Document) else ""
        body = payloads.build(row.conversation, content, callback_data=callback_data(row), media_id=media_id)
        accepted = client.send(body)
    except SendProblem as problem:
        if problem.reaction is Reaction.AWAIT_REPORT:
            _sweep_later(_answer_time() + timedelta(seconds=1))
        return refusals.react(row, problem, now())
    progress.accepted(row.pk, accepted, now())
    identity.learn_from_answer(row.conversation, accepted)
    if place.probe and channel.reopen():
        _sweep_later(timedelta(seconds=1))
    return True


def _put_away(row: OutboundMessage, content: Content, at: datetime) -> bool:
    """Settles a message that must not be sent now, without asking WhatsApp; returns whether it did."""
    conversation = row.conversation
    if row.purpose == Purpose.TEMPLATE and conversation.window_open(at):
        progress.expire(row, at, "They have written meanwhile.")
    elif row.purpose == Purpose.NOTICE and conversation.opted_out_at:
        progress.expire(row, at, "They asked for no reminders.")
    elif conversation.unreachable_at and row.purpose != Purpose.REPLY:
        progress.hold(row, at, "WhatsApp reaches nobody there.", invites=False)
    elif isinstance(content, Template):
        reason = templates.refusal(content)
        if reason:
            progress.put_aside(row, at, at + refusals.DAY, reason)
        return bool(reason)
    elif not conversation.window_open(at):
        progress.hold(row, at, "The 24-hour window is closed.")
    else:
        return False
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


def _sweep_later(wait: timedelta) -> None:
    enqueue(SWEEP, queueing_lock=SWEEP, delay=wait)
