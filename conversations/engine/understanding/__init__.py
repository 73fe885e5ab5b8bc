"""What people mean by what they type. Begin with `reading`; the other files answer one question each."""

from conversations.engine.understanding.choices import accepts, yes
from conversations.engine.understanding.commands import command
from conversations.engine.understanding.folding import folded
from conversations.engine.understanding.reading import read
from conversations.engine.understanding.said import Act, Command, Free, Reading, Said, tapped
from conversations.engine.understanding.small_talk import is_greeting, is_small_talk, is_thanks
from conversations.engine.understanding.spelling import corrected

__all__ = [
    "Act",
    "Command",
    "Free",
    "Reading",
    "Said",
    "accepts",
    "command",
    "corrected",
    "folded",
    "is_greeting",
    "is_small_talk",
    "is_thanks",
    "read",
    "tapped",
    "yes",
]
