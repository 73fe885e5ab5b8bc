"""All states by name. `conversations.engine.checks` judges their declarations when the product starts."""

from conversations.engine.state import State

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


def button_lines() -> set[str]:
    """The lines of the wording that the buttons of all states say."""
    actions = ((state.name, action) for state in _states.values() for action in state.actions.values())
    return {key for name, action in actions if (key := action.line_of(name))}
