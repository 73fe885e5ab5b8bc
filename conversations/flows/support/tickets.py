"""How what a person sends becomes part of their support ticket."""

from datetime import timedelta

from conversations.engine.state import Ask, Choice
from conversations.engine.turn import Turn
from conversations.flows.answers import SupportAnswers
from conversations.models import InboundMessage
from students.models import Lead
from support import services
from support.models import SupportMessage, SupportTicket, Topic

Kind, MediaState = InboundMessage.Kind, InboundMessage.MediaState
LOADED_WITHIN = timedelta(minutes=15)
"""After its last try a download has failed for good."""
FACTS = ("filename", "name", "address", "latitude", "longitude")
"""What staff see of a document or a place."""
ACKNOWLEDGED_EVERY = timedelta(minutes=10)


def lead(turn: Turn) -> Lead:
    found = turn.conversation.lead
    assert found is not None, "every turn gives its person a lead"
    return found


def active(turn: Turn) -> SupportTicket | None:
    return services.open_ticket_of(lead(turn))


def opened(turn: Turn, *, topic: Topic | None = None) -> SupportTicket:
    """The person's open ticket, opened now if there is none, about `topic` or the one they chose."""
    topic = topic or turn.told(SupportAnswers).topic or Topic.OTHER
    return services.open_ticket(lead=lead(turn), reason="asked", topic=topic, at=turn.at)


def hand_in(turn: Turn, ticket: SupportTicket, message: InboundMessage) -> str:
    """Adds a message to the ticket. Returns what to tell the person if staff can't get all of it; mostly nothing."""
    shown = message.has_media and (message.kind in {Kind.IMAGE, Kind.VOICE} or message.is_picture)
    row = services.add_message(
        ticket=ticket,
        text=described(message),
        source_message_id=message.vendor_id,
        at=message.sent_at,
        received_at=message.received_at,
        has_media=shown,
    )
    if shown:
        settle(message)
        if message.media_state == MediaState.FAILED:
            turn.told(SupportAnswers).told_problems.append(row.pk)
            return turn.say(f"sup_media.{message.media_problem or 'not_loaded'}")
        return ""
    return turn.say("sup_media.not_passed_on") if message.kind in {Kind.DOCUMENT, Kind.VIDEO} else ""


def hand_in_kept(turn: Turn, ticket: SupportTicket) -> bool:
    """Hands in what was kept until the person said what it is for; returns whether there was anything."""
    kept = turn.kept_messages()
    for message in kept:
        problem = hand_in(turn, ticket, message)
        if problem:
            turn.note(problem)
    turn.forget_kept()
    return bool(kept)


def settle(message: InboundMessage) -> None:
    """Tells the ticket that waits for this message's file, if one does, how its download ended."""
    if message.media_state == MediaState.READY:
        services.settle_media(source_message_id=message.vendor_id, file=str(message.media_file.name))
    elif message.media_state == MediaState.FAILED:
        services.settle_media(source_message_id=message.vendor_id, problem=message.media_problem or "not_loaded")


def untold_problems(turn: Turn) -> list[str]:
    """What to say of files that failed after they were handed in, each once."""
    told = turn.told(SupportAnswers).told_problems
    failed = SupportMessage.objects.filter(ticket=active(turn), media_state=SupportMessage.MediaState.FAILED)
    failed = failed.filter(written_at__gte=turn.at - LOADED_WITHIN).exclude(pk__in=told)
    problems = []
    for message in failed:
        told.append(message.pk)
        problems.append(turn.say(f"sup_media.{message.media_problem}"))
    return list(dict.fromkeys(problems))


def described(message: InboundMessage) -> str:
    """A message as staff read it: its text, and in brackets what it is if it is not text."""
    if message.kind in {Kind.TEXT, Kind.TAP}:
        return message.text or "(empty)"
    item = message.payload.get("message", {})
    content = item.get(item.get("type", ""), {})
    facts = [str(content[key]) for key in FACTS if content.get(key)] if isinstance(content, dict) else []
    what = ": ".join([message.get_kind_display().lower(), *([", ".join(facts)] if facts else [])])
    return f"({what}) {message.text}".strip()


def ask_reply(turn: Turn) -> Ask | None:
    """Outside the chat: whether this is for the ticket in which staff wrote last; None if no answer is awaited."""
    ticket = active(turn)
    if ticket is None or ticket.status != SupportTicket.Status.IN_PROGRESS or ticket.waits_for_staff:
        return None
    choices = [Choice("reply", of="sup_live"), Choice("menu", of="anywhere")]
    return Ask(turn.say("sup_live.reply_question", code=ticket.code), choices)
