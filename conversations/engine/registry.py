"""All states by name, and the checks of their declarations when the product starts."""

import inspect
import re
from collections.abc import Iterable

from conversations.engine.state import ANYWHERE, State

ENTRANCES = ("new", "idle", "opted_out", ANYWHERE)
"""States that the engine itself enters."""
_states: dict[str, State] = {}

_GOES = re.compile(r"\b(?:go|as_if_in)\(\s*[\"'](\w+)[\"']")
_CHOICES = re.compile(r"\bChoice\(\s*[\"'](\w+)[\"'](?![^()]*\bof=)")


class BadFlow(Exception):
    """A declaration that cannot be right; raised at start, never while a student waits."""


def register(*states: type[State]) -> None:
    for state in states:
        if state.name in _states and type(_states[state.name]) is not state:
            raise BadFlow(f"Two states are named {state.name}.")
        _states[state.name] = state()


def find(name: str) -> State | None:
    """Returns the state of that name; None for a name that an older version of the product stored."""
    return _states.get(name)


def get(name: str) -> State:
    return _states[name]


def all_states() -> list[State]:
    return list(_states.values())


def check() -> None:
    """Checks all states.

    Raises:
        BadFlow: naming every exit that does not exist, every exit used without being declared or declared without being
            used, every state that nothing leads to, and every choice without its action.
    """
    problems = [problem for state in _states.values() for problem in _problems(state)]
    reached = set(ENTRANCES) | {name for state in _states.values() for name in state.exits}
    problems += [f"{name}: no state leads to it." for name in _states if name not in reached]
    if problems:
        raise BadFlow("\n".join(problems))


def _problems(state: State) -> Iterable[str]:
    for name in (*state.exits, *([state.previous] if state.previous else [])):
        if name not in _states:
            yield f"{state.name}: leads to {name}, which is no state."
    source = inspect.getsource(type(state))
    used = set(_GOES.findall(source))
    for name in sorted(used - set(state.exits) - {"idle"}):  # every state may end in the menu
        yield f"{state.name}: leads to {name} without declaring it in exits."
    for name in sorted(set(state.exits) - used - {"idle"}):
        yield f"{state.name}: declares the exit {name} but never leads there."
    for name in sorted(set(_CHOICES.findall(source)) - set(state.actions)):
        yield f"{state.name}: offers {name}, but has no action of that name."
