"""Slips of the finger."""

import re
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import OSA

from conversations.engine.understanding.folding import folded
from conversations.engine.vocabulary.common_words import COMMON
from conversations.engine.vocabulary.small_words import NO_SLIPS, RIGHT_WORDS

LENGTH_MINIMUM = 4
"""Shorter words must be right."""


def corrected(text: str, known: AbstractSet[str]) -> str:
    """The text in plain spelling, each slip put right where exactly one of the known words is that near."""
    lexicon = known | RIGHT_WORDS
    return " ".join(_nearest(word, lexicon) for word in folded(text).request.split())


def is_near(words: str, name: str) -> bool:
    """Whether two words differ by one slip of the finger; short words and digits must be right."""
    if min(len(words), len(name)) < LENGTH_MINIMUM or OSA.distance(words, name, score_cutoff=1) > 1:
        return False
    return re.findall(r"\d", words) == re.findall(r"\d", name)


def _nearest(word: str, lexicon: AbstractSet[str]) -> str:
    right = word in lexicon or word in COMMON or word in NO_SLIPS
    if right or len(word) < LENGTH_MINIMUM:
        return word
    near = [name for name in lexicon if is_near(word, name)]
    if not near and len(word) > LENGTH_MINIMUM:  # `James` is not a misspelt `names`
        near = [name for name in COMMON if name[0] == word[0] and is_near(word, name)]
    return near[0] if len(near) == 1 else word
