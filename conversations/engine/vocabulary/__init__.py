"""The words that students use, in plain English and Nigerian Pidgin: small letters, without outer punctuation."""

from conversations.engine.vocabulary.choice_topics import CHOICES
from conversations.engine.vocabulary.commands import COMMANDS, PLAIN_COMMANDS
from conversations.engine.vocabulary.common_words import COMMON, PERSONAL, SUBJECTS
from conversations.engine.vocabulary.shapes import INTENTS, SHAPES
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
from conversations.engine.vocabulary.topics import CONDITION, IMPERSONAL, TOPICS, Topic

__all__ = [
    "CHOICES",
    "COMMANDS",
    "COMMON",
    "CONDITION",
    "FILLERS",
    "GREETINGS",
    "IMPERSONAL",
    "INTENTS",
    "NO_SLIPS",
    "NUMBER",
    "NUMBER_WORDS",
    "PERSONAL",
    "PLAIN_COMMANDS",
    "POLITE_AFTER",
    "POLITE_BEFORE",
    "RIGHT_WORDS",
    "SHAPES",
    "SHORT_FORMS",
    "SIGNS",
    "SUBJECTS",
    "SYNONYMS",
    "THANKS",
    "TOPICS",
    "Topic",
]
