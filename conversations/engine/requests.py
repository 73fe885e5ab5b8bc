"""What a short message is about, by its words. It counts only if every word is one that talk with a help desk is made of."""

import re
from collections.abc import Collection

from conversations.engine import phrases, vocabulary
from conversations.engine.vocabulary import Topic

MOST_WORDS = 18
NUMBER = "#"
"""Stands for any number or class; only some topics allow one, as exercises are full of them."""
_NUMBER = re.compile(
    r"[n₦]?\d+k?|\d+(?:am|pm|st|nd|rd|th)|(?:jss?|sss?|pry|primary|basic|grade|year|form)\d[a-c]?|(?:jss?|sss?|pry|primary|basic|grade)"
)
_TOPICS = (vocabulary.GRATITUDE, *vocabulary.TOPICS, *vocabulary.CHOICES)
KNOWN = vocabulary.COMMON.union({NUMBER}, vocabulary.SUBJECTS, *(group for topic in _TOPICS for group in topic.groups))


def command(text: str) -> str | None:
    """The command that a short request to the menu comes to."""
    words = _request(text)
    said = frozenset(words)
    if len(words) < 2 or _is_impersonal(words) or _is_about(vocabulary.GRATITUDE, said):
        return None
    return next((topic.name for topic in vocabulary.TOPICS if _is_about(topic, said)), None)


def choice(text: str, names: Collection[str], *, asked: bool) -> str | None:
    """The one of these actions that a short message comes to.

    Args:
        asked: whether a question was asked; else it may as well be an exercise.
    """
    words = _request(text)
    if len(words) < 2 or (not asked and _is_impersonal(words)):
        return None
    said = frozenset(words)
    return next((topic.name for topic in vocabulary.CHOICES if topic.name in names and _is_about(topic, said)), None)


def gives_thanks(text: str) -> bool:
    """Whether a short message thanks and asks for nothing: `thank you I got the answer`."""
    return _is_about(vocabulary.GRATITUDE, frozenset(_request(text)))


def _request(text: str) -> list[str]:
    """The words of the message in their plain spelling; none, if one of them is unknown or they are too many."""
    words = [NUMBER if _NUMBER.fullmatch(word) else word for word in phrases.plain(text, phrases.REQUEST_LENGTH_CAP).split()]
    return words if len(words) <= MOST_WORDS and KNOWN.issuperset(words) else []


def _is_impersonal(words: list[str]) -> bool:
    """Whether it is nobody's own matter: it begins like an exercise, or tells of others."""
    said = " ".join(words)
    if re.match(vocabulary.EXERCISE, said):
        return True
    of_others = re.match(vocabulary.IMPERSONAL, said) is not None or not vocabulary.OTHERS.isdisjoint(words)
    return of_others and vocabulary.PERSONAL.isdisjoint(words)


def _is_about(topic: Topic, said: frozenset[str]) -> bool:
    if NUMBER in said and not topic.numbers:
        return False
    return topic.without.isdisjoint(said) and not any(group.isdisjoint(said) for group in topic.groups)
