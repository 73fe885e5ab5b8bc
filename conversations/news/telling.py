"""How news that no state asked for reaches a student: found by their conversation, in its language, queued once per cause."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conversations.engine import registry, reply
from conversations.models import Conversation
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.outbox.contents import Content, Option
from conversations.wording import DEFAULT_LANGUAGE, line, spoken
from students.models import Lead, Student


@dataclass(frozen=True)
class Listener:
    """Whom news are for. News say their words through the listener, as states say theirs through the turn."""

    conversation: Conversation | None

    @property
    def language(self) -> str:
        return self.conversation.language if self.conversation else DEFAULT_LANGUAGE

    def say(self, key: str, **variables: Any) -> str:
        return line(key, self.language, **variables)

    def moment(self, at: datetime) -> str:
        return spoken.moment(at, self.language)

    def button(self, action: str, state: str, *, argument: str = "") -> Option:
        """A button for a message that no state asked: only for actions that are harmless at any time."""
        return Option(reply.button_id(action, registry.get(state), argument=argument), self.say(f"{state}.{action}"))

    def menu(self) -> Option:
        return self.button("menu", "anywhere")

    def tell(self, contents: list[Content], purpose: Purpose, at: datetime, key: str) -> None:
        """Queues messages; with a `key` at most once ever. Nobody's conversation is told nothing."""
        if self.conversation:
            queue.add(self.conversation, contents, purpose=purpose, at=at, dedupe_key=key)
            queue.wake_delivery(self.conversation.pk)


def listener(student: Student) -> Listener:
    return Listener(conversation_of(student))


def conversation_of(student: Student) -> Conversation | None:
    lead = Lead.objects.filter(student=student).first()
    return Conversation.objects.filter(lead=lead).first() if lead else None
