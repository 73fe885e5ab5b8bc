"""What a conversation has been told survives the way through JSON, old rows included, and no flow loses another's answers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.engine.answers import Answers, Carried, Draft, Memory
from conversations.flows.answers import HomeworkAnswers, RegistrationAnswers, SupportAnswers
from students.models import AgeBand, Level
from support.models import Topic

MOMENT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("answers", "stored"),
    [
        (RegistrationAnswers(), {}),
        (RegistrationAnswers(email=""), {"email": ""}),
        (
            RegistrationAnswers(name="Ada", level=Level.SENIOR, age_band=AgeBand.TEENAGER, details={"school": "King's"}),
            {"name": "Ada", "level": "senior", "age_band": "teenager", "details": {"school": "King's"}},
        ),
        (SupportAnswers(topic=Topic.PAYMENT, told_at=MOMENT), {"topic": "payment", "told_at": "2026-11-27T09:30:00+00:00"}),
        (Carried(kept=[4, 5], homework_id=7), {"kept": [4, 5], "homework_id": 7}),
    ],
)
def test_only_what_was_answered_is_stored_and_read_back_the_same(answers: Answers, stored: dict[str, Any]) -> None:
    assert answers.to_json() == stored
    assert type(answers).from_json(stored) == answers


@pytest.mark.parametrize(
    "stored",
    [
        {"name": 5, "email": ["a"], "level": "infant", "age_band": None, "asks_age": 1, "details": {"school": 5}},
        {"name": None, "details": []},
        {"nothing we know": True},
    ],
)
def test_what_another_version_stored_counts_as_not_given(stored: dict[str, Any]) -> None:
    assert RegistrationAnswers.from_json(stored) == RegistrationAnswers()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(Answers.owners)), JSON))
def test_no_stored_row_breaks_a_turn(stored: dict[str, Any]) -> None:
    memory = Memory(stored)
    for kind in set(Answers.owners.values()):
        memory.of(kind)
    assert Memory(memory.to_json()).to_json() == memory.to_json()


def test_one_flow_leaves_the_answers_of_another_and_unknown_names_alone() -> None:
    memory = Memory({"name": "Ada", "adding": True, "of a later version": 1})
    memory.of(HomeworkAnswers).adding = False
    memory.of(Carried).kept.append(3)
    assert memory.to_json() == {"name": "Ada", "of a later version": 1, "kept": [3]}


def test_reading_changes_nothing_in_the_row() -> None:
    row: dict[str, Any] = {"kept": [1]}
    Memory(row).of(Carried).kept.append(2)
    assert row == {"kept": [1]}


def test_two_flows_cannot_store_under_one_name() -> None:
    with pytest.raises(TypeError, match="both store 'topic'"):

        @dataclass
        class Clashing(Answers):
            topic: list[int] = field(default_factory=list)


@pytest.mark.parametrize("stored", [None, {}, {"state": "hw_text"}, {"state": "hw_text", "answers": {}, "left_at": "noon"}])
def test_a_draft_that_cannot_be_read_is_none(stored: dict[str, Any] | None) -> None:
    assert Draft.from_json(stored) is None


def test_a_draft_tells_its_homework() -> None:
    draft = Draft("hw_text", {"homework_id": 7}, MOMENT)
    assert Draft.from_json(draft.to_json()) == draft
    assert draft.homework_id == 7
