"""What the code names by strings: states, lines of the wording, actions. Read once, when the product starts, to be checked."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conversations.engine.declarations import ANYWHERE

SAYS = {"say", "line"}
TAKES_STATE = {"go": 0, "as_if_in": 0, "enter": 1, "move": 1, "_enter": 1, "button": 1, "registry.get": 0, "registry.find": 0}
"""Functions that take a state by its name, and the place of that name among their arguments."""
NAMES_STATE = {"to", "state", "state__in"}
"""Arguments and attributes that hold a state's name."""
OFFERS = {"Choice": 1, "Option": 1}
"""What makes a button, and the place of its label among the arguments."""


@dataclass(frozen=True)
class Named:
    """A string in the code, and where it stands. A line's key may hold `*` for a part that is only known later."""

    name: str
    place: str
    is_label: bool = False
    """Of a line: whether it is what a button says."""
    is_meant: bool = True
    """Of a state: whether one is asked for at that place; else it only looks like one (`hw_text`)."""


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(), filename=str(path))))


@cache
def _classes_of(path: Path) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in nodes_of(path) if isinstance(node, ast.ClassDef)}


def class_of(kind: type) -> ast.ClassDef | None:
    """Returns the source of a class; None where there is none to read."""
    return _classes_of(Path(sys.modules[kind.__module__].__file__ or "")).get(kind.__name__)


def forget() -> None:
    """Frees the memory of what was read."""
    nodes_of.cache_clear()
    _classes_of.cache_clear()


def calls(tree: ast.AST) -> Iterator[tuple[str, str, set[str]]]:
    """Yields (function, first argument, names of keywords) of the calls of plain functions that name something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            for name in _texts(node.args[0]):
                yield node.func.id, name, {keyword.arg or "" for keyword in node.keywords}


def said(paths: Iterable[Path]) -> Iterator[Named]:
    """Yields every line that the code says."""
    for path in paths:
        labels = {id(part) for node in nodes_of(path) for label in _labels(node) for part in ast.walk(label)}
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and _name(node.func) in SAYS and node.args:
                for key in _patterns(node.args[0]):
                    yield Named(key, _place(path, node), id(node) in labels)


def states(paths: Iterable[Path], prefixes: set[str]) -> Iterator[Named]:
    """Yields every string that stands for a state, or looks as if it did."""
    looks = re.compile(rf"(?:{'|'.join(sorted(prefixes))})_[a-z_]*[a-z]")
    for path in paths:
        for node in nodes_of(path):
            for text in _in_state_position(node):
                yield Named(text, _place(path, node))
            for text in _constant(node):
                if looks.fullmatch(text):
                    yield Named(text, _place(path, node), is_meant=False)


def buttons(paths: Iterable[Path]) -> Iterator[tuple[str, Named]]:
    """Yields (state, action) of every button that the code offers for a state it names."""
    for path in paths:
        for node in nodes_of(path):
            if not isinstance(node, ast.Call):
                continue
            of = [keyword.value for keyword in node.keywords if keyword.arg == "of"] if _name(node.func) == "Choice" else []
            state = of or (node.args[1:2] if _name(node.func) == "button" else [])
            for action in _texts(node.args[0]) if state and node.args else ():
                for name in _states_named(state[0]):
                    yield name, Named(action, _place(path, node))


def _states_named(node: ast.expr) -> Iterator[str]:
    yield from [ANYWHERE] if _name(node) == "ANYWHERE" else _texts(node)


def _in_state_position(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = _name(node.func)
        place = TAKES_STATE.get(name, TAKES_STATE.get(ast.unparse(node.func)) if name in {"get", "find"} else None)
        if place is not None:
            for argument in node.args[place : place + 1]:
                yield from _texts(argument)
        for keyword in node.keywords:
            if keyword.arg in NAMES_STATE or (keyword.arg == "of" and name in OFFERS):
                yield from _texts(keyword.value)
    elif isinstance(node, ast.Compare) and any(_name(side) in NAMES_STATE for side in (node.left, *node.comparators)):
        for side in (node.left, *node.comparators):
            yield from _texts(side)


def _labels(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and (place := OFFERS.get(_name(node.func))) is not None:
        yield from node.args[place : place + 1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "label")


def _patterns(node: ast.expr) -> Iterator[str]:
    """The keys that an argument of `say` may be."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_patterns(node.body), *_patterns(node.orelse))
    else:
        yield from _constant(node)


def _texts(node: ast.expr) -> Iterator[str]:
    """The strings that an expression may be or hold."""
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Set | ast.List | ast.Tuple):
        for item in node.elts:
            yield from _texts(item)
    else:
        yield from _constant(node)


def _constant(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.parent.name}/{path.name}:{getattr(node, 'lineno', 0)}"
