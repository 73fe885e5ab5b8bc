"""All states by name, and the checks of their declarations when the product starts."""

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator

from conversations.engine.state import ANYWHERE, State

ENTRANCES = ("new", "idle", "opted_out", ANYWHERE)
"""States that the engine itself enters."""
_states: dict[str, State] = {}


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
    reached = set(ENTRANCES) | {name for state in _states.values() for name in (*state.exits, *state.ordered)}
    # A state with an action that is offered at any time, such as the answer to a tutor's question, is entered by its button.
    reached |= {state.name for state in _states.values() if any(action.always for action in state.actions.values())}
    problems += [f"{name}: no state leads to it." for name in _states if name not in reached]
    if problems:
        raise BadFlow("\n".join(problems))


def _problems(state: State) -> Iterable[str]:
    for name in (*state.exits, *state.ordered, *([state.previous] if state.previous else [])):
        if name not in _states:
            yield f"{state.name}: leads to {name}, which is no state."
    calls = [call for base in type(state).__mro__ if base is not State and issubclass(base, State) for call in _calls(base)]
    used = {name for function, name, _ in calls if function in {"go", "as_if_in"}}
    for name in sorted(used - set(state.exits) - {"idle"}):  # every state may end in the menu
        yield f"{state.name}: leads to {name} without declaring it in exits."
    for name in sorted(set(state.exits) - used - {"idle"}):
        yield f"{state.name}: declares the exit {name} but never leads there."
    offered = {name for function, name, keywords in calls if function == "Choice" and "of" not in keywords}
    for name in sorted(offered - set(state.actions)):
        yield f"{state.name}: offers {name}, but has no action of that name."


def _calls(state: type[State]) -> Iterator[tuple[str, str, set[str]]]:
    """Yields (function, first argument, names of keywords) of the calls in a state's source that name something."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(state)))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield node.func.id, first.value, {keyword.arg or "" for keyword in node.keywords}
