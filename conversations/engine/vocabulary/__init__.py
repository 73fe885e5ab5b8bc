"""The words that students use, in plain English and Nigerian Pidgin: small letters, without outer punctuation."""

from conversations.engine.vocabulary.choice_topics import CHOICES
from conversations.engine.vocabulary.commands import COMMANDS, PLAIN_COMMANDS
from conversations.engine.vocabulary.common_words import COMMON, OTHERS, PERSONAL, SUBJECTS
from conversations.engine.vocabulary.shapes import INTENTS, SHAPES
from conversations.engine.vocabulary.small_words import (
    AROUND_GREETINGS,
    FILLERS,
    GREETING_WORDS,
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
from conversations.engine.vocabulary.topics import EXERCISE, GRATITUDE, IMPERSONAL, TOPICS, Topic

__all__ = [
    "AROUND_GREETINGS",
    "CHOICES",
    "COMMANDS",
    "COMMON",
    "EXERCISE",
    "FILLERS",
    "GRATITUDE",
    "GREETINGS",
    "GREETING_WORDS",
    "IMPERSONAL",
    "INTENTS",
    "NO_SLIPS",
    "NUMBER",
    "NUMBER_WORDS",
    "OTHERS",
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
