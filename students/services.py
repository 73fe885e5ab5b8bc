"""What happens to students and leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.services import record
from students.models import AgeBand, Consent, Lead, Level, Student

TERMS_VERSION = "2026-11"


@transaction.atomic
def change_details(*, student: Student, **changes: Any) -> None:
    """The student corrects what they told us. `changes`: full_name, email, class_text, level, age_band or details."""
    for field, value in changes.items():
        setattr(student, field, value)
    student.save(update_fields=list(changes))
    # The names of the fields only: the audit outlives a request to be forgotten.
    record("student.changed", subject=student, fields=sorted(changes))


@transaction.atomic
def register(
    *,
    lead: Lead,
    full_name: str,
    email: str,
    class_text: str,
    level: Level,
    age_band: AgeBand | None,
    phone: str,
    consent_message_id: str,
    at: datetime,
    details: Mapping[str, str] | None = None,
) -> Student:
    """Turns a lead into a student, with their consent; a lead that already is one keeps its student unchanged.

    Args:
        details: answers to questions without a field of their own, by the question's topic.
    """
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    if lead.student is not None:
        return lead.student
    student = Student.objects.create(
        full_name=full_name,
        email=email,
        class_text=class_text,
        level=level,
        age_band=age_band or "",
        phone=phone,
        details=dict(details or {}),
        registered_at=at,
    )
    Consent.objects.create(student=student, terms_version=TERMS_VERSION, given_at=at, source_message_id=consent_message_id)
    lead.student, lead.converted_at = student, at
    lead.save(update_fields=["student", "converted_at"])
    return student
