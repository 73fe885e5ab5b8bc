"""Students are found by what people have in hand, in lists, by finance and on the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from core.clock import now
from core.pieces import Person
from core.testing import found, told
from students.models import Lead, Student
from students.search import phone_forms, search


@pytest.fixture
def ada(db: None) -> Student:
    Student.objects.create(full_name="Bola Ade", class_text="JSS1", email="bola@example.com")
    return Student.objects.create(
        full_name="Ada Ngozi Obi", class_text="SS2", phone="2348031234567", email="ada@example.com", registered_at=now()
    )


@pytest.fixture
def agent(db: None) -> User:
    user = User.objects.create_user("sade", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_student", "view_lead"]))
    return user


@pytest.mark.parametrize(
    "words",
    ["ada", "obi ada", " {code} ", "{lower}", "2348031234567", "0803 123 4567", "+234 803-123-4567", "ADA@example.com"],
)
def test_a_student_is_found_by_each_of_their_names_and_numbers(ada: Student, words: str) -> None:
    term = words.format(code=ada.code, lower=ada.code.lower())
    assert list(search(Student.objects.all(), term)) == [ada]


@pytest.mark.parametrize("words", ["ada bola", "0803 123", "S1000", "S99999", "example.com", "1001"])
def test_what_names_nobody_finds_nobody(ada: Student, words: str) -> None:
    assert list(search(Student.objects.all(), words)) == []


def test_students_without_a_phone_share_none(ada: Student) -> None:
    Student.objects.update(phone="")
    assert list(search(Student.objects.all(), "0")) == []


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        ("0803 123 4567", {"08031234567", "2348031234567"}),
        ("+234 (803) 123-4567", {"2348031234567"}),
        ("Ada 0803", set()),
        ("٠٨٠٣", set()),
        ("", set()),
    ],
)
def test_a_phone_number_in_all_its_forms(words: str, forms: set[str]) -> None:
    assert phone_forms(words) == forms


def test_the_list_of_students_finds_the_same(ada: Student, agent: User) -> None:
    client = Client()
    client.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    for words in ("0803 123 4567", ada.code, "obi ada"):
        page = client.get("/admin/students/student/", {"q": words})
        assert list(page.context["cl"].result_list) == [ada], words
    assert page.context["cl"].full_result_count is None
    assert len(client.get("/admin/students/student/", {"q": " "}).context["cl"].result_list) == 2


def test_the_desk_finds_students_and_those_who_never_registered(ada: Student, agent: User) -> None:
    Lead.objects.create(profile_name="Ada", student=ada)
    Lead.objects.create(profile_name="Ada M.")
    assert [(door.title, door.text) for door in found("students.students", "ada", agent)] == [
        ("Ada Ngozi Obi", f"{ada.code}, SS2")
    ]
    assert [(door.title, door.text) for door in found("students.leads", "ada", agent)] == [("Ada M.", "not registered yet")]


def test_the_desk_tells_when_a_person_first_wrote_and_registered(ada: Student, agent: User) -> None:
    lead = Lead.objects.create(profile_name="Ada", student=ada, first_seen_at=ada.registered_at - timedelta(days=1))
    person = Person(students=frozenset({ada.pk}), leads=frozenset({lead.pk}))
    assert [(entry.at, entry.door.title) for entry in told("students.first_seen", person, agent)] == [
        (lead.first_seen_at, "Ada")
    ]
    assert [entry.door.text for entry in told("students.registered", person, agent)] == [f"registered as {ada.code}"]


def test_a_stranger_finds_and_is_told_nothing(ada: Student) -> None:
    stranger = User.objects.create_user("stranger", is_staff=True)
    person = Person(students=frozenset({ada.pk}), leads=frozenset())
    assert found("students.students", "ada", stranger) == []
    assert told("students.registered", person, stranger) == []
