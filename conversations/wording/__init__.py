"""What the bot says. States name a line; the words are in the language packs beside this file."""

from typing import Any

from conversations.wording import english

PACKS = {"en": english.LINES}


def line(key: str, /, **variables: Any) -> str:
    """Returns a line filled in. A missing key or variable is a mistake of ours and raises KeyError."""
    return PACKS["en"][key].format(**variables)
