"""What a homework is made of: each message once, within its limits, told apart from what was sent before."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.clock import now
from core.models import AdminSettings
from homework import services
from homework.models import Attachment, Homework, Subject
from homework.photos import PhotoFacts
from students.models import Student
from tests.builders import make_homework, make_page, make_student

State = Attachment.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(student: Student) -> Homework:
    return make_homework(student, subject="", text="")


def add_text(homework: Homework, text: str, message_id: str = "") -> bool:
    message_id = message_id or f"wamid.{len(homework.text_parts)}"
    return services.add_text(homework=homework, message_id=message_id, text=text, sent_at=now())


def add_photo(homework: Homework, message_id: str = "wamid.photo", caption: str = "") -> Attachment | None:
    return services.add_photo(homework=homework, message_id=message_id, caption=caption, sent_at=now())


def facts(digest: str) -> PhotoFacts:
    return PhotoFacts(digest=digest, size_bytes=1_000, width=600, height=800)


def arrived(homework: Homework, message_id: str, digest: str) -> Attachment:
    photo = add_photo(homework, message_id)
    assert photo
    services.photo_arrived(attachment=photo, name=f"homework/{message_id}.jpg", facts=facts(digest))
    return photo


def test_a_draft_is_begun_at_its_moment_and_empty(student: Student) -> None:
    at = now() - timedelta(hours=1)
    homework = services.start_draft(student=student, at=at)
    assert (homework.status, homework.created_at, homework.text) == (Homework.Status.DRAFT, at, "")
    assert not services.has_content(homework)


def test_a_subject_of_ours_takes_the_place_of_the_students_own_word(draft: Homework) -> None:
    services.set_subject(homework=draft, subject=None, other_subject="Fine Art " * 10, answer_hours=24)
    draft.refresh_from_db()
    assert (draft.has_subject, len(draft.subject_name), draft.answer_hours) == (True, 60, 24)
    services.set_subject(homework=draft, subject=Subject.objects.get(name="Physics"), other_subject="Fine Art")
    draft.refresh_from_db()
    assert (draft.subject_name, draft.other_subject, draft.answer_hours) == ("Physics", "", None)


def test_lines_stand_in_the_order_they_were_added_and_each_message_once(draft: Homework) -> None:
    assert all([add_text(draft, "Solve", "wamid.1"), add_text(draft, "2x = 4", "wamid.2"), add_text(draft, "again", "wamid.1")])
    draft.refresh_from_db()
    assert draft.text == "Solve\n2x = 4"
    assert [part["message_id"] for part in draft.text_parts] == ["wamid.1", "wamid.2"]


def test_a_text_may_fill_its_limit_to_the_last_letter(draft: Homework) -> None:
    assert add_text(draft, "x" * 4_000)
    assert not add_text(draft, "y")
    draft.refresh_from_db()
    assert len(draft.text) == 4_000


def test_the_breaks_between_lines_count(draft: Homework) -> None:
    assert add_text(draft, "x" * 2_000)
    assert not add_text(draft, "y" * 2_000)
    assert add_text(draft, "y" * 1_999)
    assert len(draft.text) == 4_000


def test_the_answer_to_a_tutors_question_has_room_beside_a_full_question(draft: Homework) -> None:
    add_text(draft, "x" * 4_000)
    draft.clarification_question = "Which page?"
    assert add_text(draft, "y" * 3_999)
    assert not add_text(draft, "z")


def test_starting_over_takes_away_lines_photos_and_voice_notes_but_deletes_nothing(draft: Homework) -> None:
    at = now()
    add_text(draft, "Solve")
    make_page(draft)
    services.add_voice(homework=draft, message_id="wamid.voice", sent_at=at)
    services.clear_content(homework=draft, at=at)
    draft.refresh_from_db()
    assert (draft.text, services.pages(draft), services.has_content(draft)) == ("", [], False)
    assert list(Attachment.objects.values_list("removed_at", flat=True)) == [at, at]


def test_a_text_or_a_photo_is_content_and_a_voice_note_is_not(draft: Homework) -> None:
    services.add_voice(homework=draft, message_id="wamid.voice", sent_at=now())
    assert not services.has_content(draft)
    add_photo(draft)
    assert services.has_content(draft)
    services.remove_last_photo(homework=draft, at=now())
    assert not services.has_content(draft)
    add_text(draft, "Solve")
    assert services.has_content(draft)


def test_photos_are_pages_in_the_order_they_came_each_message_once(draft: Homework) -> None:
    first, second, again = add_photo(draft, "a", "Only 3 and 5"), add_photo(draft, "b"), add_photo(draft, "a")
    assert services.pages(draft) == [first, second]
    assert again == first
    assert first
    assert (first.position, first.caption, first.state) == (1, "Only 3 and 5", State.PENDING)


def test_a_homework_takes_as_many_photos_as_the_settings_say(draft: Homework) -> None:
    AdminSettings.objects.create(pk=1, photos_per_homework=2)
    kept = [add_photo(draft, name) for name in "abc"]
    assert [bool(photo) for photo in kept] == [True, True, False]
    assert add_photo(draft, "a") == kept[0], "what is there already needs no room"
    assert kept[1]
    services.photo_failed(attachment=kept[1], problem="broken")
    assert add_photo(draft, "c"), "a failed one gives its room back"
    draft.clarification_question = "Which page?"
    assert [bool(add_photo(draft, name)) for name in "def"] == [True, True, False]


def test_a_page_number_is_never_given_twice(draft: Homework) -> None:
    for name in "abc":
        add_photo(draft, name)
    services.remove_last_photo(homework=draft, at=now())
    added = add_photo(draft, "d")
    assert added
    assert [page.position for page in services.pages(draft)] == [1, 2, 4]


def test_the_last_photo_that_counts_is_taken_away(draft: Homework) -> None:
    photos = [add_photo(draft, name) for name in "abc"]
    services.add_voice(homework=draft, message_id="wamid.voice", sent_at=now())
    assert photos[2]
    services.photo_failed(attachment=photos[2], problem="broken")
    assert services.remove_last_photo(homework=draft, at=now())
    assert services.pages(draft) == photos[:1]
    assert services.remove_last_photo(homework=draft, at=now())
    assert not services.remove_last_photo(homework=draft, at=now())
    assert Attachment.objects.filter(kind=Attachment.Kind.VOICE, removed_at=None).exists()


def test_a_photo_that_arrives_is_ready_with_its_facts(draft: Homework) -> None:
    photo = add_photo(draft)
    assert photo
    services.photo_failed(attachment=photo, problem="not_loaded")
    assert services.photo_arrived(attachment=photo, name="homework/a.jpg", facts=facts("d1"))
    photo.refresh_from_db()
    assert (photo.state, photo.problem, photo.file.name, photo.removed_at) == (State.READY, "", "homework/a.jpg", None)
    assert (photo.digest, photo.size_bytes, photo.width, photo.height) == ("d1", 1_000, 600, 800)


def test_the_same_picture_again_is_taken_out_of_the_same_homework_only(student: Student, draft: Homework) -> None:
    first = arrived(draft, "a", "d1")
    copy, elsewhere = add_photo(draft, "b"), add_photo(make_homework(student), "c")
    assert copy
    assert elsewhere
    assert not services.photo_arrived(attachment=copy, name="homework/b.jpg", facts=facts("d1"))
    assert services.photo_arrived(attachment=elsewhere, name="homework/c.jpg", facts=facts("d1"))
    assert services.pages(draft) == [first]


def test_a_picture_that_was_taken_away_may_come_again(draft: Homework) -> None:
    arrived(draft, "a", "d1")
    services.remove_last_photo(homework=draft, at=now())
    again = arrived(draft, "b", "d1")
    assert services.pages(draft) == [again]


def test_a_voice_note_counts_as_no_page_and_is_played_once_it_has_arrived(draft: Homework) -> None:
    notes = [services.add_voice(homework=draft, message_id="wamid.voice", sent_at=now()) for _ in range(2)]
    assert notes[0] == notes[1]
    assert services.voice_notes(draft) == services.pages(draft) == []
    assert services.photo_arrived(attachment=notes[0], name="voice/a.ogg", facts=None)
    assert services.voice_notes(draft) == [notes[0]]


def failed(homework: Homework, message_id: str, sent_at: datetime, **changes: Any) -> Attachment:
    photo = services.add_photo(homework=homework, message_id=message_id, caption="", sent_at=sent_at)
    assert photo
    services.photo_failed(attachment=photo, problem="broken")
    Attachment.objects.filter(pk=photo.pk).update(**changes or {"state": State.FAILED})
    return photo


def test_each_failed_photo_of_the_last_day_is_told_once(student: Student, draft: Homework) -> None:
    at, other = now(), make_homework(student)
    told = [failed(draft, "a", at), failed(other, "b", at - timedelta(hours=23))]
    failed(draft, "old", at - timedelta(hours=24))
    failed(draft, "removed", at, removed_at=at)
    failed(draft, "arrived", at, state=State.PENDING)
    failed(make_homework(make_student("Bola Ade")), "another student's", at)
    failed(make_homework(student, status="cancelled"), "withdrawn", at)
    assert services.problems_to_tell(student=student, at=at) == told
    assert services.problems_to_tell(student=student, at=at) == []
    assert set(Attachment.objects.exclude(problem_told_at=None)) == set(told)


def sent(student: Student, text: str, *digests: str, at: datetime) -> Homework:
    homework = make_homework(student, text=text, at=at)
    for digest in digests:
        arrived(homework, f"wamid.{homework.pk}.{digest}", digest)
    services.submit_for_payment(homework=homework, at=at)
    return homework


def again(student: Student, text: str, *digests: str) -> Homework | None:
    homework = make_homework(student, text=text)
    for digest in digests:
        arrived(homework, f"wamid.{homework.pk}.{digest}", digest)
    return services.sent_before(homework=homework, at=now())


def test_the_same_text_and_photos_of_the_last_week_are_recognised(student: Student) -> None:
    sent(student, "Solve  2x = 4", "d1", "d2", at=now() - timedelta(days=3))
    newer = sent(student, "solve 2x = 4", "d2", "d1", at=now() - timedelta(days=2))
    assert again(student, "SOLVE\n2x = 4", "d1", "d2") == newer


@pytest.mark.parametrize(("text", "digests"), [("Solve 2x = 6", ["d1"]), ("Solve 2x = 4", []), ("Solve 2x = 4", ["d1", "d3"])])
def test_another_text_or_other_photos_are_another_homework(student: Student, text: str, digests: list[str]) -> None:
    sent(student, "Solve 2x = 4", "d1", at=now())
    assert again(student, text, *digests) is None


def test_what_was_withdrawn_given_up_or_sent_long_ago_or_by_others_was_not_sent_before(student: Student) -> None:
    at, text = now(), "Solve 2x = 4"
    services.cancel(homework_id=sent(student, text, at=at).pk, at=at)
    services.reopen_draft(homework=sent(student, text, at=at))
    sent(student, text, at=at - timedelta(days=7, minutes=1))
    sent(make_student("Bola Ade"), text, at=at)
    make_homework(student, text=text)
    assert again(student, text) is None
