"""The admin of students, homework, tutors and the house: who may do what, without a query per row."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AdminSettings, Alert, AuditEntry, CommandRun
from core.services import raise_alert, record
from homework.models import Subject
from students.models import Consent, Lead, Student
from tutors import services
from tutors.models import Tutor, TutorAssignment
from tutors.tests.conftest import make_homework, make_user, signed_in

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


@pytest.fixture
def roles(db: None) -> None:
    call_command("create_roles")


def member(role: str) -> Client:
    user = make_user(role.lower())
    user.groups.add(Group.objects.get(name=role))
    return signed_in(user)


@pytest.fixture
def boss(db: None) -> Client:
    return signed_in(make_user("root", is_superuser=True))


def fill(number: int) -> None:
    tutor = Tutor.objects.first() or Tutor.objects.create(user=make_user("tunde"))
    AdminSettings.objects.update_or_create(pk=1, defaults={"open_claims_per_tutor": 100})
    for _ in range(number):
        homework = make_homework(pages=1)
        count = Student.objects.count()
        services.claim(homework_id=homework.pk, tutor=tutor, at=clock.now())
        student = homework.student
        Lead.objects.create(profile_name="Ada", student=student, converted_at=clock.now())
        Consent.objects.create(student=student, terms_version="1", given_at=clock.now(), source_message_id="wamid.1")
        Tutor.objects.create(user=make_user(f"extra{count}"))
        raise_alert(f"key{count}", "Something")
        record("something.done", subject=student, actor=tutor.user)
        CommandRun.objects.create(name=f"command{count}", started_at=clock.now())


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_the_same_queries_for_few_rows_and_for_many(
    name: str, boss: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    fill(2)
    address = reverse(f"admin:{name}_changelist")
    boss.get(address)
    with django_assert_max_num_queries(14) as few:
        assert boss.get(address).status_code == 200
    fill(6)
    with django_assert_num_queries(len(few)):
        assert boss.get(address).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_lists_can_be_searched_filtered_and_opened(name: str, boss: Client) -> None:
    fill(1)
    model = next(model for model in site._registry if f"{model._meta.app_label}_{model._meta.model_name}" == name)
    address = reverse(f"admin:{name}_changelist")
    assert boss.get(address, {"q": "1001"}).status_code in {200, 302}
    row = model._default_manager.first()
    assert row is not None
    assert boss.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_history_is_read_only_even_for_superusers(model: Any, boss: Client) -> None:
    fill(1)
    before = list(model.objects.order_by("pk").values())
    name, row = f"{model._meta.app_label}_{model._meta.model_name}", model.objects.first()
    assert boss.get(reverse(f"admin:{name}_add")).status_code == 403
    assert boss.post(reverse(f"admin:{name}_change", args=[row.pk]), {"name": "x"}).status_code == 403
    assert boss.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    boss.post(reverse(f"admin:{name}_changelist"), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert list(model.objects.order_by("pk").values()) == before


def test_a_change_of_settings_leaves_its_values_in_the_audit(boss: Client, roles: None) -> None:
    assert boss.get(reverse("admin:core_adminsettings_changelist")).status_code == 302
    page = boss.get(reverse("admin:core_adminsettings_change", args=[1]))
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    boss.post(reverse("admin:core_adminsettings_change", args=[1]), data | {"answer_hours": 6})
    assert AuditEntry.objects.get(name="settings.changed").detail == {"changed": {"answer_hours": [12, 6]}}
    operations = member("Operations")
    assert operations.get(reverse("admin:core_adminsettings_change", args=[1])).status_code == 200
    assert operations.post(reverse("admin:core_adminsettings_change", args=[1]), data).status_code == 403


def test_alerts_are_on_the_home_page_until_somebody_resolves_them(roles: None) -> None:
    raise_alert("token", "The WhatsApp token is dead")
    raise_alert("token", "The WhatsApp token is dead")
    support = member("Support")
    page = support.get(reverse("admin:index")).content.decode()
    assert "The WhatsApp token is dead" in page
    assert "2 times" in page
    support.post(reverse("admin:core_alert_changelist"), {"action": "resolve", "_selected_action": Alert.objects.get().pk})
    assert "The WhatsApp token" not in support.get(reverse("admin:index")).content.decode()
    assert AuditEntry.objects.get(name="alert.resolved").actor is not None


def test_homework_is_found_by_its_number(boss: Client) -> None:
    wanted, _ = make_homework(), make_homework()
    page = boss.get(reverse("admin:homework_homework_changelist"), {"q": wanted.code})
    assert [row.pk for row in page.context["cl"].result_list] == [wanted.pk]


def test_photos_are_not_linked_past_the_check(boss: Client) -> None:
    homework = make_homework(pages=1)
    page = boss.get(reverse("admin:homework_homework_change", args=[homework.pk])).content.decode()
    assert "page1" not in page


def test_assignments_are_taken_back_in_bulk(boss: Client) -> None:
    fill(2)
    chosen = list(TutorAssignment.objects.values_list("pk", flat=True))
    boss.post(reverse("admin:tutors_tutorassignment_changelist"), {"action": "take_back", "_selected_action": chosen})
    assert TutorAssignment.objects.filter(ended_reason="taken_back").count() == 2


def test_roles_are_made_once_and_mended(roles: None) -> None:
    support = Group.objects.get(name="Support")
    support.permissions.set([Permission.objects.get(codename="add_user")])
    call_command("create_roles")
    assert Group.objects.count() == 5
    codenames = set(support.permissions.values_list("codename", flat=True))
    assert {"view_student", "change_student", "view_payment"} <= codenames
    assert "add_user" not in codenames


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
def test_each_role_sees_its_lists_and_no_others(role: str, seen: set[str], roles: None) -> None:
    client = member(role)
    opened = {name for name in LISTS if client.get(reverse(f"admin:{name}_changelist")).status_code == 200}
    assert opened == seen


def test_a_tutor_without_other_rights_gets_a_useful_home_page(roles: None, tutor: Tutor) -> None:
    page = signed_in(tutor.user).get(reverse("admin:index")).content.decode()
    assert "waiting in the queue" in page
    assert "have permission" not in page


def test_an_admin_cannot_make_superusers_nor_touch_one(roles: None) -> None:
    boss, admin = make_user("root", is_superuser=True), member("Admin")
    assert admin.post(reverse("admin:auth_user_change", args=[boss.pk]), {"username": "gone"}).status_code == 403
    assert admin.post(reverse("admin:auth_user_password_change", args=[boss.pk]), {}).status_code == 403
    own = User.objects.get(username="admin")
    page = admin.get(reverse("admin:auth_user_change", args=[own.pk]))
    assert not {"is_superuser", "user_permissions"} & set(page.context["adminform"].form.fields)


def test_a_student_is_corrected_with_a_trace_that_holds_no_personal_data(roles: None) -> None:
    student = make_homework().student
    fields = {"full_name": "Adaeze Obi", "class_text": "SS3", "level": "senior", "email": "", "phone": "0"}
    member("Support").post(reverse("admin:students_student_change", args=[student.pk]), fields)
    student.refresh_from_db()
    assert (student.full_name, student.phone) == ("Adaeze Obi", "2348031234567")
    assert AuditEntry.objects.get(name="student.changed").detail == {"fields": ["full_name", "class_text"]}


def test_a_change_of_a_tutor_leaves_its_values_in_the_audit(boss: Client, tutor: Tutor) -> None:
    subject = Subject.objects.create(name="Latin")
    fields = {"user": tutor.user_id, "subjects": [subject.pk]}
    assert boss.post(reverse("admin:tutors_tutor_change", args=[tutor.pk]), fields).status_code == 302
    changed = AuditEntry.objects.get(name="tutor.changed").detail["changed"]
    assert changed["is_active"] == [True, False] and changed["subjects"][1] == [subject.pk]


def test_subjects_are_edited_but_never_deleted(roles: None) -> None:
    subject = Subject.objects.create(name="Latin")
    admin = member("Admin")
    admin.post(reverse("admin:homework_subject_change", args=[subject.pk]), {"name": "Greek", "position": 5, "is_active": "on"})
    subject.refresh_from_db()
    assert subject.name == "Greek"
    assert admin.post(reverse("admin:homework_subject_delete", args=[subject.pk]), {"post": "yes"}).status_code == 403
