"""Each phrase means one thing, and is written once."""

from collections import Counter, defaultdict

import pytest

from conversations.engine import registry, understanding, vocabulary
from conversations.engine.state import Kind
from conversations.engine.understanding.folding import plain, spellings
from conversations.engine.vocabulary.meaning import Meaning
from conversations.engine.vocabulary.small_talk import GREETING, THANKS

MEANINGS = [*vocabulary.COMMANDS.values(), *vocabulary.CHOICES.values(), GREETING, THANKS]


def test_no_phrase_stands_in_two_commands_or_in_a_command_and_small_talk() -> None:
    names = defaultdict(set)
    for meaning in (*vocabulary.COMMANDS.values(), GREETING, THANKS):
        for spelling in spellings(meaning.phrases):
            names[spelling].add(meaning.name if meaning.name in vocabulary.COMMANDS else "small talk")
    assert {spelling: several for spelling, several in names.items() if len(several) > 1} == {}


@pytest.mark.parametrize("name", vocabulary.COMMANDS)
def test_every_phrase_of_a_command_is_read_as_that_command_at_the_menu(name: str) -> None:
    phrases = vocabulary.COMMANDS[name].phrases
    assert [phrase for phrase in phrases if understanding.command(phrase, Kind.IDLE) != name] == []


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.name)
def test_no_meaning_holds_a_phrase_twice(meaning: Meaning) -> None:
    """Nor two that read the same: `i wan register` is known by `i want to register`."""
    times = Counter(map(plain, meaning.phrases))
    assert [phrase for phrase in meaning.phrases if times[plain(phrase)] > 1] == []


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.name)
def test_phrases_are_written_in_small_letters_without_outer_signs(meaning: Meaning) -> None:
    assert [phrase for phrase in meaning.phrases if understanding.folded(phrase).cleaned != phrase] == []


def test_every_meaning_of_a_choice_belongs_to_an_action() -> None:
    actions = [action for state in registry.all_states() for action in state.actions.values()]
    named = {name for action in actions for name in (action.name, *action.words)}
    assert [name for name in vocabulary.CHOICES if name not in named | {"content"}] == []
