"""What support gives the frame: tickets that wait, tickets by their code, and when each was opened and ended."""

from collections.abc import Sequence

from django.db.models import Count, F, Q, QuerySet

from core.pieces import PIECES, Door, Panel, Person, SearchSource, TimelineSource, Viewer, holding, list_of
from support.models import SupportTicket

see_tickets = holding("support.view_supportticket")


def doors(user: Viewer) -> Sequence[Door]:
    """How many tickets wait for an answer, and how many are this person's."""
    active = SupportTicket.objects.filter(status__in=SupportTicket.ACTIVE)
    unanswered = Q(last_staff_at=None) | Q(last_person_at__gt=F("last_staff_at"))
    mine = Q(claimed_by_id=user.pk)
    found = active.aggregate(waiting=Count("pk", filter=unanswered), mine=Count("pk", filter=mine))
    return [
        Door(found["waiting"], "tickets wait for an answer", list_of(SupportTicket)),
        Door(found["mine"], "tickets are yours", list_of(SupportTicket, inbox="mine")),
    ]


def by_code(words: str, user: Viewer) -> QuerySet[SupportTicket]:
    return SupportTicket.objects.filter(pk=SupportTicket.codes.row_id(words) or 0).select_related("lead__student")


def of_person(person: Person) -> QuerySet[SupportTicket]:
    return SupportTicket.objects.filter(lead__in=person.leads)


PIECES.add(
    Panel(name="support.tickets", title="Support", order=30, allowed=see_tickets, doors=doors),
    SearchSource(
        name="support.by_code",
        title="Tickets",
        order=40,
        allowed=see_tickets,
        rows=by_code,
        text=lambda ticket: f"{ticket.lead.student or ticket.lead}, {ticket.get_status_display().lower()}",
    ),
    TimelineSource(
        name="support.opened",
        title="Ticket",
        allowed=see_tickets,
        rows=of_person,
        at="opened_at",
        text=lambda ticket: f"opened about {ticket.get_topic_display().lower()}",
    ),
    TimelineSource(
        name="support.ended",
        title="Ticket ended",
        allowed=see_tickets,
        rows=of_person,
        at="closed_at",
        text=lambda ticket: f"ended by {ticket.get_ended_by_display().lower()}",
    ),
)
