"""The words in which states are written: what is asked, what can be chosen, and what a reaction decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

ANYWHERE = "anywhere"
"""The pseudo state whose actions can be offered in any state."""


class Kind(Enum):
    """What a state waits for; decides which words count as commands there (`conversations.engine.understanding`)."""

    IDLE = auto()
    CHOICE = auto()
    SHORT_ANSWER = auto()
    FREE_TEXT = auto()


@dataclass(frozen=True)
class Choice:
    """One thing to tap: an action of this state, or of the state named by `of`; without a label the wording's is used."""

    action: str
    label: str = ""
    argument: str = ""
    description: str = ""
    of: str = ""


@dataclass(frozen=True)
class Ask:
    """A question: its text and what can be chosen, in the order shown."""

    text: str
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class Outcome:
    """What a reaction decided. Build it with the functions below."""

    to: str | None = None
    ask: Ask | None = None
    silent: bool = False
    missed: bool = False
    hand_over: bool = False


def go(state: str, *, ask: Ask | None = None) -> Outcome:
    """Enter a state (declared in `exits`) and ask its question, or `ask` instead."""
    return Outcome(to=state, ask=ask)


def stay(*, ask: Ask | None = None) -> Outcome:
    """Remain here and ask again, or `ask` instead. The step stays, so that buttons already shown still work."""
    return Outcome(ask=ask)


def missed() -> Outcome:
    """The input fits nothing: explain again, a little more each time."""
    return Outcome(missed=True)


def silence() -> Outcome:
    """No reply to this."""
    return Outcome(silent=True)


def as_if_in(state: str) -> Outcome:
    """Enter another state and let it react to this very input."""
    return Outcome(to=state, hand_over=True)


@dataclass(frozen=True)
class Action:
    """A reaction to a tap, a number or a whole message that is one of `words`."""

    name: str
    react: Callable[..., Outcome]
    words: tuple[str, ...] = ()
    always: bool = False
    strict: bool = False
    line: str | None = None

    def line_of(self, state: str) -> str:
        """The line of the wording that its button says; empty if no button of ours offers it."""
        return f"{state}.{self.name}" if self.line is None else self.line


def action(
    *words: str, always: bool = False, strict: bool = False, line: str | None = None
) -> Callable[[Callable[..., Outcome]], Callable[..., Outcome]]:
    """Marks a method as an action.

    Args:
        words: whole messages, in small letters, that mean the same as tapping it, while this is the present state. A word that
            names a meaning of `vocabulary.CHOICES`, such as `yes`, stands for every way of saying it.
        always: harmless at any time, so a button from an earlier step still works.
        strict: sends, saves or throws away for good, so neither a mere `good` nor a question (`send?`) means it.
        line: what its button says, where that is not the line `state.action`; empty where no button of ours offers it.
    """

    def mark(method: Callable[..., Outcome]) -> Callable[..., Outcome]:
        method.__dict__["action"] = (words, always, strict, line)
        return method

    return mark
