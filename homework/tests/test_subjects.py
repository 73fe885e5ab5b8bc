"""Finding the subject that a student means, and which ones are shown first."""

import pytest

from homework import subjects
from homework.models import Subject
from students.models import Level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mathematics", "Mathematics"),
        ("MATHS", "Mathematics"),
        ("Mathematcs", "Mathematics"),
        ("it is maths homework", "Mathematics"),
        ("please I need help with physics", "Physics"),
        ("Phy", "Physics"),
        ("c.r.k", "CRS"),
        ("C R S", "CRS"),
        ("i.c.t", "Computer Studies"),
        ("F/Maths", "Further Mathematics"),
        ("further math", "Further Mathematics"),
        ("fin acct", "Accounting"),
        ("agric sci", "Agricultural Science"),
        ("lit-in-english", "Literature"),
        ("english", "English Language"),
        ("soc stds", "Social Studies"),
    ],
)
def test_a_subject_is_found_as_people_spell_it(typed: str, name: str) -> None:
    found = subjects.find(typed)
    assert found
    assert found.name == name


@pytest.mark.parametrize(
    "typed",
    ["", "?", "Solve 2x + 3 = 7", "x" * 41, "the", "fishing", "gee", "maths and physics", "my subject is something else"],
)
def test_other_texts_are_no_subject(typed: str) -> None:
    assert subjects.find(typed) is None


def test_a_slip_is_forgiven_only_where_one_subject_is_meant() -> None:
    Subject.objects.create(name="Carving")
    assert subjects.find("Cerving") == Subject.objects.get(name="Carving")
    Subject.objects.create(name="Serving")
    assert subjects.find("Cerving") is None
    assert subjects.find("Serving") == Subject.objects.get(name="Serving"), "what is spelt right is no slip"


def test_short_names_take_no_slips() -> None:
    Subject.objects.create(name="Art")
    assert subjects.find("art") == Subject.objects.get(name="Art")
    assert subjects.find("ark") is None


def test_a_subject_that_is_switched_off_is_neither_found_nor_shown() -> None:
    Subject.objects.filter(name="Physics").update(is_active=False)
    assert subjects.find("physics") is None
    assert "Physics" not in [subject.name for subject in subjects.first_choices(Level.SENIOR)]


@pytest.mark.parametrize("level", [*Level.values, ""])
def test_a_level_sees_its_own_subjects_first_and_the_list_is_always_full(level: str) -> None:
    shown = subjects.first_choices(level)
    fitting = [level in subject.levels for subject in shown]
    assert len({subject.pk for subject in shown}) == subjects.FIRST_CHOICES
    assert fitting == sorted(fitting, reverse=True)
    assert sum(fitting) == min(Subject.objects.filter(levels__contains=[level]).count(), subjects.FIRST_CHOICES)


def test_subjects_come_in_the_order_that_staff_gave_them() -> None:
    Subject.objects.create(name="Zulu", position=0, levels=[Level.SENIOR])
    assert subjects.first_choices(Level.SENIOR)[0].name == "Zulu"


def test_every_name_and_other_name_leads_to_its_subject() -> None:
    names = {name: subject for subject in Subject.objects.all() for name in (subject.name, *subject.aliases)}
    assert {name for name, subject in names.items() if subjects.find(name) != subject} == set()
