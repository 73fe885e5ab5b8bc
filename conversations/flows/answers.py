"""What each flow is told on its way, on one page. `conversations.engine.answers` says how it is kept."""

from dataclasses import dataclass, field
from datetime import datetime

from conversations.engine.answers import Answers
from students.models import AgeBand, Level
from support.models import Topic


@dataclass
class RegistrationAnswers(Answers):
    """A person before Save, or the one thing that a registered student changes."""

    name: str = ""
    email: str | None = None
    """Empty: they have none, or keep it to themselves. None: not asked yet."""
    class_text: str = ""
    level: Level | None = None
    age_band: AgeBand | None = None
    asks_age: bool = False
    """The class does not tell the age, so that is the present question."""
    details: dict[str, str] = field(default_factory=dict)
    """Answers to questions without a field of their own, by the question's topic; empty where it was skipped."""
    changing: bool = False
    """One answer is being corrected, and leads back to the confirmation."""


@dataclass
class HomeworkAnswers(Answers):
    """Besides the homework itself, which is a row from the first answer on."""

    changing_subject: bool = False
    names_other_subject: bool = False
    """The subject is none of the list's and may be typed as it is called."""
    short_is_all: bool = False
    """They were asked whether so few words are all of it."""
    same_is_meant: bool = False
    """They were asked whether the same homework shall be sent again."""
    waiting_for_photos: bool = False
    adding: bool = False
    """Photos are being added to a homework that was sent."""
    question_answered: bool = False
    """The tutor's question has got an answer."""
    upload_key: str = ""
    """Of the link to the page for photos that is good now."""
    uploaded: bool = False
    """Photos have come by that page and are still to be told."""


@dataclass
class PaymentAnswers(Answers):
    """While money is awaited."""

    notes: list[int] = field(default_factory=list)
    """Ids of voice notes, which a person may hear."""


@dataclass
class SupportAnswers(Answers):
    """Before and in a chat with a person."""

    topic: Topic | None = None
    told_at: datetime | None = None
    """When they were last told that a person will answer."""
    told_problems: list[int] = field(default_factory=list)
    """Ids of the ticket's messages whose files could not be had, as they have been told."""
    asked_at: datetime | None = None
    """When we asked something in the middle of the chat, so that the next words may answer that."""
    ticket_id: int | None = None
    """The ticket that has ended and may be rated."""
    rated: bool = False


@dataclass
class FaqAnswers(Answers):
    """The entry that is being read."""

    entry_id: int | None = None
    entry_version: int | None = None
