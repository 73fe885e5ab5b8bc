"""The admin of students, leads and consents."""

from django.contrib.auth.models import User
from django.urls import reverse

from core.models import AuditEntry
from students.models import Student
from tests.builders import signed_in


def test_a_correction_leaves_a_trace_that_holds_no_personal_data(student: Student, agent: User) -> None:
    fields = {"full_name": "Adaeze Obi", "class_text": "SS3", "level": "senior", "age_band": "teenager", "phone": "0"}
    signed_in(agent).post(reverse("admin:students_student_change", args=[student.pk]), fields)
    student.refresh_from_db()
    assert (student.full_name, student.phone) == ("Adaeze Obi", "2348031234567")
    assert AuditEntry.objects.get(name="student.changed").detail == {"fields": ["full_name", "class_text"]}
