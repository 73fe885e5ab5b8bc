"""What a short message is about, by its words. It counts only if every word is one that talk with a help desk is made of.

So a homework sentence, which has words of its own, is never taken for a request.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from conversations.engine import vocabulary
from conversations.engine.understanding.folding import folded
from conversations.engine.vocabulary.common_words import COMMON, EXERCISE, IMPERSONAL, OTHERS, PERSONAL, SUBJECTS
from conversations.engine.vocabulary.meaning import Meaning, Topic
from conversations.engine.vocabulary.small_talk import THANKS

MOST_WORDS = 18
NUMBER = "#"
"""Stands for any number or class; only some topics allow one, as exercises are full of them."""
_NUMBER = re.compile(
    r"[n₦]?\d+k?|\d+(?:am|pm|st|nd|rd|th)|(?:jss?|sss?|pry|primary|basic|grade|year|form)\d[a-c]?|(?:jss?|sss?|pry|primary|basic|grade)"
)


def _by_rank(meanings: Iterable[Meaning]) -> list[tuple[str, Topic]]:
    topics = [(meaning.name, topic) for meaning in meanings for topic in meaning.topics]
    return sorted(topics, key=lambda named: named[1].rank)


_COMMANDS = _by_rank(vocabulary.COMMANDS.values())
_CHOICES = _by_rank(vocabulary.CHOICES.values())
_TOPICS = [*THANKS.topics, *(topic for _, topic in (*_COMMANDS, *_CHOICES))]
_KNOWN = COMMON.union({NUMBER}, SUBJECTS, *(group for topic in _TOPICS for group in topic.groups))


def command(text: str) -> str | None:
    """The command that a short request to the menu comes to."""
    words = _request(text)
    if len(words) < 2 or _is_impersonal(words) or is_about(THANKS, text):
        return None
    said = frozenset(words)
    return next((name for name, topic in _COMMANDS if _is_about(topic, said)), None)


def choice(text: str, names: Collection[str], *, asked: bool) -> str | None:
    """The one of these actions that a short message comes to.

    Args:
        asked: whether a question was asked; else it may as well be an exercise.
    """
    words = _request(text)
    if len(words) < 2 or (not asked and _is_impersonal(words)):
        return None
    said = frozenset(words) - {NUMBER}
    return next((name for name, topic in _CHOICES if name in names and _is_about(topic, said)), None)


def is_about(meaning: Meaning, text: str) -> bool:
    """Whether a short message is about that, whatever else could be meant by it."""
    said = frozenset(_request(text))
    return any(_is_about(topic, said) for topic in meaning.topics)


@lru_cache(maxsize=512)
def _request(text: str) -> tuple[str, ...]:
    """The words of the message in their plain spelling; none, if one of them is unknown or they are too many."""
    words = tuple(NUMBER if _NUMBER.fullmatch(word) else word for word in folded(text).request.split())
    return words if len(words) <= MOST_WORDS and _KNOWN.issuperset(words) else ()


def _is_impersonal(words: Collection[str]) -> bool:
    """Whether it is nobody's own matter: it begins like an exercise, or tells of others."""
    said = " ".join(words)
    if EXERCISE.match(said):
        return True
    of_others = IMPERSONAL.match(said) is not None or not OTHERS.isdisjoint(words)
    return of_others and PERSONAL.isdisjoint(words)


def _is_about(topic: Topic, said: frozenset[str]) -> bool:
    if NUMBER in said and not topic.numbers:
        return False
    return topic.without.isdisjoint(said) and not any(group.isdisjoint(said) for group in topic.groups)
