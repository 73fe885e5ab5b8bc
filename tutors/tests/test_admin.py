"""The admin of tutors and assignments, and a tutor's home page."""

from django.contrib.auth.models import User
from django.urls import reverse

from core.models import AuditEntry
from homework.models import Subject
from tests.builders import make_assignment, signed_in
from tutors.models import Tutor, TutorAssignment
from tutors.tests.conftest import make_queued


def test_assignments_are_taken_back_in_bulk(superuser: User) -> None:
    chosen = [make_assignment(make_queued()).pk for _ in range(2)]
    address = reverse("admin:tutors_tutorassignment_changelist")
    signed_in(superuser).post(address, {"action": "take_back", "_selected_action": chosen})
    assert TutorAssignment.objects.filter(ended_reason="taken_back").count() == 2


def test_a_tutor_without_other_rights_gets_a_useful_home_page(tutor: Tutor) -> None:
    page = signed_in(tutor.user).get(reverse("admin:index")).content.decode()
    assert "waiting in the queue" in page
    assert "have permission" not in page


def test_a_change_of_a_tutor_leaves_its_values_in_the_audit(superuser: User, tutor: Tutor) -> None:
    subject = Subject.objects.create(name="Latin")
    fields = {"user": tutor.user_id, "subjects": [subject.pk]}
    assert signed_in(superuser).post(reverse("admin:tutors_tutor_change", args=[tutor.pk]), fields).status_code == 302
    changed = AuditEntry.objects.get(name="tutor.changed").detail["changed"]
    assert (changed["is_active"], changed["subjects"][1]) == ([True, False], [subject.pk])
