"""What makes a text mean one thing, in one declaration: its phrases, its shapes, and the words it is known by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FIRST, EARLY, SOON, USUAL, LATE = range(5)
"""Ranks of topics: all those of a lower rank are tried before any of a higher one."""
SMALL = (
    "i|you|we|me|us|my|our|here|there|the|a|an|it|am|this|that|na|dey|go|will|would|want|need|to|do|send|take|get|have|for|by|with|and"
    "|use|of|now|can|let|make|is|be|e|don|one|only|all|option|way|choose|message|questions?|as|in|instead|better|prefer"
)


@dataclass(frozen=True)
class Topic:
    """A message is about it that holds one of each of these groups of words, and none of the others."""

    groups: tuple[frozenset[str], ...]
    without: frozenset[str]
    numbers: bool
    """Whether a request that names a number or a class may be about it."""
    rank: int


@dataclass(frozen=True, eq=False)
class Meaning:
    """One thing that people say in many ways."""

    name: str
    phrases: tuple[str, ...]
    among_homework: tuple[str, ...]
    shape: re.Pattern[str] | None
    topics: tuple[Topic, ...]

    def has_shape(self, forms: Iterable[str]) -> bool:
        """Whether one of these forms of a message has one of the shapes of this meaning."""
        return self.shape is not None and any(self.shape.fullmatch(form) for form in forms)


def meaning(
    name: str,
    phrases: str = "",
    *,
    among_homework: str = "",
    also: Iterable[Meaning] = (),
    shapes: Iterable[str] = (),
    topics: Iterable[Topic] = (),
) -> Meaning:
    """Declares a meaning.

    Args:
        phrases: whole messages that mean it, in small letters, between commas.
        among_homework: phrases that mean it even where a student types homework: what no homework consists of.
        also: other meanings whose phrases mean this as well.
        shapes: regular expressions for what people say in too many ways to list. They are held against whole messages in
            plain spelling: `una` is `you`, `wan` is `want to`, `comot` is `exit`, no `please` and no apostrophes.
        topics: what a short message is about that holds no other words than those which people use to a help desk.
    """
    plain = listed(among_homework)
    borrowed = [phrase for other in also for phrase in other.phrases]
    shape = re.compile("|".join(shapes)) if shapes else None
    return Meaning(name, (*plain, *listed(phrases), *borrowed), plain, shape, tuple(topics))


def topic(*groups: str, without: str = "", numbers: bool = False, rank: int = USUAL) -> Topic:
    """Declares a topic by groups of words: one word of each group must be said, and no word of `without`.

    Args:
        numbers: whether a request to the menu may name a number or a class, as exercises do. An answer to a question with
            choices always may.
    """
    return Topic(tuple(map(words_of, groups)), words_of(without), numbers, rank)


def around(words: str, small: str = SMALL) -> str:
    """A shape: one of the words, with nothing but small words around it."""
    return f"(?:(?:{small}) )*(?:{words})(?: (?:{small}))*"


def listed(text: str) -> tuple[str, ...]:
    """The phrases between the commas and line ends of a text."""
    return tuple(phrase.strip() for phrase in re.split(r"[,\n]", text) if phrase.strip())


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())
