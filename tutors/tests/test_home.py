"""What the tutors' desk gives the frame: doors, links, own work by number, claims and answers."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.urls import reverse

from core.clock import now
from core.pieces import Person
from core.testing import found, told
from homework.models import Homework
from tests.builders import make_user, signed_in
from tutors import services
from tutors.desk.home import doors
from tutors.models import Tutor, TutorSolution
from tutors.services import solutions
from tutors.tests.conftest import make_queued


@pytest.fixture
def claimed(homework: Homework, tutor: Tutor) -> Homework:
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    return homework


@pytest.fixture
def overseer(db: None) -> User:
    user = make_user("boss")
    user.user_permissions.add(Permission.objects.get(codename="oversee_work"))
    return user


def of(homework: Homework) -> Person:
    return Person(students=frozenset({homework.student_id}), leads=frozenset())


def test_a_tutor_sees_own_figures_and_the_next_homework(claimed: Homework, tutor: Tutor) -> None:
    make_queued()
    waiting, own, first = doors(tutor.user)
    assert (waiting.title, own.title, first.title) == (1, 1, "Mathematics")
    assert first.text.startswith(f"next: {claimed}, ")
    assert first.url == reverse("admin:tutors_work", args=[claimed.pk])


def test_an_overseer_sees_the_ways_to_everybodys_work(overseer: User) -> None:
    assert [door.title for door in doors(overseer)] == ["Queue", "With tutors"]


def test_own_work_is_found_by_its_number(claimed: Homework, tutor: Tutor, other_tutor: Tutor, overseer: User) -> None:
    (door,) = found("tutors.own", f"No. {claimed.code}", tutor.user)
    assert (door.text, door.url) == ("Mathematics, assigned", reverse("admin:tutors_work", args=[claimed.pk]))
    assert found("tutors.own", claimed.code, other_tutor.user) == found("tutors.own", claimed.code, overseer) == []
    assert found("tutors.own", claimed.code, AnonymousUser()) == []


def test_claims_and_answers_are_told(claimed: Homework, tutor: Tutor, overseer: User) -> None:
    overseer.user_permissions.add(*Permission.objects.filter(codename__in=["view_tutorassignment", "view_tutorsolution"]))
    overseer = User.objects.get(pk=overseer.pk)
    assert [entry.door.text for entry in told("tutors.claimed", of(claimed), overseer)] == ["taken by Tunde"]
    assert told("tutors.answered", of(claimed), overseer) == []
    draft = TutorSolution.objects.get()
    solutions.save_draft(solution=draft, actor=tutor.user, text="x = 2", video_link="", captions={})
    services.send(solution=draft, actor=tutor.user, at=now())
    assert [entry.door.text for entry in told("tutors.answered", of(claimed), overseer)] == ["sent by Tunde"]
    assert told("tutors.claimed", of(claimed), tutor.user) == []


def tabs(user: User, name: str) -> dict[str, str]:
    page = signed_in(user).get(reverse(f"admin:{name}")).content.decode()
    nav = page.partition('<nav aria-label="Tutor\'s desk">')[2].partition("</nav>")[0]
    links = [link.partition(">") for link in nav.split("<a ")[1:]]
    return {words.partition("<")[0]: attributes for attributes, _, words in links}


def test_the_tabs_are_the_links_of_whoever_looks(tutor: Tutor, overseer: User) -> None:
    assert list(tabs(tutor.user, "tutors_queue")) == ["Today", "Queue", "My work"]
    assert list(tabs(overseer, "tutors_queue")) == ["Today", "Queue", "With tutors"]
    shown = tabs(tutor.user, "tutors_mine")
    assert [words for words, attributes in shown.items() if "aria-current" in attributes] == ["My work"]


def test_the_frame_asks_who_the_tutor_is_but_once(tutor: Tutor, django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=tutor.user.pk)
    with django_assert_num_queries(1):
        assert services.tutor_of(user) == services.tutor_of(user) == tutor
