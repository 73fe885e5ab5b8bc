"""What a typed message means where it was typed. Only whole messages are commands: never a word inside a sentence."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from conversations.engine.state import Kind

COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": ("menu", "main menu", "manu", "0", "home"),
    "back": ("back", "go back"),
    "cancel": ("cancel",),
    "help": ("help", "help me"),
    "stop": ("stop", "unsubscribe", "stop messages"),
    "start": ("start", "restart"),
    "support": ("support", "talk to us", "agent", "customer care", "human"),
    "status": ("status", "my homework", "my homeworks"),
    "homework": ("homework", "send homework", "new homework", "assignment", "new assignment"),
    "register": ("register", "sign up", "registration"),
    "prices": ("price", "prices", "how much", "cost"),
}
GREETINGS = (
    "hi", "hello", "hey", "hi there", "good morning", "good afternoon", "good evening", "good day", "how far", "wetin dey",
    "abeg", "helo", "hy", "hallo", "morning", "afternoon", "evening", "greetings",
)  # fmt: skip
ALLOWED: dict[Kind, tuple[str, ...]] = {
    Kind.IDLE: tuple(COMMANDS),
    Kind.CHOICE: ("menu", "back", "cancel", "help", "stop", "start", "support", "status"),
    Kind.SHORT_ANSWER: ("menu", "back", "cancel", "help", "stop"),
    Kind.FREE_TEXT: ("menu", "cancel", "stop"),
}
"""Which commands count in which kind of state; in free text nearly everything a student types is homework."""

YES = ("yes", "y", "yeah", "yh", "yep", "ok", "okay", "oya", "sure", "na so", "no wahala", "correct")
NO = ("no", "n", "nope", "nah", "no o")

SPELLING_LENGTH_MINIMUM = 4
TYPED_LENGTH_CAP = 60


def cleaned(text: str) -> str:
    """A whole message as a command could be written: small letters, single spaces, no outer punctuation or emoji."""
    if len(text) > TYPED_LENGTH_CAP:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"^[^\w]+|[^\w]+$", "", folded))


def command(text: str, kind: Kind) -> str | None:
    """The command that the whole message is, if it counts in this kind of state."""
    words = cleaned(text)
    return next((name for name in ALLOWED[kind] if words in COMMANDS[name]), None)


def is_greeting(text: str) -> bool:
    return cleaned(text) in GREETINGS


def is_yes(text: str) -> bool:
    return cleaned(text) in YES


def chosen(text: str, options: Sequence[Mapping[str, str]], *, spelling: bool) -> str | None:
    """The id among the choices last shown that a typed message means: by number, label or near spelling."""
    words = cleaned(text)
    if not words:
        return None
    if words.isascii() and words.isdigit():
        position = int(words)
        return options[position - 1]["id"] if 1 <= position <= len(options) else None
    exact = [option["id"] for option in options if cleaned(option["title"]) == words]
    if exact or not spelling:
        return exact[0] if exact else None
    near = [option["id"] for option in options if is_near(words, cleaned(option["title"]))]
    return near[0] if len(near) == 1 else None


def is_near(words: str, name: str) -> bool:
    """Whether two words differ by one slip of the finger; short words must be right."""
    return min(len(words), len(name)) >= SPELLING_LENGTH_MINIMUM and OSA.distance(words, name, score_cutoff=1) <= 1
