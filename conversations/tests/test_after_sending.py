"""What may happen between Send and the answer: more photos, withdrawing, a tutor's question, the same homework again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from conversations.jobs import sweep
from conversations.tests import stage
from homework import services
from homework.models import Attachment, Homework
from tests.builders import QUESTION, ask_student, make_assignment, make_solution, picture, tutor_of
from tests.phone import Phone
from tests.world import World, now, pass_time
from tutors import services as tutors


def test_a_photo_after_sending_joins_the_waiting_homework(student: Phone) -> None:
    student.orders().pays()
    homework = Homework.objects.get()
    student.sends_photos(picture(1)).sees(f"Add to No. {homework.code}")
    student.taps("Add").sees(f"No. {homework.code} now has 1 line, 1 photo.")
    assert Attachment.objects.get().homework == homework


def test_a_photo_after_the_claim_is_no_longer_added(student: Phone) -> None:
    student.orders().pays().sends_photos(picture(1))
    make_assignment(Homework.objects.get())
    student.taps("Add").sees("already working on it")
    assert not Attachment.objects.exists()


def test_a_photo_after_sending_may_start_a_new_homework(student: Phone) -> None:
    student.orders().pays().sends_photos(picture(1)).taps("New homework").sees("Which subject?")


def test_the_same_homework_again_is_asked_about(student: Phone) -> None:
    student.orders().pays()
    student.says("menu").taps("Send homework").taps("Mathematics").says(QUESTION).taps("Done").taps("Pay ₦500")
    student.sees("You sent the same homework on")
    student.taps("Send again").sees("/pay/")


def test_a_tutors_question_pauses_the_promise_until_it_is_answered(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = services.locked(Homework.objects.get().pk)
    promised = homework.answer_due_at
    make_assignment(homework)
    ask_student(homework, "Which value of x?")
    world.work()
    assert "Which value of x?" in student.last
    student.says("menu").taps("Send homework")
    pass_time(timedelta(hours=2))
    student.taps("Answer now").sees("Which value of x?")
    student.says("Done").sees("no answer from you yet")
    student.says("The positive one, please").sees("your tutor has it")
    homework.refresh_from_db()
    assert homework.status == Homework.Status.ASSIGNED
    assert homework.text.endswith("The positive one, please")
    assert promised
    assert homework.answer_due_at
    assert homework.answer_due_at - promised >= timedelta(hours=2)
    student.says("And show the steps").taps("Done").sees("What can I do for you?")
    homework.refresh_from_db()
    assert homework.text.endswith("The positive one, please\nAnd show the steps")


def templates(phone: Phone) -> list[str]:
    return [body["template"]["name"] for body in phone.messages if body["type"] == "template"]


def test_in_a_closed_window_a_tutors_question_and_then_the_answer_are_announced_as_what_they_are(
    student: Phone, world: World
) -> None:
    student.orders().pays()
    world.later(timedelta(hours=30))
    homework = asked_back(world)
    assert templates(student) == ["tutor_question"]
    answered(homework, world)
    assert templates(student) == ["tutor_question", "solution_ready"]
    student.says("hello")
    assert any("x = 2" in text for text in student.news)
    assert not any("Which value of x?" in text for text in student.news), "the answer has overtaken the question"


def test_a_tutors_question_behind_its_template_is_kept_until_it_is_read(student: Phone) -> None:
    student.orders().pays()
    student.world.later(timedelta(hours=30))
    stage.asks(student, "Which value of x?")
    student.world.later(timedelta(days=5))
    sweep()
    student.says("hello")
    assert any("Which value of x?" in text for text in student.news)


@pytest.mark.parametrize(
    ("button", "words"),
    [("Answer now", "no longer needs this"), ("Cancel request", "has its answer"), ("Add photo", "has its answer")],
)
def test_an_old_button_in_the_middle_of_another_homework_keeps_its_draft(
    student: Phone, world: World, button: str, words: str
) -> None:
    student.orders().pays()
    answered(asked_back(world), world)
    student.says("menu").taps("Send homework").taps("Chemistry").says("How many moles are in 4 g of NaOH?")
    student.taps(button).sees(words)
    student.says("menu").taps("Continue homework").sees("1 line")


def answered(homework: Homework, world: World) -> None:
    make_solution(homework)
    world.work()


def asked_back(world: World) -> Homework:
    homework = Homework.objects.get()
    make_assignment(homework)
    ask_student(homework, "Which value of x?")
    world.work()
    return homework


def test_an_answer_may_be_a_photo_or_a_voice_note(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = asked_back(world)
    student.taps("Answer now").sends_photos(picture(1)).sees("your tutor has it")
    student.sends(student.item("audio", {"id": world.add_media(b"OggS voice"), "mime_type": "audio/ogg", "voice": True}))
    student.sees("Voice note kept for your tutor.")
    assert len(services.pages(homework)) == len(services.voice_notes(homework)) == 1


def test_a_photo_of_an_answer_that_does_not_arrive_is_asked_for_again(student: Phone, world: World) -> None:
    student.orders().pays()
    asked_back(world)
    student.taps("Answer now").sends_photos(picture(1)[:300]).sees("Photo 1")
    student.sends_photos(picture(2)).sees("your tutor has it")


def test_an_answer_fits_even_where_the_question_fills_its_limit(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = asked_back(world)
    homework.text_parts[0]["text"] = "x" * 3_990
    homework.save(update_fields=["text_parts"])
    student.taps("Answer now").says("The positive one, please").sees("your tutor has it")


def test_a_tutor_need_not_wait_for_an_answer(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = asked_back(world)
    make_solution(homework)
    student.seen = len(student.messages)
    world.work()
    student.sees("x = 2")
    homework.refresh_from_db()
    assert homework.status == Homework.Status.SOLVED
    assert homework.clarification_asked_at is None
    student.taps("Answer now").sees("no longer needs this")


def test_an_answer_reaches_whoever_claims_the_homework_next(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = asked_back(world)
    student.taps("Answer now")
    tutors.give_back(homework_id=homework.pk, actor=tutor_of(homework).user, at=now())
    student.says("The positive one, please").sees("your tutor has it")
    homework.refresh_from_db()
    assert homework.status == Homework.Status.QUEUED
    assert homework.text.endswith("The positive one, please")


def test_a_question_may_be_asked_only_by_the_homeworks_tutor(student: Phone, stranger: User) -> None:
    student.orders().pays()
    with pytest.raises(services.NotAllowed):
        tutors.ask_student(homework_id=Homework.objects.get().pk, actor=stranger, question="Why?", at=now())


def test_a_voice_note_is_kept_for_the_tutor(student: Phone, world: World) -> None:
    student.taps("Send homework").taps("Physics").taps("Photos").sends_photos(picture(1))
    student.sends(student.item("audio", {"id": world.add_media(b"OggS voice"), "mime_type": "audio/ogg", "voice": True}))
    student.sees("Voice note kept for your tutor.")
    [note] = services.voice_notes(Homework.objects.get())
    assert str(note.file.name).startswith("voice/")
    student.taps("Done").sees("Physics, 1 photo.")


def test_going_back_to_the_subject_offers_to_keep_it(student: Phone) -> None:
    student.taps("Send homework").taps("Physics").says("back").sees("Subject: Physics. Keep it?")
    student.taps("Change").sees("Which subject?")
    student.taps("Chemistry").sees("Chemistry. Type your question")


def test_a_photo_that_fails_after_its_student_moved_on_is_told(student: Phone, world: World) -> None:
    student.orders().pays().taps("Add photo")
    student.sends(student.item("image", {"id": "gone", "mime_type": "image/jpeg"})).says("menu")
    student.seen = len(student.messages)
    for _ in range(4):
        world.later(timedelta(minutes=8))
    student.sees("Photo 1 didn't arrive")
    student.says("menu")
    assert "didn't arrive" not in student.last
