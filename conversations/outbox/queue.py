"""Writes messages into the outbox, and knows what each purpose does when the 24-hour window is closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from conversations.events import message_moved
from conversations.job_names import DELIVER
from conversations.models import Conversation, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox.contents import Content, Template, to_json
from core.jobs import enqueue

HELD_FOR = timedelta(hours=48)
"""How long a held reply or notice still makes sense."""


OPEN_NEWS = "anywhere.anywhere.open_news"
"""The button of every template: it opens the window. Its action stands above this floor; a test holds that it is there."""
TEMPLATES: dict[str, str | None] = {
    Purpose.REPLY: None,
    Purpose.NOTICE: None,
    Purpose.PAYMENT: "payment_received",
    Purpose.SOLUTION: "solution_ready",
    Purpose.QUESTION: "tutor_question",
    Purpose.SUPPORT: "support_answer",
}
"""By purpose, what invites an answer where the window is closed (docs/whatsapp-templates.md). None: held until they write."""


def add(
    conversation: Conversation,
    contents: Sequence[Content],
    *,
    purpose: Purpose,
    at: datetime,
    cause: str = "",
    dedupe_key: str = "",
    origin: str = "",
) -> list[OutboundMessage]:
    """Inserts messages in their order, in the caller's transaction; with a `dedupe_key` at most once ever.

    The caller wakes the delivery (`wake_delivery`), unless it delivers by itself after its commit.
    """
    rows = [
        OutboundMessage(
            conversation=conversation,
            purpose=purpose,
            content=to_json(content),
            created_at=at,
            due_at=at,
            cause=cause,
            origin=origin,
            dedupe_key=f"{dedupe_key}:{n}" if dedupe_key else None,
        )
        for n, content in enumerate(contents)
    ]
    return OutboundMessage.objects.bulk_create(rows, ignore_conflicts=bool(dedupe_key))


def wake_delivery(conversation_id: int) -> None:
    enqueue(DELIVER, queueing_lock=f"deliver:{conversation_id}", priority=8, conversation_id=conversation_id)


def invite(row: OutboundMessage, template: str, at: datetime) -> None:
    """Queues the template for a message that the closed window holds back, once per closed window and purpose."""
    opened = row.conversation.last_inbound_at
    since = opened.strftime("%Y%m%d%H%M%S") if opened else "never"
    name = row.conversation.student.full_name.split()[0] if row.conversation.student else "there"
    add(
        row.conversation,
        [Template(template, (name,), OPEN_NEWS)],
        purpose=Purpose.TEMPLATE,
        at=at,
        dedupe_key=f"invite:{row.conversation_id}:{row.purpose}:{since}",
    )


def release_held(conversation: Conversation, at: datetime) -> int:
    """The person wrote, the window is open: what was held goes out in its order. Returns how many rows that are.

    The template that waited with it is no longer needed, and a reply to words long past would only confuse.
    """
    held = OutboundMessage.objects.filter(conversation=conversation, status=OutboundMessage.Status.HELD)
    if not held.exists():
        return 0
    wanted = held.filter(_still_wanted(at))
    carrying = list(wanted.exclude(origin=""))
    released = wanted.update(status=OutboundMessage.Status.QUEUED, due_at=at, error_text="")
    for row in carrying:
        row.status, row.error_text = OutboundMessage.Status.QUEUED, ""
        message_moved.send(OutboundMessage, message=row, at=at)
    _expire(held)
    return released


def withdraw(conversation: Conversation, origin: str, reason: str) -> None:
    """What carries this has been overtaken: it is not sent any more, if it still waits."""
    waiting = [OutboundMessage.Status.QUEUED, OutboundMessage.Status.HELD]
    rows = OutboundMessage.objects.filter(conversation=conversation, origin=origin, status__in=waiting)
    rows.update(status=OutboundMessage.Status.EXPIRED, error_text=reason)


def expire_held(at: datetime) -> int:
    """Gives up what was held until it lost its sense; returns how many rows that are."""
    held = OutboundMessage.objects.filter(status=OutboundMessage.Status.HELD).exclude(purpose=Purpose.TEMPLATE)
    return _expire(held.exclude(_still_wanted(at)))


def _still_wanted(at: datetime) -> Q:
    """What was bought, or written by a person, keeps for ever."""
    passing = Q(created_at__gt=at - HELD_FOR, purpose__in=[Purpose.REPLY, Purpose.NOTICE])
    return passing | Q(purpose__in=[Purpose.PAYMENT, Purpose.SOLUTION, Purpose.QUESTION, Purpose.SUPPORT])


def _expire(rows: QuerySet[OutboundMessage]) -> int:
    return rows.update(status=OutboundMessage.Status.EXPIRED, error_text="Held until nobody needed it any more.")
