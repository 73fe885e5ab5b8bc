"""A second language is a pack and nothing else: whatever a student is told comes from the pack they are spoken to in."""

from typing import Any

import pytest

from conversations import wording
from conversations.models import Conversation, OutboundMessage
from conversations.tests import stage
from conversations.tests.harness import Phone

OWN_WORDS = ("Divide by two", "Which exercise", "Hello there")
"""What people wrote; no pack has it."""


@pytest.fixture
def speaker(student: Phone, monkeypatch: pytest.MonkeyPatch) -> Phone:
    """A student whose language is English with a mark before every line."""
    pack = {key: f"~{text}" for key, text in wording.PACKS["en"].items()}
    monkeypatch.setitem(wording.PACKS, "xx", pack)
    Conversation.objects.update(language="xx")
    OutboundMessage.objects.all().delete()
    return student


def foreign(content: dict[str, Any]) -> list[str]:
    """The texts and titles of a message that do not come from the pack."""
    texts = [content.get("body", ""), *(option["title"] for option in options(content))]
    return [text for text in texts if text and "~" not in text and not text.startswith("Your Mathematics answer")]


def test_news_speak_the_language_of_the_conversation(speaker: Phone) -> None:
    speaker.says("menu").taps("~Send homework").taps("Mathematics").says("Solve 2x + 3 = 7 for x, and show every step")
    speaker.taps("~Done").taps("~Pay ₦500").pays().sees("~Paid ₦500")
    speaker.says("my homework").sees("~waiting for a tutor")
    stage.asks(speaker, "Which exercise is it, 4a or 4b?")
    assert "~Your tutor has a question" in speaker.last
    speaker.taps("~Answer now").says("It is 4b, in the second chapter").taps("~Done")
    stage.answers(speaker, "Divide by two.")
    assert "~Clear?" in speaker.last
    speaker.taps("~Problem")
    speaker.taps(speaker.choices[1])
    stage.support_replies(speaker, "Hello there, we look at it.")
    said = [row.content for row in OutboundMessage.objects.all()]
    assert said
    names = set(titles_without_wording(said))
    assert [text for content in said for text in foreign(content) if text not in names and not is_own(text)] == []


def titles_without_wording(said: list[dict[str, Any]]) -> list[str]:
    """Names from tables (subjects, plans) and stars, which are the same in every language."""
    ids = (".hw_subject.pick", ".choose_plan", ".rate")
    return [option["title"] for content in said for option in options(content) if any(part in option["id"] for part in ids)]


def is_own(text: str) -> bool:
    return any(words in text for words in OWN_WORDS)


def options(content: dict[str, Any]) -> list[dict[str, str]]:
    return list(content.get("options", []))
