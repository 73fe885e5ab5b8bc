"""What the bot says. States name a line; the words are in the language packs beside this file, and staff may change each.

A new language is a package like `english` and its entry in `PACKS`; the product does not start while it lacks a line.
"""

from typing import Any

from conversations.wording import english, overrides
from conversations.wording.limits import IN_WORDS

DEFAULT_LANGUAGE = "en"
PACKS: dict[str, dict[str, str]] = {DEFAULT_LANGUAGE: english.LINES}


def line(key: str, /, language: str = DEFAULT_LANGUAGE, **variables: Any) -> str:
    """Returns a line filled in; the limits it may speak of are filled in by themselves.

    Raises:
        KeyError: for a missing key or variable, which is a mistake of ours.
    """
    return template(key, language).format(**IN_WORDS | variables)


def template(key: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Returns a line with its `{variables}`: as staff worded it, else as its pack has it, else in English."""
    changed = overrides.current()
    for spoken in (language, DEFAULT_LANGUAGE):
        text = changed.get((spoken, key)) or PACKS.get(spoken, {}).get(key)
        if text:
            return text
    return PACKS[DEFAULT_LANGUAGE][key]
