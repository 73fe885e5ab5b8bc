"""What a state sees of the turn it takes part in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conversations.engine.answers import A, Carried, Memory
from conversations.engine.declarations import ANYWHERE, Ask, Choice, Outcome, stay
from conversations.models import Conversation, InboundMessage
from conversations.wording import line, spoken
from homework.models import Homework
from students.models import Student


@dataclass
class Turn:
    """One burst of one person being answered: the conversation (locked), the moment, and what there is to say so far."""

    conversation: Conversation
    at: datetime
    messages: Sequence[InboundMessage] = ()
    message: InboundMessage | None = None
    notes: list[str] = field(default_factory=list)
    offers: list[Choice] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    """Which of the photos sent together found no room, counted from 1."""
    released: int = 0
    """How many held messages go out because this person wrote."""

    def __post_init__(self) -> None:
        self.memory = Memory(self.conversation.answers)

    def told(self, kind: type[A]) -> A:
        """What a flow has been told so far; what is changed in it is kept from turn to turn, and in drafts."""
        return self.memory.of(kind)

    def save(self) -> None:
        """Writes the conversation back, with all it has been told."""
        self.conversation.answers = self.memory.to_json()
        self.conversation.save()

    @property
    def student(self) -> Student | None:
        return self.conversation.student

    @property
    def message_id(self) -> str:
        return self.message.vendor_id if self.message else ""

    @property
    def sent_at(self) -> datetime:
        return self.message.sent_at if self.message else self.at

    @property
    def alone(self) -> bool:
        """Whether the present message is the whole burst."""
        return len(self.messages) == 1

    @property
    def homework(self) -> Homework:
        """The homework that this flow works on, afresh from its row."""
        homework = self.homework_begun
        assert homework is not None, "a homework state without its draft"
        return homework

    @property
    def homework_begun(self) -> Homework | None:
        """The homework that this flow works on, if there is one yet."""
        pk = self.told(Carried).homework_id
        return Homework.objects.select_related("subject").filter(pk=pk).first() if pk else None

    def say(self, key: str, **variables: Any) -> str:
        """A line of the wording, filled in."""
        return line(key, self.language, **variables)

    @property
    def language(self) -> str:
        return self.conversation.language

    def moment(self, at: datetime) -> str:
        """A moment in the words of this conversation's language."""
        return spoken.moment(at, self.language)

    def note(self, text: str) -> None:
        """Says something before the question of this turn's one reply."""
        if text not in self.notes:
            self.notes.append(text)

    def offer(self, choice: Choice) -> None:
        """Offers what a note of this turn speaks of, beside the choices of whatever question follows it."""
        if choice not in self.offers:
            self.offers.append(choice)

    def keep(self, message: InboundMessage) -> None:
        """Remembers a message for a homework that is still to be started."""
        kept = self.told(Carried).kept
        if message.pk not in kept:
            kept.append(message.pk)

    def kept_messages(self) -> list[InboundMessage]:
        return list(InboundMessage.objects.filter(pk__in=self.told(Carried).kept).order_by("sent_at", "pk"))

    def forget_kept(self) -> None:
        self.told(Carried).kept = []

    def forget_answers(self, *, but_kept: bool = False) -> None:
        """Forgets what was told; `but_kept` spares what waits for a homework still to be started."""
        kept = self.told(Carried).kept if but_kept else []
        self.memory.forget()
        self.told(Carried).kept = kept

    def work_on(self, homework: Homework) -> None:
        """Begins afresh, with this homework as the one that the flow works on."""
        self.memory.forget()
        self.told(Carried).homework_id = homework.pk

    def ask_about_photo(self, photo: InboundMessage) -> Outcome:
        """A photo nobody asked for is kept until the student says what it is."""
        self.keep(photo)
        if self.student is None:
            self.note(self.say("anywhere.photo_kept"))
            return stay()
        choices = [Choice(name, of=ANYWHERE) for name in ("photo_is_homework", "photo_for_support", "photo_ignore")]
        return stay(ask=Ask(self.say("anywhere.photo"), choices))
