"""A typed message with the place where it was said, and what it may turn out to mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from conversations.engine import registry
from conversations.engine.state import ANYWHERE, Action, Kind, State
from conversations.engine.understanding.folding import Folded, folded, of_signs

_TAP = re.compile(r"^(\w+)\.(\w+)\.(\w+)(?::([^#]*))?(?:#(\d+))?$")


@dataclass(frozen=True)
class Command:
    """A word that means the same in every state where it counts."""

    name: str


@dataclass(frozen=True)
class Act:
    """The same as tapping a button: an action of a state, from the step that the button carries."""

    state: State
    name: str
    argument: str = ""
    step: int | None = None

    @property
    def action(self) -> Action:
        return self.state.actions[self.name]


@dataclass(frozen=True)
class Free:
    """Neither a command nor a choice: the state itself judges it."""


Reading = Command | Act | Free


def tapped(button_id: str) -> Act | None:
    """The act that a button's id names; None for an id that no state of ours knows."""
    tap = _TAP.match(button_id)
    state = registry.find(tap[2]) if tap else None
    if tap is None or state is None or tap[3] not in state.actions:
        return None
    return Act(state, tap[3], tap[4] or "", int(tap[5]) if tap[5] else None)


@dataclass(frozen=True)
class Offer:
    """A choice that a person was shown."""

    act: Act
    title: Folded


def offers(shown: Sequence[Mapping[str, str]]) -> list[Offer]:
    """The choices among what was shown: `id` and `title` of each."""
    return [Offer(act, folded(option["title"])) for option in shown if (act := tapped(option["id"]))]


@dataclass(frozen=True)
class Said:
    """What a person typed, and where. It is made once for a message, and every question about its meaning is put to it."""

    typed: str
    state: State
    shown: Sequence[Mapping[str, str]] = ()
    """The choices that the person saw last: `id` and `title` of each."""
    step: int = 0
    """The conversation's step; choices of an earlier one are passed over."""
    alone: bool = True
    """Whether the message is the whole burst; in free text, a number among other lines is content."""

    @property
    def kind(self) -> Kind:
        return self.state.kind

    @cached_property
    def text(self) -> str:
        """What was typed; a sign that answers a question with choices is written out."""
        return of_signs(self.typed) if self.kind is Kind.CHOICE else self.typed

    @cached_property
    def words(self) -> Folded:
        return folded(self.text)

    @cached_property
    def live(self) -> list[Offer]:
        """The shown choices that still work."""
        return [offer for offer in offers(self.shown) if self._works(offer.act)]

    def _works(self, act: Act) -> bool:
        return act.action.always or (act.step == self.step and self.is_here(act))

    def is_here(self, act: Act) -> bool:
        """Whether an act belongs to this state, or to any."""
        return act.state.name in {self.state.name, ANYWHERE}
