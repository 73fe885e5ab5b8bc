"""How far each of our messages has come: forward only, whatever order WhatsApp tells it in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F

from conversations.events import message_moved
from conversations.job_names import APPLY_REPORTS
from conversations.models import Conversation, DeliveryReport, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.whatsapp.client import Accepted
from core.jobs import enqueue
from core.services import raise_alert, resolve_alert

Status = OutboundMessage.Status
TOLD_TO_STAFF = {Purpose.SOLUTION, Purpose.QUESTION, Purpose.PAYMENT, Purpose.SUPPORT, Purpose.TEMPLATE}


def move(
    row: OutboundMessage, status: str, at: datetime, *, reason: str = "", code: int | None = None, also: tuple[str, ...] = ()
) -> None:
    """Sets a status, saves it with the fields named in `also`, and tells the owner of what the message carries."""
    row.status, row.error_text, row.error_code = status, reason[:500], code
    row.save(update_fields=["status", "error_text", "error_code", *also])
    tell_owner(row, at)


def tell_owner(row: OutboundMessage, at: datetime) -> None:
    """Lets whoever keeps what the message carries know where it stands now."""
    if row.origin:
        message_moved.send(OutboundMessage, message=row, at=at)


def give_up(row: OutboundMessage, at: datetime, code: int | None, reason: str) -> None:
    """The message will not be sent; staff can read why, and what was paid for or promised raises an alert."""
    with transaction.atomic():
        move(row, Status.FAILED, at, reason=reason, code=code)
        if row.purpose in TOLD_TO_STAFF:
            raise_alert(_alert(row), f"A message to {row.conversation} failed: {reason}")


def forget_failure(row: OutboundMessage) -> None:
    """A message that was given up has reached the person after all."""
    resolve_alert(_alert(row))
    Conversation.objects.filter(pk=row.conversation_id).update(unreachable_at=None)


def expire(row: OutboundMessage, at: datetime, reason: str) -> None:
    """Nobody needs the message any more."""
    with transaction.atomic():
        move(row, Status.EXPIRED, at, reason=reason)


@transaction.atomic
def accepted(row_id: int, answer: Accepted, at: datetime) -> None:
    """WhatsApp took the message. Its reports may have been faster: then the status is further already and stays.

    One that was reported as failed meanwhile has had its reaction: it waits to be sent once more, or is given up.
    """
    told = DeliveryReport.objects.filter(wamid=answer.wamid)
    parked = told.filter(applied_at=None)
    row = OutboundMessage.objects.annotate(reported_early=Exists(parked)).select_for_update().get(pk=row_id)
    if row.status != Status.SENDING and told.filter(status="failed", applied_at__isnull=False).exists():
        return
    row.wamid, row.sent_at = row.wamid or answer.wamid, row.sent_at or at
    # Queued: the answer came after the message was considered lost, so it need not go out again.
    if row.status in {Status.SENDING, Status.QUEUED}:
        move(row, Status.SENT, at, also=("wamid", "sent_at"))
    else:
        row.save(update_fields=["wamid", "sent_at"])
    if row.reported_early:
        enqueue(APPLY_REPORTS, queueing_lock="reports")


def hold(row: OutboundMessage, at: datetime, reason: str, code: int | None = None, *, invites: bool = True) -> None:
    """Keeps a message until the person writes; a purpose that must be known at once sends its template first."""
    template = queue.TEMPLATES.get(row.purpose) if invites else None
    with transaction.atomic():
        move(row, Status.HELD, at, reason=reason, code=code, also=_unsent(row))
        if template:
            queue.invite(row, template, at)


def put_aside(row: OutboundMessage, at: datetime, until: datetime, reason: str, code: int | None = None) -> None:
    """Keeps a template for a while without stopping the messages behind it; needless once the person writes."""
    row.due_at = until
    with transaction.atomic():
        move(row, Status.HELD, at, reason=reason, code=code, also=("due_at", *_unsent(row)))


def put_back(row: OutboundMessage, wait: timedelta, at: datetime, *, reason: str, code: int | None, free: bool) -> None:
    """Queues a message again; `free` gives the attempt back too, where the message is not to blame."""
    with transaction.atomic():
        put = OutboundMessage.objects.filter(pk=row.pk, status=row.status).update(
            status=Status.QUEUED,
            due_at=at + wait,
            attempts=F("attempts") - (1 if free else 0),
            error_text=reason[:500],
            error_code=code,
            **dict.fromkeys(_unsent(row)),
        )
        if put:
            row.status, row.error_text = Status.QUEUED, reason[:500]
            tell_owner(row, at)


def _alert(row: OutboundMessage) -> str:
    return f"outbound.{row.pk}"


def _unsent(row: OutboundMessage) -> tuple[str, ...]:
    """Forgets a sending that came to nothing: the next one has an id and times of its own. Returns the changed fields."""
    row.wamid = row.sent_at = row.reported_at = None
    return ("wamid", "sent_at", "reported_at")
