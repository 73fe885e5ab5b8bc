"""The admin of students, leads and consents: found and corrected by staff, never made or deleted there."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from core.models import AuditEntry
from students.models import Student
from tests.builders import make_lead, make_member, signed_in

LISTS = ["student", "lead", "consent"]
CORRECTION = {"full_name": "Adaeze Obi", "class_text": "SS3", "level": "senior", "age_band": "teenager", "phone": "0"}


def address(name: str, *row: int) -> str:
    return reverse(f"admin:students_{name}", args=row)


def found(user: User, name: str, **query: str) -> list[str]:
    page = signed_in(user).get(address(f"{name}_changelist"), query)
    return [str(row) for row in page.context["cl"].result_list]


def test_a_correction_leaves_a_trace_that_holds_no_personal_data(student: Student, agent: User) -> None:
    signed_in(agent).post(address("student_change", student.pk), CORRECTION)
    student.refresh_from_db()
    assert (student.full_name, student.class_text, student.phone) == ("Adaeze Obi", "SS3", "2348031234567")
    entry = AuditEntry.objects.get(name="student.changed")
    assert (entry.actor, entry.detail) == (agent, {"fields": ["full_name", "class_text"]})


def test_saving_without_a_change_leaves_no_trace(student: Student, agent: User) -> None:
    same = {name: getattr(student, name) for name in ("full_name", "class_text", "level", "age_band", "email")}
    assert signed_in(agent).post(address("student_change", student.pk), same).status_code == 302
    assert not AuditEntry.objects.filter(name="student.changed").exists()


def test_finance_may_look_at_students_and_change_nothing(student: Student, finance: User) -> None:
    assert signed_in(finance).get(address("student_change", student.pk)).status_code == 200
    assert signed_in(finance).post(address("student_change", student.pk), CORRECTION).status_code == 403
    student.refresh_from_db()
    assert student.full_name == "Ada Obi"


@pytest.mark.parametrize("name", LISTS)
def test_nobody_makes_or_deletes_people_here(name: str, student: Student, superuser: User) -> None:
    row = {"student": student, "lead": student.lead, "consent": student.consents.get()}[name]
    client = signed_in(superuser)
    assert client.get(address(f"{name}_add")).status_code == 403
    assert client.post(address(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(f"{name}_changelist"), chosen)
    row.refresh_from_db()


@pytest.mark.parametrize("name", ["lead", "consent"])
def test_leads_and_consents_are_read_only(name: str, student: Student, superuser: User) -> None:
    row = {"lead": student.lead, "consent": student.consents.get()}[name]
    assert signed_in(superuser).post(address(f"{name}_change", row.pk), {"profile_name": "x"}).status_code == 403


@pytest.mark.parametrize("words", ["ada", "OBI", "2348031234567", "ada@x.com"])
def test_a_student_is_found_by_name_whole_number_and_whole_address(
    words: str, student: Student, other_student: Student, agent: User
) -> None:
    Student.objects.filter(pk=student.pk).update(email="ada@x.com")
    assert found(agent, "student", q=words) == ["Ada Obi"]


@pytest.mark.parametrize("words", ["234803", "ada@"])
def test_a_part_of_a_number_or_address_finds_nobody(words: str, student: Student, agent: User) -> None:
    assert found(agent, "student", q=words) == []


def test_leads_are_told_apart_by_whether_they_registered(student: Student, agent: User) -> None:
    make_lead("Chidi")
    assert found(agent, "lead", registered="no") == ["Chidi"]
    assert found(agent, "lead", registered="yes") == ["Ada"]
    assert len(found(agent, "lead", registered="perhaps")) == 2


@pytest.mark.parametrize("name", LISTS)
def test_a_tutor_and_a_stranger_see_no_list_of_people(name: str, stranger: User) -> None:
    for user in (make_member("Tutor"), stranger):
        assert signed_in(user).get(address(f"{name}_changelist")).status_code == 403
