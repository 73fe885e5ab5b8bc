"""What a typed message means where it was typed. Only whole messages are commands: never a word inside a sentence."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from conversations.engine import registry, vocabulary
from conversations.engine.state import ANYWHERE, Action, Kind, State

ALLOWED: dict[Kind, tuple[str, ...]] = {
    Kind.IDLE: tuple(vocabulary.COMMANDS),
    Kind.CHOICE: ("menu", "back", "cancel", "help", "stop", "start", "support", "status"),
    Kind.SHORT_ANSWER: ("menu", "back", "cancel", "help", "stop"),
    Kind.FREE_TEXT: ("menu", "cancel", "stop"),
}
"""Which commands count in which kind of state; in free text nearly everything a student types is homework."""

SPELLING_LENGTH_MINIMUM = 4
TYPED_LENGTH_CAP = 60
_TAP = re.compile(r"^(\w+)\.(\w+)\.(\w+)(?::([^#]*))?(?:#(\d+))?$")
_NUMBER = re.compile(r"^(?:(?:number|num|no|option|opt|#) ?)?\.? ?(\d{1,2})$")


@dataclass(frozen=True)
class Command:
    """A word that means the same in every state where it counts."""

    name: str


@dataclass(frozen=True)
class Act:
    """The same as tapping a button: an action of a state, from the step that the button carries."""

    state: State
    action: str
    argument: str = ""
    step: int | None = None


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


def typed(text: str, state: State, shown: Sequence[Mapping[str, str]], step: int, *, alone: bool = True) -> Reading:
    """What a typed message means: a label on the screen first, then commands, numbers, near spellings, synonyms.

    Args:
        shown: the choices that the person saw last: `id` and `title` of each.
        step: the conversation's step; choices of an earlier one are passed over.
        alone: whether the message is the whole burst; in free text, a number among other lines is content.
    """
    live = list(_live(shown, state, step))
    label = next((act for act, title in live if cleaned(text) and cleaned(title) == cleaned(text)), None)
    if label:
        return label
    name = command(text, state.kind)
    if name:
        return Command(name)
    return (
        _by_number(text, state, live, alone) or _by_spelling(text, state, live) or _by_word(text, state, live, step) or Free()
    )


def yes(shown: Sequence[Mapping[str, str]]) -> Act | None:
    """The one choice that says yes to a question, if it is a question of that sort."""
    acts = [(act, cleaned(option["title"])) for option in shown if (act := tapped(option["id"]))]
    agreeing = [act for act, title in acts if title.split(",")[0] == "yes" or accepts(act.state.actions[act.action], "yes")]
    return agreeing[0] if len(agreeing) == 1 else None


def cleaned(text: str) -> str:
    """A whole message as a command could be written: small letters, single spaces, no outer punctuation or emoji."""
    if len(text) > TYPED_LENGTH_CAP:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"^[^\w]+|[^\w]+$", "", folded))


def essence(text: str) -> str:
    """The same without the polite words around it: `abeg menu`, `cancel please`. Polite words alone stay."""
    words = cleaned(text).replace(",", " ").split()
    while len(words) > 1 and words[-1] in vocabulary.POLITE_AFTER:
        words = words[:-1]
    while len(words) > 1 and words[0] in vocabulary.POLITE_BEFORE:
        words = words[1:]
    return " ".join(words)


def command(text: str, kind: Kind) -> str | None:
    """The command that the whole message is, if it counts in this kind of state."""
    if kind is Kind.FREE_TEXT:
        return next((name for name in ALLOWED[kind] if essence(text) in vocabulary.PLAIN_COMMANDS[name]), None)
    if text.strip() and not text.strip("? "):
        return "help"
    names = {cleaned(text), essence(text)}
    return next((name for name in ALLOWED[kind] if names & set(vocabulary.COMMANDS[name])), None)


def is_greeting(text: str) -> bool:
    """Whether the whole message only greets: `Hiii`, `Good morning sir`, `hello, how far`."""
    parts = [essence(part) for part in re.split(r"[,.!?\n]+", re.sub(r"([^\W\d_])\1{2,}", r"\1", text)) if cleaned(part)]
    return bool(parts) and all(part in vocabulary.GREETINGS for part in parts)


def is_small_talk(text: str) -> bool:
    """Thanks, an okay or only signs: nothing to understand, and nothing to be sorry about."""
    known = {*vocabulary.THANKS, *vocabulary.SYNONYMS["yes"]}
    return bool({cleaned(text), essence(text)} & known) or not any(map(str.isalnum, text))


def accepts(action: Action, text: str) -> bool:
    """Whether the whole message is one of the action's words, or a synonym of its name or of one of them."""
    forms = {cleaned(text), essence(text)} - {""}
    leads = (action.name, *action.words)
    return any(form in action.words or any(form in vocabulary.SYNONYMS.get(lead, ()) for lead in leads) for form in forms)


def is_near(words: str, name: str) -> bool:
    """Whether two words differ by one slip of the finger; short words and digits must be right."""
    same_digits = re.findall(r"\d", words) == re.findall(r"\d", name)
    shortest = min(len(words), len(name))
    return same_digits and shortest >= SPELLING_LENGTH_MINIMUM and OSA.distance(words, name, score_cutoff=1) <= 1


def _live(shown: Sequence[Mapping[str, str]], state: State, step: int) -> Iterator[tuple[Act, str]]:
    """The shown choices that still work, with their titles."""
    for option in shown:
        act = tapped(option["id"])
        if act and (act.state.actions[act.action].always or (act.step == step and act.state.name in {state.name, ANYWHERE})):
            yield act, option["title"]


def _by_number(text: str, state: State, live: Sequence[tuple[Act, str]], alone: bool) -> Act | None:
    free = state.kind is Kind.FREE_TEXT
    words = cleaned(text) if free else vocabulary.NUMBER_WORDS.get(essence(text), cleaned(text))
    number = re.fullmatch(r"(\d{1,2})", words) if free else _NUMBER.match(words)
    if number is None or (free and not alone) or not 1 <= int(number[1]) <= len(live):
        return None
    act = live[int(number[1]) - 1][0]
    # What was offered before a typed answer was asked for is no longer counted.
    typed_answer = state.kind in {Kind.SHORT_ANSWER, Kind.FREE_TEXT}
    return None if typed_answer and act.state.name not in {state.name, ANYWHERE} else act


def _by_spelling(text: str, state: State, live: Sequence[tuple[Act, str]]) -> Act | None:
    if state.kind is Kind.FREE_TEXT:
        return None
    words = essence(text)
    exact = [act for act, title in live if cleaned(title) == words]
    near = exact or [act for act, title in live if is_near(words, cleaned(title))]
    return near[0] if len(near) == 1 else None


def _by_word(text: str, state: State, live: Sequence[tuple[Act, str]], step: int) -> Act | None:
    """A synonym of a choice on the screen; else of the state's own actions, where a bare yes or no needs its question."""
    for act, _ in live:
        if accepts(act.state.actions[act.action], text):
            return act
    if {cleaned(text), essence(text)} & {*vocabulary.SYNONYMS["yes"], *vocabulary.SYNONYMS["no"]}:
        return None
    return next((Act(state, action.name, "", step) for action in state.actions.values() if accepts(action, text)), None)
