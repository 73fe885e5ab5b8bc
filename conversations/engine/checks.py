"""What must hold of states, their lines and the names in the code before the product may start.

A mistake is told at start, all of them at once, and never met by a student.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from conversations.engine import registry, source
from conversations.engine.engine import COMMAND_ACTIONS
from conversations.engine.registry import BadFlow
from conversations.engine.state import ANYWHERE, State
from conversations.wording import DEFAULT_LANGUAGE, PACKS

ENTRANCES = ("new", "idle", "opted_out", ANYWHERE)
"""States that the engine itself enters."""
APP = Path(__file__).parents[1]
NO_NAMES_IN = {"tests", "migrations", "vocabulary", "wording", "whatsapp", "management", "payloads.py"}
"""Folders and files whose strings are words of people or of vendors."""


def check() -> None:
    """Checks everything.

    Raises:
        BadFlow: naming every exit, state, choice or line that the code names and that is not there, every state that nothing
            leads to, every exit declared in vain, and every line that is a question here and a button there.
    """
    paths = sources()
    problems = [problem for state in registry.all_states() for problem in of_ways(state)]
    problems += [*of_reach(), *of_packs(), *of_said(paths), *of_names(paths), *of_buttons(paths), *of_commands()]
    source.forget()
    if problems:
        raise BadFlow("\n".join(problems))


def sources() -> list[Path]:
    return [path for path in sorted(APP.rglob("*.py")) if NO_NAMES_IN.isdisjoint(path.relative_to(APP).parts)]


def of_ways(state: State) -> Iterator[str]:
    """Exits and choices: declared, there, and used."""
    for name in (*state.exits, *state.ordered, *([state.previous] if state.previous else [])):
        if registry.find(name) is None:
            yield f"{state.name}: leads to {name}, which is not a state."
    bases = [base for base in type(state).__mro__ if base is not State and issubclass(base, State)]
    calls = [call for base in bases if (tree := source.class_of(base)) for call in source.calls(tree)]
    used = {name for function, name, _ in calls if function in {"go", "as_if_in"}}
    for name in sorted(used - {*state.exits, *state.ordered, "idle"}):  # every state may end in the menu
        yield f"{state.name}: leads to {name} without declaring it in exits."
    for name in sorted(set(state.exits) - used - {"idle"}):
        yield f"{state.name}: declares the exit {name} but never leads there."
    offered = {name for function, name, keywords in calls if function == "Choice" and "of" not in keywords}
    for name in sorted(offered - set(state.actions)):
        yield f"{state.name}: offers {name}, but has no action of that name."


def of_reach() -> Iterator[str]:
    """States that nothing leads to."""
    states = registry.all_states()
    reached = set(ENTRANCES) | {name for state in states for name in (*state.exits, *state.ordered)}
    # A state with an action that is offered at any time, such as the answer to a tutor's question, is entered by its button.
    reached |= {state.name for state in states if any(action.always for action in state.actions.values())}
    yield from (f"{state.name}: no state leads to it." for state in states if state.name not in reached)


def needed_lines(state: State) -> list[str]:
    """The lines a state cannot do without: its question and help, unless it words them itself, and each of its buttons."""
    kind = type(state)
    own = [(State.ask, kind.ask, "ask"), (State.example, kind.example, "help")]
    lines = [f"{state.name}.{what}" for default, used, what in own if used is default and state.name != ANYWHERE]
    return lines + [key for action in state.actions.values() if (key := action.line_of(state.name))]


def of_packs() -> Iterator[str]:
    """Lines that a state needs, or another language says, and a language pack has not."""
    needed = {key: state.name for state in registry.all_states() for key in needed_lines(state)}
    for language, pack in PACKS.items():
        for key in [*needed, *(key for key in PACKS[DEFAULT_LANGUAGE] if key not in needed)]:
            if not pack.get(key):
                yield f"{needed.get(key, 'wording')}: the language pack {language!r} has no line {key}."


def of_said(paths: Iterable[Path]) -> Iterator[str]:
    """Lines that the code says: each is there, and is not a question here and a button there."""
    pack, buttons = PACKS[DEFAULT_LANGUAGE], registry.button_lines()
    for said in source.said(paths):
        if said.name not in pack and not ("*" in said.name and any(matches(said.name, key) for key in pack)):
            yield f"{said.place}: says {said.name}, but there is no such line."
        elif said.name in buttons and not said.is_label:
            yield f"{said.place}: says {said.name}, which is a button's line: the question needs a line of its own."


def matches(pattern: str, key: str) -> bool:
    """Whether a line's key is one that the code may say with this pattern."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), key) is not None


def of_buttons(paths: Iterable[Path]) -> Iterator[str]:
    """Buttons that lead to another state's action: it is there."""
    for name, offered in source.buttons(paths):
        state = registry.find(name)
        if state is not None and offered.name not in state.actions:
            yield f"{offered.place}: offers {offered.name} of {name}, which has no action of that name."


def of_commands() -> Iterator[str]:
    """Commands that are an action of the menu: it is there."""
    idle = registry.find("idle")
    for command, name in COMMAND_ACTIONS.items():
        if idle is not None and name not in idle.actions:
            yield f"The command {command} leads to {name}, which is not an action of the menu."


def of_names(paths: Iterable[Path]) -> Iterator[str]:
    """Strings that stand for a state, anywhere in the app, and are none."""
    names = {state.name for state in registry.all_states()}
    actions = {name for state in registry.all_states() for name in state.actions}
    prefixes = {name.partition("_")[0] for name in names - set(ENTRANCES) if "_" in name}
    for found in source.states(paths, prefixes):
        if found.name and found.name not in (names if found.is_meant else names | actions):
            yield f"{found.place}: names {found.name!r}, which is not a state."
