"""How news that no state asked for reaches a student: found by their conversation, queued once per cause."""

from datetime import datetime

from conversations import sending
from conversations.engine import registry, reply
from conversations.messages import Content, Option
from conversations.models import Conversation
from conversations.models.outbound import Purpose
from conversations.wording import line
from students.models import Lead, Student


def tell(student: Student, contents: list[Content], purpose: Purpose, at: datetime, key: str) -> None:
    """Queues messages for a student; with a `key` at most once ever. A student without a conversation is told nothing."""
    conversation = conversation_of(student)
    if conversation:
        sending.queue(conversation, contents, purpose=purpose, at=at, dedupe_key=key)
        sending.wake_delivery(conversation.pk)


def conversation_of(student: Student) -> Conversation | None:
    lead = Lead.objects.filter(student=student).first()
    return Conversation.objects.filter(lead=lead).first() if lead else None


def menu() -> Option:
    return button("menu", "anywhere")


def button(action: str, state: str, *, argument: str = "") -> Option:
    """A button for a message that no state asked: only for actions that are harmless at any time."""
    return Option(reply.button_id(action, registry.get(state), argument=argument), line(f"{state}.{action}"))
