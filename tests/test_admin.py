"""The lists of the whole admin: who sees which, without a query per row."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.urls import reverse

from core.clock import now
from core.models import AdminSettings, AuditEntry, CommandRun
from core.services import raise_alert, record
from students.models import Consent, Lead, Student
from tests.builders import make_homework, make_member, make_tutor, signed_in
from tutors import services
from tutors.models import Tutor, TutorAssignment

LISTS = [
    "core_alert",
    "core_auditentry",
    "core_commandrun",
    "students_student",
    "students_lead",
    "students_consent",
    "homework_homework",
    "homework_subject",
    "tutors_tutor",
    "tutors_tutorassignment",
    "tutors_tutorsolution",
]
READ_ONLY = [AuditEntry, CommandRun, Consent, Lead, TutorAssignment]


def fill(number: int) -> None:
    tutor = Tutor.objects.first() or make_tutor()
    AdminSettings.objects.update_or_create(pk=1, defaults={"open_claims_per_tutor": 100})
    for _ in range(number):
        homework = make_homework(status="queued", pages=1)
        count = Student.objects.count()
        services.claim(homework_id=homework.pk, tutor=tutor, at=now())
        student = homework.student
        make_tutor(f"extra{count}")
        raise_alert(f"key{count}", "Something")
        record("something.done", subject=student, actor=tutor.user)
        CommandRun.objects.create(name=f"command{count}", started_at=now())


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_the_same_queries_for_few_rows_and_for_many(
    name: str, superuser: User, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(superuser)
    fill(2)
    address = reverse(f"admin:{name}_changelist")
    client.get(address)
    with django_assert_max_num_queries(14) as few:
        assert client.get(address).status_code == 200
    fill(6)
    with django_assert_num_queries(len(few)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_lists_can_be_searched_filtered_and_opened(name: str, superuser: User) -> None:
    client = signed_in(superuser)
    fill(1)
    model = next(model for model in site._registry if f"{model._meta.app_label}_{model._meta.model_name}" == name)
    address = reverse(f"admin:{name}_changelist")
    assert client.get(address, {"q": "1001"}).status_code in {200, 302}
    row = model._default_manager.first()
    assert row is not None
    assert client.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_history_is_read_only_even_for_superusers(model: Any, superuser: User) -> None:
    client = signed_in(superuser)
    fill(1)
    before = list(model.objects.order_by("pk").values())
    name, row = f"{model._meta.app_label}_{model._meta.model_name}", model.objects.first()
    assert client.get(reverse(f"admin:{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:{name}_change", args=[row.pk]), {"name": "x"}).status_code == 403
    assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    client.post(reverse(f"admin:{name}_changelist"), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("Tutor", set()),
        (
            "Support",
            {"students_student", "students_lead", "students_consent", "homework_homework", "homework_subject", "core_alert"},
        ),
        ("Finance", {"students_student", "homework_homework", "core_alert"}),
        ("Admin", set(LISTS)),
        ("Operations", {"core_alert", "core_auditentry", "core_commandrun"}),
    ],
)
def test_each_role_sees_its_lists_and_no_others(role: str, seen: set[str], db: None) -> None:
    client = signed_in(make_member(role))
    opened = {name for name in LISTS if client.get(reverse(f"admin:{name}_changelist")).status_code == 200}
    assert opened == seen
