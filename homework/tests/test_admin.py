"""The admin of homework and subjects."""

from django.contrib.auth.models import User
from django.urls import reverse

from homework.models import Subject
from tests.builders import make_homework, signed_in


def test_homework_is_found_by_its_number(superuser: User) -> None:
    client = signed_in(superuser)
    wanted, _ = make_homework(), make_homework()
    page = client.get(reverse("admin:homework_homework_changelist"), {"q": wanted.code})
    assert [row.pk for row in page.context["cl"].result_list] == [wanted.pk]


def test_photos_are_not_linked_past_the_check(superuser: User) -> None:
    client = signed_in(superuser)
    homework = make_homework(pages=1)
    page = client.get(reverse("admin:homework_homework_change", args=[homework.pk])).content.decode()
    assert "page1" not in page


def test_subjects_are_edited_but_never_deleted(admin: User) -> None:
    subject, client = Subject.objects.create(name="Latin"), signed_in(admin)
    client.post(
        reverse("admin:homework_subject_change", args=[subject.pk]), {"name": "Greek", "position": 5, "is_active": "on"}
    )
    subject.refresh_from_db()
    assert subject.name == "Greek"
    assert client.post(reverse("admin:homework_subject_delete", args=[subject.pk]), {"post": "yes"}).status_code == 403
