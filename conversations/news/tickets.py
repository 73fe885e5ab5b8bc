"""A conversation follows its support ticket when staff answer it or end it."""

from django.db import transaction

from conversations.engine import moving
from conversations.engine.answers import Carried, Memory
from conversations.flows.answers import SupportAnswers
from conversations.job_names import FOLLOW_TICKET
from conversations.models import Conversation
from core.clock import now
from core.jobs import enqueue
from support.models import SupportTicket

IN_CHAT = {"sup_waiting", "sup_live"}
AT_REST = {"idle", "hw_submitted", "sup_closed"}
"""Where nothing is being asked, so that the person's next words are most likely for the one who just wrote."""


def joins(conversation: Conversation) -> bool:
    """Whether an answer of staff opens the chat here. In the middle of a flow it comes with a button instead."""
    return conversation.state in IN_CHAT or (
        conversation.state in AT_REST and not Memory(conversation.answers).of(Carried).kept
    )


def wake(conversation_id: int) -> None:
    """Asks for `follow` and the delivery, after the commit of what staff did: the conversation is locked before its ticket."""
    enqueue(FOLLOW_TICKET, queueing_lock=f"follow-ticket:{conversation_id}", priority=9, conversation_id=conversation_id)


@transaction.atomic
def follow(conversation_id: int) -> None:
    """Opens the chat once a person has answered; once they ended the ticket, asks how it was."""
    conversation = (
        Conversation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lead__student")
        .get(pk=conversation_id)
    )
    tickets = SupportTicket.objects.filter(lead=conversation.lead)
    ticket = tickets.filter(status__in=SupportTicket.ACTIVE).first() or tickets.order_by("-closed_at").first()
    if ticket is None:
        return
    if ticket.is_active:
        if ticket.first_answer_at and joins(conversation) and conversation.state != "sup_live":
            _enter(conversation, "sup_live", SupportAnswers())
    elif conversation.state in IN_CHAT or (conversation.state == "idle" and joins(conversation) and not ticket.rating):
        _ended(conversation, ticket)


def _ended(conversation: Conversation, ticket: SupportTicket) -> None:
    asks = ticket.ended_by == SupportTicket.EndedBy.STAFF and conversation.window_open(now())
    if asks:
        _enter(conversation, "sup_closed", SupportAnswers(ticket_id=ticket.pk), asks=True)
    elif conversation.state in IN_CHAT:
        _enter(conversation, "idle", SupportAnswers())


def _enter(conversation: Conversation, state: str, knowing: SupportAnswers, *, asks: bool = False) -> None:
    moving.move(conversation, state, now(), cause="staff", asks=asks, knowing=knowing)
