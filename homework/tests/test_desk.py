"""What the desk finds and tells of homework."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from core.clock import now
from core.pieces import Person
from core.testing import found, told
from homework.models import Homework
from students.models import Student


@pytest.fixture
def homework(db: None) -> Homework:
    student = Student.objects.create(full_name="Ada Obi", class_text="SS2")
    Homework.objects.create(student=student, other_subject="Latin")
    at = now()
    return Homework.objects.create(
        student=student,
        other_subject="Greek",
        status=Homework.Status.SOLVED,
        submitted_at=at - timedelta(hours=5),
        released_at=at - timedelta(hours=4),
        solved_at=at,
    )


@pytest.fixture
def agent(db: None) -> User:
    user = User.objects.create_user("sade", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_homework"))
    return user


@pytest.mark.parametrize("words", ["{}", "#{}", "No. {}", "no {}", " No.{} "])
def test_a_homework_is_found_by_its_number(homework: Homework, agent: User, words: str) -> None:
    (door,) = found("homework.by_number", words.format(homework.code), agent)
    assert (door.title, door.text) == (str(homework), "Greek, Ada Obi, solved")
    assert door.url == f"/admin/homework/homework/{homework.pk}/change/"


@pytest.mark.parametrize("words", ["No.", "No. 1000", "Greek", "S1001", "9" * 40, "1001.5"])
def test_what_is_no_number_finds_nothing(homework: Homework, agent: User, words: str) -> None:
    assert found("homework.by_number", words, agent) == []


def test_only_what_was_sent_in_or_answered_is_told(homework: Homework, agent: User, django_assert_num_queries: Any) -> None:
    person = Person(students=frozenset({homework.student_id}), leads=frozenset())
    agent.has_perm("homework.view_homework")
    with django_assert_num_queries(2):
        sent, solved = told("homework.sent", person, agent), told("homework.solved", person, agent)
    assert [(entry.at, entry.door.text) for entry in sent] == [(homework.submitted_at, "Greek, sent in")]
    assert [(entry.at, entry.door.text) for entry in solved] == [(homework.solved_at, "Greek, answered")]


def test_anothers_homework_is_not_told(homework: Homework, agent: User) -> None:
    other = Person(students=frozenset({homework.student_id + 1}), leads=frozenset())
    assert told("homework.sent", other, agent) == []


def test_a_stranger_finds_and_is_told_nothing(homework: Homework) -> None:
    stranger = User.objects.create_user("stranger", is_staff=True)
    assert found("homework.by_number", homework.code, stranger) == []
    assert told("homework.sent", Person(frozenset({homework.student_id}), frozenset()), stranger) == []
