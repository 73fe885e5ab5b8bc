"""What the database keeps to for homework, photos and subjects, and how they are called."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from core.clock import now
from homework.models import Attachment, Homework, LevelPrice, Subject
from tests.builders import make_homework, make_page

pytestmark = pytest.mark.django_db
UNRELEASED = {Homework.Status.DRAFT, Homework.Status.AWAITING_PAYMENT, Homework.Status.CANCELLED}


@pytest.mark.parametrize("status", Homework.Status.values)
def test_nobody_works_on_what_was_never_released(status: str) -> None:
    rows = Homework.objects.filter(pk=make_homework().pk)
    if status in UNRELEASED:
        assert rows.update(status=status) == 1
    else:
        with pytest.raises(IntegrityError, match="homework_worked_on_only_when_released"), transaction.atomic():
            rows.update(status=status)
    assert rows.update(status=status, released_at=now()) == 1


def test_a_message_brings_one_attachment_to_a_homework() -> None:
    first, other = make_homework(), make_homework()
    facts: dict[str, Any] = {"source_message_id": "wamid.1"}
    make_page(first, **facts)
    make_page(other, **facts)
    with pytest.raises(IntegrityError, match="homework_one_attachment_per_message"), transaction.atomic():
        make_page(first, 2, **facts)


def test_what_is_ready_has_a_file() -> None:
    homework = make_homework()
    make_page(homework, 1, file="", state=Attachment.State.PENDING)
    with pytest.raises(IntegrityError, match="homework_ready_attachment_has_file"), transaction.atomic():
        make_page(homework, 2, file="")


def test_homework_is_never_deleted_from_under_its_photos_nor_a_student_from_under_their_homework() -> None:
    homework = make_homework(pages=1)
    for row in (homework, homework.subject, homework.student):
        assert row
        with pytest.raises(ProtectedError):
            row.delete()


def test_homework_is_called_by_its_number() -> None:
    homework = make_homework(pages=1)
    assert (homework.code, str(homework)) == (str(1000 + homework.pk), f"No. {homework.code}")
    assert str(homework.attachments.get()) == f"Photo 1 of No. {homework.code}"


@pytest.mark.parametrize(
    ("subject", "other", "name", "is_chosen"),
    [("Physics", "", "Physics", True), ("", "Fine Art", "Fine Art", True), ("", "", "Homework", False)],
)
def test_a_homework_is_about_a_subject_of_ours_the_students_word_or_nothing_yet(
    subject: str, other: str, name: str, is_chosen: bool
) -> None:
    homework = make_homework(subject=subject)
    homework.other_subject = other
    assert (homework.subject_name, homework.has_subject) == (name, is_chosen)


def test_subjects_have_names_of_their_own_that_fit_a_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(name="Physics")
    Subject(name="x" * 24).full_clean()
    with pytest.raises(ValidationError):
        Subject(name="x" * 25).full_clean()


def test_subjects_stand_by_position_and_then_by_name() -> None:
    Subject.objects.all().delete()
    for name, position in (("B", 2), ("C", 1), ("A", 2)):
        Subject.objects.create(name=name, position=position)
    assert [str(subject) for subject in Subject.objects.all()] == ["C", "A", "B"]


def test_a_price_of_a_level_is_called_by_both() -> None:
    assert str(LevelPrice(level="primary", price_kobo=30_000)) == "Primary: ₦300"
