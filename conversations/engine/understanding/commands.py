"""Whole messages that mean the same wherever they count."""

from functools import cache

from conversations.engine import vocabulary
from conversations.engine.state import Kind
from conversations.engine.understanding import requests
from conversations.engine.understanding.folding import Folded, folded, spellings

_HOW_IT_WORKS = spellings(vocabulary.COMMANDS["how_it_works"].phrases)
_MOVES = ("menu", "back", "cancel", "help", "stop")
_AT_A_CHOICE = (*_MOVES, "start", "support", "status")
ALLOWED: dict[Kind, tuple[str, ...]] = {
    Kind.IDLE: tuple(dict.fromkeys((*_AT_A_CHOICE, *vocabulary.COMMANDS))),
    Kind.CHOICE: _AT_A_CHOICE,
    Kind.SHORT_ANSWER: _MOVES,
    Kind.FREE_TEXT: ("menu", "cancel", "stop"),
}
"""Which commands count in which kind of state; in free text nearly everything a student types is homework."""


def command(text: str, kind: Kind) -> str | None:
    """The command that the whole message is, if it counts in this kind of state."""
    words = folded(text)
    if kind is Kind.FREE_TEXT:
        return _named(words.exact, kind)
    if words.text.strip() and not words.text.strip("? "):
        return "help"
    return _named(words.forms, kind) or _at_a_choice(words, kind) or _at_rest(text, kind)


def phrases(name: str, kind: Kind) -> tuple[str, ...]:
    """The phrases of a command that count in this kind of state."""
    meaning = vocabulary.COMMANDS[name]
    return meaning.among_homework if kind is Kind.FREE_TEXT else meaning.phrases


def _named(forms: tuple[str, ...], kind: Kind) -> str | None:
    """The meaning of the fullest form that has one: `my homework` is no `homework`."""
    known = _names(kind)
    return next((known[form] for form in forms if form in known), None)


@cache
def _names(kind: Kind) -> dict[str, str]:
    return {spelling: name for name in ALLOWED[kind] for spelling in spellings(phrases(name, kind))}


def _at_a_choice(words: Folded, kind: Kind) -> str | None:
    """Giving up is understood in more ways where a question was asked, and the question how it works is one for help there."""
    if kind is not Kind.CHOICE:
        return None
    if vocabulary.CHOICES["cancel"].has_shape(words.forms):
        return "cancel"
    return None if _HOW_IT_WORKS.isdisjoint(words.forms) else "help"


def _at_rest(text: str, kind: Kind) -> str | None:
    """At the menu, what is asked for in words that no list of phrases holds."""
    if kind is not Kind.IDLE:
        return None
    meanings = vocabulary.COMMANDS.values()
    shaped = (meaning.name for form in folded(text).forms for meaning in meanings if meaning.has_shape([form]))
    return next(shaped, None) or requests.command(text)
