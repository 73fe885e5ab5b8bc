"""What a typed message means where it was typed. Only whole messages are commands: never a word inside a sentence."""

from dataclasses import replace
from functools import cache

from conversations.engine.state import Action, Kind
from conversations.engine.understanding import choices, requests
from conversations.engine.understanding.commands import ALLOWED, command, phrases
from conversations.engine.understanding.folding import plain
from conversations.engine.understanding.said import Act, Command, Free, Reading, Said
from conversations.engine.understanding.small_talk import is_greeting, is_thanks
from conversations.engine.understanding.spelling import corrected


def read(said: Said) -> Reading:
    """What it means: a label on the screen first, then a thumbs-up, then as it is written, then with its slips put right."""
    reading = choices.by_label(said) or choices.by_thumb(said) or _as_written(said) or _put_right(said)
    if reading is None or (isinstance(reading, Act) and reading.action.strict and _asks(said)):
        return Free()
    return reading


def _asks(said: Said) -> bool:
    """`send?` is a question about sending: it sends nothing."""
    return said.words.text.rstrip().endswith("?")


def _as_written(said: Said) -> Command | Act | None:
    return (
        _command(said)
        or choices.by_number(said)
        or choices.by_likeness(said)
        or choices.by_word(said)
        or _asks_for_a_person(said)
    )


def _command(said: Said) -> Command | Act | None:
    name = None if is_greeting(said.text) else command(said.text, said.kind)
    if name is None or (name in said.state.bare_commands and said.words.plain != name):
        return None
    return choices.more_exact(said, name) or Command(name)


def _asks_for_a_person(said: Said) -> Command | None:
    """At a question, a person is asked for or something went wrong, in words of its own."""
    listens = said.kind is Kind.CHOICE and said.state.reads_requests
    return Command("support") if listens and requests.command(said.text) == "support" else None


def _put_right(said: Said) -> Command | Act | None:
    """The same with each slip of the finger put right, where that changes anything."""
    if not said.state.forgives_slips or is_greeting(said.text) or is_thanks(said.text):
        return None
    right = corrected(said.text, _lexicon(said))
    return None if right == said.words.request else _as_written(replace(said, typed=right))


def _lexicon(said: Said) -> frozenset[str]:
    """Every word of a phrase that could be meant here."""
    actions = [*said.state.actions.values(), *(offer.act.action for offer in said.live)]
    titles = [offer.title.plain.split() for offer in said.live]
    return _words_of_commands(said.kind).union(*titles, *map(_words_of_action, actions))


@cache
def _words_of_commands(kind: Kind) -> frozenset[str]:
    return frozenset(word for name in ALLOWED[kind] for phrase in phrases(name, kind) for word in plain(phrase).split())


@cache
def _words_of_action(action: Action) -> frozenset[str]:
    return frozenset(word for phrase in choices.known(action) for word in plain(phrase).split())
