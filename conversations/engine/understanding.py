"""What a typed message means where it was typed. Only whole messages are commands: never a word inside a sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from conversations.engine import phrases, registry, requests, vocabulary
from conversations.engine.phrases import cleaned, essence
from conversations.engine.state import ANYWHERE, Action, Kind, State
from conversations.outbox.contents import BUTTONS_MOST

ALLOWED: dict[Kind, tuple[str, ...]] = {
    Kind.IDLE: tuple(vocabulary.COMMANDS),
    Kind.CHOICE: ("menu", "back", "cancel", "help", "stop", "start", "support", "status"),
    Kind.SHORT_ANSWER: ("menu", "back", "cancel", "help", "stop"),
    Kind.FREE_TEXT: ("menu", "cancel", "stop"),
}
"""Which commands count in which kind of state; in free text nearly everything a student types is homework."""

_WHOM = r"(?:you|una|all|everyone|everybody|tutor|admin|teacher|team|uncle|aunty|guys)"
_ADDRESSED = re.compile(rf"^{_WHOM} (?=\S)|(?<=\S) (?:(?:to|for) )?{_WHOM}$")
_THUMBS_UP = re.compile("[\N{THUMBS UP SIGN}\U0001f3fb-\U0001f3ff\ufe0f\\s]+")
"""With any tone of skin."""
_TAP = re.compile(r"^(\w+)\.(\w+)\.(\w+)(?::([^#]*))?(?:#(\d+))?$")


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
    if state.kind is Kind.CHOICE:
        text = phrases.of_signs(text)
    live = list(_live(shown, state, step))
    agreed = yes(shown) if _THUMBS_UP.fullmatch(text) and state.kind is Kind.CHOICE else None
    reading = _label(text, live) or agreed or _spelt(text, state, live, step, alone)
    asks = text.rstrip().endswith("?")
    return Free() if asks and isinstance(reading, Act) and reading.state.actions[reading.action].strict else reading


def _label(text: str, live: Sequence[tuple[Act, str]]) -> Act | None:
    return next((act for act, title in live if cleaned(text) and cleaned(title) == cleaned(text)), None)


def _spelt(text: str, state: State, live: Sequence[tuple[Act, str]], step: int, alone: bool) -> Reading:
    """What it means as written, or with its slips put right."""
    read = _read(text, state, live, step, alone)
    if isinstance(read, Free) and state.forgives_slips and not (is_greeting(text) or is_thanks(text)):
        words = phrases.corrected(text, _lexicon(state, live))
        same = words == phrases.plain(text, phrases.REQUEST_LENGTH_CAP)
        return read if same else _read(words, state, live, step, alone)
    return read


def _read(text: str, state: State, live: Sequence[tuple[Act, str]], step: int, alone: bool) -> Reading:
    name = None if is_greeting(text) else command(text, state.kind)
    if name in state.bare_commands and phrases.plain(text) != name:
        name = None
    if name:
        return _own_choice(text, name, live) or Command(name)
    choice = _by_number(text, state, live, alone) or _by_label(text, state, live) or _by_word(text, state, live, step)
    return choice or _by_request(text, state) or Free()


def _own_choice(text: str, name: str, live: Sequence[tuple[Act, str]]) -> Act | None:
    """The choice on the screen that a command's words mean more exactly: `cancel it` before [Cancel], `start over`."""
    if name in {"menu", "stop", "help"}:
        live = [(act, title) for act, title in live if act.action.startswith(f"{name}_")]
    named = (act for act, _ in live if act.action == name or accepts(act.state.actions[act.action], text, whole=True))
    return next(named, None) or next((act for act, _ in live if accepts(act.state.actions[act.action], text)), None)


def yes(shown: Sequence[Mapping[str, str]]) -> Act | None:
    """The one choice that says yes to a question, if it is a question of that sort.

    A choice that could mean yes is none where nothing else is asked beside it: [End chat] below what a person wrote.
    """
    if len(shown) > BUTTONS_MOST:
        return None
    acts = [(act, cleaned(option["title"])) for option in shown if (act := tapped(option["id"]))]
    plain = [act for act, title in acts if title.split(",")[0] == "yes"]
    agreeing = plain or [act for act, _ in acts if accepts(act.state.actions[act.action], "yes")]
    refusing = plain or [act for act, _ in acts if accepts(act.state.actions[act.action], "no")]
    return agreeing[0] if len(agreeing) == 1 and refusing else None


def command(text: str, kind: Kind) -> str | None:
    """The command that the whole message is, if it counts in this kind of state."""
    if kind is Kind.FREE_TEXT:
        return _first(phrases.exact(text), {name: vocabulary.PLAIN_COMMANDS[name] for name in ALLOWED[kind]})
    if text.strip() and not text.strip("? "):
        return "help"
    found = phrases.forms(text)
    name = _first(found, {name: vocabulary.COMMANDS[name] for name in ALLOWED[kind]})
    if name is None and kind is Kind.CHOICE and _has_form(found, "cancel"):
        return "cancel"
    if name is None and kind is Kind.CHOICE and _first(found, {"help": vocabulary.COMMANDS["how_it_works"]}):
        return "help"
    if name or kind is not Kind.IDLE:
        return name
    shaped = next((name for form in found for name in vocabulary.INTENTS if _has_shape(form, name)), None)
    return shaped or requests.command(text)


def _has_shape(form: str, name: str) -> bool:
    return re.fullmatch(vocabulary.INTENTS[name], form) is not None


def is_greeting(text: str) -> bool:
    """Whether the whole message only greets: `Hiii`, `Good morning sir`, `hello, how far`."""
    parts = [part for part in re.split(r"[,.!?\n]+", text) if cleaned(part)]
    return bool(parts) and all(_greets(part) for part in parts)


def is_thanks(text: str) -> bool:
    """Whether the whole message only thanks or takes leave: `ok thanks`, `God bless you sir`."""
    return _known(phrases.forms(text), vocabulary.THANKS) or requests.gives_thanks(text)


def is_small_talk(text: str) -> bool:
    """Thanks, an okay or only signs: nothing to understand, and nothing to be sorry about."""
    assent = (*vocabulary.SYNONYMS["yes"], *vocabulary.SYNONYMS["content"])
    return is_thanks(text) or _known(phrases.exact(text), assent) or not any(map(str.isalnum, text))


def accepts(action: Action, text: str, *, whole: bool = False) -> bool:
    """Whether the message is one of the action's words, or a synonym of its name or of one of them.

    Args:
        whole: nothing may be taken off it, as in free text.
    """
    if whole:
        return any(_known(phrases.exact(text), words) for words in _words_of(action))
    return any(_accepts_form(action, form) for form in phrases.forms(text))


def _accepts_form(action: Action, form: str) -> bool:
    return any(_known([form], words) for words in _words_of(action)) or _has_form([form], action.name)


def _has_form(found: Sequence[str], name: str) -> bool:
    """Whether a form of the message has the shape of that choice."""
    return name in vocabulary.SHAPES and any(re.fullmatch(vocabulary.SHAPES[name], form) for form in found)


def _words_of(action: Action) -> Iterator[tuple[str, ...]]:
    yield action.words
    for lead in (action.name, *action.words):
        yield vocabulary.SYNONYMS.get(lead, ())
    if "yes" in action.words and not action.strict:
        yield vocabulary.SYNONYMS["content"]


def _lexicon(state: State, live: Sequence[tuple[Act, str]]) -> list[str]:
    """Every phrase that could be meant here, in its plain spelling."""
    known = [phrase for name in ALLOWED[state.kind] for phrase in vocabulary.COMMANDS[name]]
    known += [title for _, title in live]
    actions = [*state.actions.values(), *(act.state.actions[act.action] for act, _ in live)]
    known += [word for action in actions for words in _words_of(action) for word in words]
    return [phrases.plain(phrase) for phrase in known]


def _first(found: Sequence[str], meanings: Mapping[str, tuple[str, ...]]) -> str | None:
    """The meaning of the fullest form that has one: `my homework` is no `homework`."""
    return next((name for form in found for name, words in meanings.items() if form in _spellings(words)), None)


def _known(found: Sequence[str], words: tuple[str, ...]) -> bool:
    return any(form in _spellings(words) for form in found)


@cache
def _spellings(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset({*words, *map(phrases.plain, words)})


def _greets(part: str) -> bool:
    """One greeting, or several in a row: `hello hello`, `hi good morning`."""
    words = _ADDRESSED.sub("", phrases.plain(part))
    greetings = _spellings(vocabulary.GREETINGS)
    if words in greetings or essence(part) in greetings or _only_greets(words.split()):
        return True
    return any(words.startswith(f"{greeting} ") and _greets(words[len(greeting) :]) for greeting in greetings)


def _only_greets(words: list[str]) -> bool:
    """`good morning how was your night`"""
    anchors = vocabulary.GREETING_WORDS
    return not anchors.isdisjoint(words) and (anchors | vocabulary.AROUND_GREETINGS).issuperset(words)


def _live(shown: Sequence[Mapping[str, str]], state: State, step: int) -> Iterator[tuple[Act, str]]:
    """The shown choices that still work, with their titles."""
    for option in shown:
        act = tapped(option["id"])
        if act and (act.state.actions[act.action].always or (act.step == step and act.state.name in {state.name, ANYWHERE})):
            yield act, option["title"]


def _by_number(text: str, state: State, live: Sequence[tuple[Act, str]], alone: bool) -> Act | None:
    free = state.kind is Kind.FREE_TEXT
    if not free and len(live) > BUTTONS_MOST and phrases.names_the_last(text):  # a list, which has a last row
        return live[-1][0]
    if free:
        bare = re.fullmatch(r"\d{1,2}", cleaned(text)) if alone else None
        number = int(bare[0]) if bare else None
    else:
        number = phrases.number(text)
    if number is None or not 1 <= number <= len(live):
        return None
    act = live[number - 1][0]
    # What was offered before a typed answer was asked for is no longer counted.
    typed_answer = state.kind in {Kind.SHORT_ANSWER, Kind.FREE_TEXT}
    return None if typed_answer and act.state.name not in {state.name, ANYWHERE} else act


def _by_label(text: str, state: State, live: Sequence[tuple[Act, str]]) -> Act | None:
    """A label in other words around it, or with one slip in the whole of it."""
    if state.kind is Kind.FREE_TEXT:
        return next((act for act, title in live if phrases.plain(title) in phrases.exact(text)), None)
    for form in phrases.forms(text):
        exact = [act for act, title in live if form in {cleaned(title), phrases.plain(title)}]
        if exact:
            return exact[0] if len(exact) == 1 else None
    near = [act for act, title in live if phrases.is_near(essence(text), cleaned(title))]
    return near[0] if len(near) == 1 else None


def _by_word(text: str, state: State, live: Sequence[tuple[Act, str]], step: int) -> Act | None:
    """A synonym of a choice on the screen, or of the state's own actions, where a mere yes or no needs its question."""
    shown, own = [act for act, _ in live], _own(text, state, step)
    free = state.kind is Kind.FREE_TEXT
    whole = next((act for act in (*shown, *(own if free else [])) if accepts(_action(act), text, whole=True)), None)
    if whole or free:
        return whole
    found = phrases.forms(text)
    named = _asked_for(text, shown, state) or _asked_for(text, own, state)
    return named or _first_accepting(shown, found) or _first_accepting(own, found)


def _own(text: str, state: State, step: int) -> list[Act]:
    """The state's own actions, except for a mere yes or no."""
    agreeing = (*vocabulary.SYNONYMS["yes"], *vocabulary.SYNONYMS["content"], *vocabulary.SYNONYMS["no"])
    return [] if _known(phrases.exact(text), agreeing) else [Act(state, name, "", step) for name in state.actions]


def _asked_for(text: str, acts: Sequence[Act], state: State) -> Act | None:
    """The act that the message asks for in words of its own."""
    meant = requests.choice(text, [act.action for act in acts], asked=state.kind is not Kind.IDLE)
    return next((act for act in acts if act.action == meant), None)


def _action(act: Act) -> Action:
    return act.state.actions[act.action]


def _first_accepting(acts: Sequence[Act], found: Sequence[str]) -> Act | None:
    """The act that the fullest form of the message means: `change subject` is no `change`."""
    return next((act for form in found for act in acts if _accepts_form(_action(act), form)), None)


def _by_request(text: str, state: State) -> Command | None:
    """A person is asked for, or something went wrong, in words of its own."""
    if state.kind is Kind.CHOICE and state.reads_requests and requests.command(text) == "support":
        return Command("support")
    return None
