"""Business acts on support tickets."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core.services import record
from homework.models import Homework
from students.models import Lead
from support import events
from support.models import SupportMessage, SupportTicket

Status = SupportTicket.Status


@transaction.atomic
def open_ticket(
    *, lead: Lead, reason: str, at: datetime, homework: Homework | None = None, is_urgent: bool = False
) -> SupportTicket:
    """Returns the person's open ticket, opening one if there is none."""
    Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    ticket, _ = SupportTicket.objects.get_or_create(
        lead=lead,
        status__in=SupportTicket.ACTIVE,
        defaults={"reason": reason, "homework": homework, "is_urgent": is_urgent, "opened_at": at},
    )
    return ticket


@transaction.atomic
def add_message(*, ticket: SupportTicket, text: str, source_message_id: str, at: datetime) -> SupportMessage:
    """Adds what the person wrote, once per message id."""
    message, _ = SupportMessage.objects.get_or_create(
        source_message_id=source_message_id, defaults={"ticket": ticket, "text": text, "written_at": at}
    )
    return message


@transaction.atomic
def reply(*, ticket: SupportTicket, author: AbstractBaseUser, text: str, at: datetime) -> SupportMessage:
    """A member of staff answers: the text goes to the person's chat."""
    ticket = SupportTicket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
    message = SupportMessage.objects.create(ticket=ticket, author_id=author.pk, text=text, written_at=at)
    ticket.status = Status.IN_PROGRESS if ticket.status == Status.OPEN else ticket.status
    ticket.first_answer_at = ticket.first_answer_at or at
    ticket.save(update_fields=["status", "first_answer_at"])
    record("support.replied", subject=ticket, actor=author)
    events.agent_replied.send(SupportTicket, message=message, at=at)
    return message


@transaction.atomic
def close(*, ticket: SupportTicket, at: datetime, actor: AbstractBaseUser | None = None) -> None:
    ticket = SupportTicket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
    if ticket.status in SupportTicket.ACTIVE:
        ticket.status, ticket.closed_at = Status.CLOSED, at
        ticket.save(update_fields=["status", "closed_at"])
        record("support.closed", subject=ticket, actor=actor)


def open_ticket_of(lead: Lead) -> SupportTicket | None:
    return SupportTicket.objects.filter(lead=lead, status__in=SupportTicket.ACTIVE).first()
