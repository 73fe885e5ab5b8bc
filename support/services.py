"""What happens to support tickets. The FAQ is in `support.faq`."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q

from core import message_life
from core.models import AdminSettings
from core.services import record
from homework.models import Homework
from payments.models import Payment
from students.models import Lead, Student
from support import events, hours
from support.models import SupportMessage, SupportTicket, Topic

Status, Sender, State = SupportTicket.Status, SupportMessage.Sender, SupportMessage.State
MediaState = SupportMessage.MediaState

REOPENED_WITHIN = timedelta(hours=48)
"""How long after its end a new complaint goes on with the same ticket."""
SILENT_AFTER = timedelta(hours=48)
"""An answered ticket ends by itself when the person says nothing for so long."""


class NotAllowed(Exception):
    """The ticket's state does not allow this act; the message says why, for people."""


@transaction.atomic
def open_ticket(
    *,
    lead: Lead,
    reason: str,
    at: datetime,
    topic: Topic = Topic.OTHER,
    homework: Homework | None = None,
    is_urgent: bool = False,
) -> SupportTicket:
    """Returns the person's open ticket; else the one that ended in the last 48 hours, reopened; else a new one."""
    Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    ticket = open_ticket_of(lead) or _reopened(lead, topic, at)
    if ticket is None:
        ticket = SupportTicket(lead=lead, topic=topic, reason=reason, opened_at=at)
        ticket.answer_due_at = hours.answer_due(AdminSettings.load(), at)
        if lead.student:
            _link(ticket, lead.student)
    ticket.homework, ticket.is_urgent = homework or ticket.homework, ticket.is_urgent or is_urgent
    ticket.save()
    return ticket


def _link(ticket: SupportTicket, student: Student) -> None:
    """What a ticket is most likely about: the latest payment or homework, by its topic."""
    if ticket.topic == Topic.HOMEWORK:
        ticket.homework = _latest_homework(student)
    if ticket.topic == Topic.PAYMENT:
        payment = Payment.objects.filter(student=student).order_by("-created_at", "-pk").first()
        ticket.payment, ticket.homework = payment, payment.homework if payment else None
        # Money that may have left the payer's account is the one thing that must not wait.
        ticket.is_urgent = payment is not None and payment.status in {Payment.Status.PENDING, Payment.Status.PAID}


def _latest_homework(student: Student) -> Homework | None:
    unsent = [Homework.Status.DRAFT, Homework.Status.CANCELLED]
    return Homework.objects.filter(student=student).exclude(status__in=unsent).order_by("-created_at").first()


def _reopened(lead: Lead, topic: Topic, at: datetime) -> SupportTicket | None:
    recent = SupportTicket.objects.filter(lead=lead, closed_at__gt=at - REOPENED_WITHIN).order_by("-closed_at").first()
    if recent is not None:
        _open_again(recent)
        recent.answer_due_at = hours.answer_due(AdminSettings.load(), at)
        if topic not in {Topic.OTHER, recent.topic}:  # a new complaint, about something else
            recent.topic = topic
            if lead.student:
                _link(recent, lead.student)
        recent.save()
        record("support.reopened", subject=recent)
    return recent


def _open_again(ticket: SupportTicket) -> None:
    ticket.status = Status.IN_PROGRESS if ticket.first_answer_at else Status.OPEN
    ticket.closed_at, ticket.ended_by, ticket.rating, ticket.rating_comment = None, "", "", ""
    ticket.save(update_fields=["status", "closed_at", "ended_by", "rating", "rating_comment"])


def open_ticket_of(lead: Lead) -> SupportTicket | None:
    return SupportTicket.objects.filter(lead=lead, status__in=SupportTicket.ACTIVE).first()


@transaction.atomic
def add_message(
    *,
    ticket: SupportTicket,
    text: str,
    source_message_id: str,
    at: datetime,
    received_at: datetime | None = None,
    has_media: bool = False,
) -> SupportMessage:
    """Adds what the person wrote or sent, once per message id; its photo or voice note is told by `settle_media`.

    Args:
        at: the sender's time, in whole seconds.
        received_at: when it reached us, by the clock that staff's answers carry too; `at` where that is not known.
    """
    media = MediaState.PENDING if has_media else MediaState.NONE
    message, created = SupportMessage.objects.get_or_create(
        source_message_id=source_message_id,
        defaults={"ticket": ticket, "text": text, "written_at": at, "media_state": media},
    )
    if created:
        latest = received_at or at
        newer = Q(last_person_at=None) | Q(last_person_at__lt=latest)
        SupportTicket.objects.filter(newer, pk=ticket.pk).update(last_person_at=latest)
    return message


@transaction.atomic
def settle_media(*, source_message_id: str, file: str = "", problem: str = "") -> bool:
    """Records that a message's photo or voice note was stored under `file`, or why it can't be shown.

    Returns:
        False, with nothing changed, if no ticket waits for it.
    """
    state = MediaState.FAILED if problem else MediaState.READY
    waiting = SupportMessage.objects.filter(source_message_id=source_message_id, media_state=MediaState.PENDING)
    return bool(waiting.update(media_state=state, media_problem=problem, file=file))


@transaction.atomic
def add_note(*, lead: Lead, text: str, at: datetime) -> None:
    """Shows staff in the open ticket, if there is one, what else has gone to the person meanwhile."""
    ticket = open_ticket_of(lead)
    if ticket:
        SupportMessage.objects.create(ticket=ticket, sender=Sender.NOTE, text=text, written_at=at)


@transaction.atomic
def claim(*, ticket: SupportTicket, actor: AbstractBaseUser) -> SupportTicket:
    """This member of staff takes the ticket, from whoever has it now; colleagues see it."""
    ticket = locked(ticket)
    if ticket.claimed_by_id != actor.pk:
        ticket.claimed_by_id = actor.pk
        ticket.save(update_fields=["claimed_by"])
        record("support.claimed", subject=ticket, actor=actor)
    return ticket


@transaction.atomic
def release(*, ticket: SupportTicket, actor: AbstractBaseUser) -> None:
    """The ticket goes back to everybody."""
    ticket = locked(ticket)
    ticket.claimed_by = None
    ticket.save(update_fields=["claimed_by"])
    record("support.released", subject=ticket, actor=actor)


@transaction.atomic
def reply(*, ticket: SupportTicket, author: AbstractBaseUser, text: str, at: datetime) -> SupportMessage:
    """A member of staff answers: the text goes to the person's chat. An unclaimed ticket is claimed, an ended one reopened.

    Raises:
        NotAllowed: if the ticket has ended and the person has a newer one open.
    """
    ticket = locked(ticket)
    if not ticket.is_active:
        reopen(ticket=ticket, actor=author)
        ticket.refresh_from_db()
    message = SupportMessage.objects.create(
        ticket=ticket,
        sender=Sender.STAFF,
        author_id=author.pk,
        text=text,
        written_at=at,
        state=State.WAITING,
        state_at=at,
    )
    ticket.status, ticket.first_answer_at, ticket.last_staff_at = Status.IN_PROGRESS, ticket.first_answer_at or at, at
    ticket.claimed_by_id = ticket.claimed_by_id or author.pk
    ticket.save(update_fields=["status", "first_answer_at", "last_staff_at", "claimed_by"])
    record("support.replied", subject=ticket, actor=author)
    events.agent_replied.send(SupportTicket, message=message, at=at)
    return message


@transaction.atomic
def reopen(*, ticket: SupportTicket, actor: AbstractBaseUser) -> None:
    """Staff take an ended ticket up again. Raises NotAllowed if the person has another one open."""
    ticket = locked(ticket)
    if ticket.is_active:
        return
    other = open_ticket_of(ticket.lead)
    if other:
        raise NotAllowed(f"{ticket} has ended and {other} is open: answer there.")
    _open_again(ticket)
    record("support.reopened", subject=ticket, actor=actor)


@transaction.atomic
def end(*, ticket: SupportTicket, at: datetime, ended_by: SupportTicket.EndedBy, actor: AbstractBaseUser | None = None) -> bool:
    """Ends a ticket; for 48 hours a new complaint reopens it. Returns False if it has already ended."""
    ticket = locked(ticket)
    if not ticket.is_active:
        return False
    ticket.status, ticket.closed_at, ticket.ended_by = Status.RESOLVED, at, ended_by
    ticket.save(update_fields=["status", "closed_at", "ended_by"])
    record("support.ended", subject=ticket, actor=actor, by=ended_by)
    if ended_by != SupportTicket.EndedBy.STUDENT:
        events.ticket_ended.send(SupportTicket, ticket=ticket, at=at)
    return True


@transaction.atomic
def rate(*, ticket: SupportTicket, rating: str = "", comment: str = "") -> None:
    """The student's word about an ended ticket: a value of `SupportTicket.Rating`, then perhaps a comment."""
    changes = ({"rating": rating} if rating else {}) | ({"rating_comment": comment[:1000]} if comment else {})
    SupportTicket.objects.filter(pk=ticket.pk).update(**changes)


@transaction.atomic
def close_for_good(*, at: datetime, limit: int) -> int:
    """resolved -> closed, once nothing can reopen it any more. Returns how many."""
    over = SupportTicket.objects.filter(status=Status.RESOLVED, closed_at__lte=at - REOPENED_WITHIN).order_by("closed_at")
    return SupportTicket.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:limit])).update(status=Status.CLOSED)


def fallen_silent(*, at: datetime, limit: int) -> list[SupportTicket]:
    """Answered tickets in which the person has said nothing for 48 hours."""
    answered = SupportTicket.objects.filter(status=Status.IN_PROGRESS, last_staff_at__lte=at - SILENT_AFTER)
    answered = answered.filter(Q(last_person_at=None) | Q(last_person_at__lt=F("last_staff_at")))
    return list(answered.order_by("last_staff_at")[:limit])


def message_progress(*, message_id: int, state: str, at: datetime, reason: str = "") -> None:
    """Records how far a message of staff has come; told by the floor that delivers. Late and repeated reports are harmless."""
    rows = SupportMessage.objects.filter(pk=message_id, state__in=message_life.before(state))
    rows.update(state=state, state_at=at, state_reason=reason[:500])


def locked(ticket: SupportTicket) -> SupportTicket:
    """Returns the ticket locked until the transaction ends, and fresh."""
    return SupportTicket.objects.select_for_update(of=("self",), no_key=True).select_related("lead").get(pk=ticket.pk)
