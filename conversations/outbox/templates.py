"""What Meta says about our templates: consulted before one is sent, changed by its notices and refusals."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from conversations.models import MessageTemplate, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox.contents import Template
from conversations.outbox.queue import wake_delivery
from core.services import raise_alert, resolve_alert

Status = MessageTemplate.Status


def refusal(content: Template) -> str:
    """Why a template must not be sent now; empty if it may."""
    row = MessageTemplate.objects.filter(name=content.name, language=content.language).first()
    return "" if row is None or row.usable else f"The template {row} is {row.get_status_display().lower()}: {row.reason}"


def set_status(*, name: str, language: str, status: Status, reason: str, at: datetime) -> None:
    """Records what Meta decided; what waited for the template goes out as soon as it is usable."""
    row, _ = MessageTemplate.objects.update_or_create(
        name=name[:512], language=language[:20], defaults={"status": status, "reason": reason[:300], "changed_at": at}
    )
    if row.usable:
        resolve_alert(_alert(row))
        _release(row, at)
    else:
        raise_alert(_alert(row), f"WhatsApp template {row} is {row.get_status_display().lower()}. {reason}")


def switch_off(content: Template, reason: str, at: datetime, *, for_good: bool = False) -> None:
    """A send was refused because of its template: it stays off until Meta says that it works."""
    status = Status.DISABLED if for_good else Status.PAUSED
    set_status(name=content.name, language=content.language, status=status, reason=reason, at=at)


@transaction.atomic
def look_again(at: datetime) -> None:
    """Queues the templates whose day of waiting is over (sweep)."""
    _queue(OutboundMessage.objects.filter(status="held", purpose=Purpose.TEMPLATE, due_at__lte=at), at)


def _release(row: MessageTemplate, at: datetime) -> None:
    waiting = OutboundMessage.objects.filter(status="held", purpose=Purpose.TEMPLATE)
    _queue(waiting.filter(content__name=row.name, content__language=row.language), at)


def _queue(waiting: QuerySet[OutboundMessage], at: datetime) -> None:
    people = set(waiting.values_list("conversation_id", flat=True))
    waiting.update(status=OutboundMessage.Status.QUEUED, due_at=at)
    for conversation_id in people:
        wake_delivery(conversation_id)


def _alert(row: MessageTemplate) -> str:
    return f"whatsapp.template.{row.name}.{row.language}"[:120]
