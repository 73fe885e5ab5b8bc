"""A limit that people read about is the one that is kept: no sentence writes such a number by hand."""

import re
from importlib import import_module

import pytest

from config.environment import BASE_DIR
from conversations.wording import PACKS, line
from homework.photos import BYTES_LIMIT

BY_HAND = re.compile(r"\b\d+ MB\b|\b4,?0(?:00|96)\b|\b\d+ (?:characters|letters)\b")


@pytest.mark.parametrize("language", PACKS)
def test_no_line_writes_a_limit_by_hand(language: str) -> None:
    assert {key for key, text in PACKS[language].items() if BY_HAND.search(text)} <= {"reg_name.refused"}


def test_no_first_answer_of_the_faq_does(db: None) -> None:
    entries = import_module("support.migrations.0002_first_faq_entries").ENTRIES
    assert [title for _, title, *texts in entries if BY_HAND.search(" ".join(texts))] == []


def test_no_page_does() -> None:
    pages = BASE_DIR.glob("templates/**/*.html")
    assert [page.name for page in pages if BY_HAND.search(page.read_text())] == []


def test_a_line_says_the_limit_that_is_kept(db: None) -> None:
    assert f"at most {BYTES_LIMIT // 1024**2} MB" in line("hw_problem.too_big", n=1)
