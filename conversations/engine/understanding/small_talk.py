"""Greetings, thanks and the like: whole messages that ask for nothing."""

import re

from conversations.engine.understanding import requests
from conversations.engine.understanding.folding import folded, spellings
from conversations.engine.vocabulary import CHOICES
from conversations.engine.vocabulary.small_talk import AROUND_GREETINGS, GREETING, GREETING_WORDS, THANKS

_GREETINGS = spellings(GREETING.phrases)
_THANKS = spellings(THANKS.phrases)
_ASSENT = spellings((*CHOICES["yes"].phrases, *CHOICES["content"].phrases))
_WHOM = r"(?:you|una|all|everyone|everybody|tutor|admin|teacher|team|uncle|aunty|guys)"
_ADDRESSED = re.compile(rf"^{_WHOM} (?=\S)|(?<=\S) (?:(?:to|for) )?{_WHOM}$")


def is_greeting(text: str) -> bool:
    """Whether the whole message only greets: `Hiii`, `Good morning sir`, `hello, how far`."""
    parts = [part for part in re.split(r"[,.!?\n]+", folded(text).text) if folded(part).cleaned]
    return bool(parts) and all(map(_greets, parts))


def is_thanks(text: str) -> bool:
    """Whether the whole message only thanks or takes leave: `ok thanks`, `God bless you sir`."""
    return not _THANKS.isdisjoint(folded(text).forms) or requests.is_about(THANKS, text)


def is_small_talk(text: str) -> bool:
    """Thanks, an okay or only signs: nothing to understand, and nothing to be sorry about."""
    return is_thanks(text) or not _ASSENT.isdisjoint(folded(text).exact) or not any(map(str.isalnum, text))


def _greets(part: str) -> bool:
    """One greeting, or several in a row: `hello hello`, `hi good morning`."""
    words = _ADDRESSED.sub("", folded(part).plain)
    if not _GREETINGS.isdisjoint((words, *folded(part).exact)) or _only_greets(words.split()):
        return True
    ends = [at for at, letter in enumerate(words) if letter == " " and words[:at] in _GREETINGS]
    return any(_greets(words[end:]) for end in ends)


def _only_greets(words: list[str]) -> bool:
    """`good morning how was your night`"""
    return not GREETING_WORDS.isdisjoint(words) and (GREETING_WORDS | AROUND_GREETINGS).issuperset(words)
