"""The words that students use, in plain English and Nigerian Pidgin: small letters, without outer punctuation."""

from conversations.engine.vocabulary.commands import COMMANDS, INTENTS, PLAIN_COMMANDS
from conversations.engine.vocabulary.small_words import (
    FILLERS,
    GREETINGS,
    NO_SLIPS,
    NUMBER,
    NUMBER_WORDS,
    POLITE_AFTER,
    POLITE_BEFORE,
    RIGHT_WORDS,
    SHORT_FORMS,
    SIGNS,
    THANKS,
)
from conversations.engine.vocabulary.synonyms import SYNONYMS

__all__ = [
    "COMMANDS",
    "FILLERS",
    "GREETINGS",
    "INTENTS",
    "NO_SLIPS",
    "NUMBER",
    "NUMBER_WORDS",
    "PLAIN_COMMANDS",
    "POLITE_AFTER",
    "POLITE_BEFORE",
    "RIGHT_WORDS",
    "SHORT_FORMS",
    "SIGNS",
    "SYNONYMS",
    "THANKS",
]
