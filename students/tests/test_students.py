"""Students, leads and consents: registering once, correcting, and what the database keeps to."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from core.clock import now
from core.models import AuditEntry
from students import services
from students.models import AgeBand, Consent, Lead, Level, Student
from tests.builders import lead_of, make_lead, make_student
from tests.races import together

FACTS: dict[str, Any] = {
    "full_name": "Ada Obi",
    "email": "ada@x.com",
    "class_text": "SS2",
    "level": Level.SENIOR,
    "age_band": AgeBand.TEENAGER,
    "phone": "2348031234567",
    "consent_message_id": "wamid.yes",
}


def test_registering_makes_a_student_with_consent_of_a_lead(db: None) -> None:
    lead, at = make_lead(), now()
    student = services.register(lead=lead, at=at, details={"school": "King's College"}, **FACTS)
    kept = {name: getattr(student, name) for name in FACTS if name != "consent_message_id"}
    assert kept == {name: value for name, value in FACTS.items() if name != "consent_message_id"}
    assert (student.registered_at, student.details) == (at, {"school": "King's College"})
    consent = student.consents.get()
    assert (consent.terms_version, consent.given_at, consent.source_message_id) == (services.TERMS_VERSION, at, "wamid.yes")
    lead.refresh_from_db()
    assert (lead.student, lead.converted_at) == (student, at)


def test_an_unknown_age_is_kept_empty(db: None) -> None:
    assert services.register(lead=make_lead(), at=now(), **FACTS | {"age_band": None}).age_band == ""


def test_registering_again_changes_nothing(db: None) -> None:
    lead, at = make_lead(), now()
    first = services.register(lead=lead, at=at, **FACTS)
    again = services.register(lead=lead, at=at + timedelta(days=1), **FACTS | {"full_name": "Somebody Else"})
    assert again == first == Student.objects.get()
    assert (Student.objects.get().full_name, Consent.objects.get().given_at, Lead.objects.get().converted_at) == (
        "Ada Obi",
        at,
        at,
    )


@pytest.mark.django_db(transaction=True)
def test_of_many_who_register_a_lead_at_once_one_makes_the_student() -> None:
    lead = make_lead()
    assert together(*[lambda: services.register(lead=lead, at=now(), **FACTS)] * 6) == []
    assert Student.objects.count() == Consent.objects.count() == 1


def test_a_correction_changes_what_is_named_and_leaves_no_personal_data_in_the_audit(student: Student) -> None:
    Student.objects.update(email="old@x.com")
    services.change_details(student=student, full_name="Ada Okafor", class_text="SS3")
    student = Student.objects.get()
    assert (student.full_name, student.class_text, student.email) == ("Ada Okafor", "SS3", "old@x.com")
    entry = AuditEntry.objects.get(name="student.changed")
    assert entry.detail == {"fields": ["class_text", "full_name"]}
    assert entry.subject_id == str(student.pk)


def test_paystacks_address_of_a_student_tells_nothing_and_never_changes(student: Student, other_student: Student) -> None:
    address = student.payment_email
    services.change_details(student=student, full_name="Ada Okafor", email="ada@x.com", phone="2348055555555")
    assert Student.objects.get(pk=student.pk).payment_email == address != other_student.payment_email
    assert address.endswith("@pay.testserver")
    assert not any(part in address for part in ("ada", "obi", "2348"))


def test_students_are_called_by_name_and_code(student: Student) -> None:
    assert (str(student), student.code) == ("Ada Obi", f"S{1000 + student.pk}")


def test_a_lead_without_a_profile_name_is_called_by_number(db: None) -> None:
    assert [str(make_lead("Ada")), str(lead := make_lead(""))] == ["Ada", f"Lead {lead.pk}"]


def test_the_database_keeps_one_consent_for_each_version(student: Student) -> None:
    facts: dict[str, Any] = {"student": student, "given_at": now(), "source_message_id": "wamid.2"}
    Consent.objects.create(terms_version="2030-01", **facts)
    with pytest.raises(IntegrityError, match="students_one_consent_per_version"), transaction.atomic():
        Consent.objects.create(terms_version=services.TERMS_VERSION, **facts)


def test_the_database_keeps_one_lead_for_each_student(student: Student) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_lead(student=student)


def test_a_student_is_never_deleted_from_under_what_hangs_on_them(student: Student) -> None:
    with pytest.raises(ProtectedError):
        student.delete()
    assert lead_of(student).student == student


def test_two_students_may_share_a_phone(db: None) -> None:
    assert make_student("Ada Obi").phone == make_student("David Obi").phone
