"""How a flow is written: one class per state, in the order the student meets them.

A state holds its question (`ask`), the things a student may tap or say (`@action` methods), what it does with free text and
photos (`on_text`, `on_photo`), and the states it may lead to (`exits`), which are checked when the product starts.
"""

from datetime import datetime
from typing import Any, ClassVar

from conversations.engine.declarations import (
    ANYWHERE,
    Action,
    Ask,
    Choice,
    Kind,
    Outcome,
    action,
    as_if_in,
    go,
    missed,
    silence,
    stay,
)
from conversations.engine.turn import Turn
from conversations.models import Conversation, InboundMessage

# A flow finds all it is written in here.
__all__ = [
    "ANYWHERE",
    "Action",
    "Ask",
    "Choice",
    "Kind",
    "Outcome",
    "State",
    "action",
    "as_if_in",
    "go",
    "missed",
    "silence",
    "stay",
]


class State:
    """Base of all states; the class attributes are the declaration."""

    name: ClassVar[str]
    flow: ClassVar[str]
    kind: ClassVar[Kind] = Kind.CHOICE
    exits: ClassVar[tuple[str, ...]] = ()
    ordered: ClassVar[tuple[str, ...]] = ()
    """States it leads to besides `exits`, by the order of its flow."""
    previous: ClassVar[str] = ""
    """Where `back` leads; empty: the menu."""
    quiet_seconds: ClassVar[float] = 0
    """How long a burst of texts is gathered before one reply to all of it."""
    keeps_draft: ClassVar[bool] = True
    """Whether leaving this state keeps its answers for later."""
    actions: ClassVar[dict[str, Action]] = {}

    spelling: ClassVar[bool] = True
    """Whether a slip in a command or choice is put right; not where any word may be the answer."""
    takes_late: ClassVar[bool] = False
    """Whether a message that took half a day to reach us is taken all the same: where a person reads it."""
    bare_commands: ClassVar[tuple[str, ...]] = ()
    """Commands that count here only as the bare word: their other phrases are answers to this question."""
    reads_requests: ClassVar[bool] = True
    """Whether a request for people in words of its own leads to them; not where it is an answer."""
    answers: ClassVar[bool] = True
    """Whether the bot answers here; where a person of ours does, it shows no «typing» either."""
    times_out: ClassVar[bool] = True
    """Whether half an hour without a word ends this state."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        cls.actions = {}
        for base in reversed(cls.__mro__):
            for name, member in vars(base).items():
                mark = getattr(member, "__dict__", {}).get("action")
                if mark:
                    cls.actions[name] = Action(name, member, *mark)

    @property
    def forgives_slips(self) -> bool:
        return self.spelling and self.kind is not Kind.FREE_TEXT

    def ask(self, turn: Turn) -> Ask:
        """The question of this state, with its choices."""
        return Ask(turn.say(f"{self.name}.ask"))

    def example(self, turn: Turn) -> str:
        """What could be answered here, in a line."""
        return turn.say(f"{self.name}.help")

    def help(self, turn: Turn) -> str:
        """What to do at this step, in two lines at most."""
        return self.example(turn)

    def misunderstood(self, turn: Turn) -> str:
        """What is said first where the input fitted nothing."""
        return turn.say("anywhere.missed")

    def is_over(self, turn: Turn) -> bool:
        """Whether what this state waits for has come meanwhile, so that the next message finds it at rest."""
        return False

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """A typed message that is neither a command nor a choice."""
        return missed()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        """A picture; by default it is kept and the student says what it is for."""
        return turn.ask_about_photo(photo)

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        """Nobody listens here: the question again, and the way to people who do."""
        turn.note(turn.say("anywhere.voice"))
        asked = self.ask(turn)
        offered = {choice.action for choice in asked.choices} & {"talk_to_us", "ask_person"}
        person = [] if offered else [Choice("talk_to_us", of="idle")]
        return stay(ask=Ask(asked.text, [*asked.choices, *person]))

    def on_sticker(self, turn: Turn, sticker: InboundMessage) -> Outcome:
        return silence()

    def on_other(self, turn: Turn, message: InboundMessage) -> Outcome:
        """A document, video, contact, location, order or something WhatsApp itself could not show us."""
        if message.content_lost:
            turn.note(turn.say("anywhere.send_again"))
        else:
            turn.note(turn.say("anywhere.unsupported" if message.kind == "unsupported" else "anywhere.only_text_and_photos"))
        return stay()

    def on_command(self, turn: Turn, command: str) -> Outcome | None:
        """A whole message that is a command here; None lets it mean what it means everywhere."""
        return None

    def on_greeting(self, turn: Turn, text: str) -> Outcome | None:
        """A greeting or thanks in the middle of a flow; None lets it be answered as everywhere: the question again."""
        return None

    def reads_choices(self, turn: Turn) -> bool:
        """Whether a typed number or label means one of the choices last shown."""
        return True

    def silent_since(self, conversation: Conversation) -> datetime | None:
        """From when the time-out counts; None: it does not run."""
        return conversation.last_inbound_at

    def worth_keeping(self, turn: Turn) -> bool:
        """Whether what was answered here becomes a draft when the flow is left."""
        return self.keeps_draft and bool(turn.memory)

    def on_news(self, turn: Turn) -> Ask | None:
        """Something this state waits for has happened (photos loaded): a question to ask by itself, or None."""
        return None

    def has_content(self, turn: Turn) -> bool:
        """Whether something typed or sent here would be lost by a cancel; then the student is asked first."""
        return False

    def throw_away(self, turn: Turn) -> None:
        """The student gives up what this flow has gathered."""
        turn.forget_answers()
