"""What may happen between Send and the answer: more photos, withdrawing, a tutor's question, the same homework again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from conversations.tests.harness import QUESTION, Phone, World, now, pass_time, picture
from homework import services
from homework.models import Attachment, Homework
from tutors import services as tutors
from tutors.models import Tutor


@pytest.fixture
def tutor(db: None) -> Tutor:
    return Tutor.objects.create(user=User.objects.create_user("tunde"))


def test_a_photo_after_sending_joins_the_waiting_homework(student: Phone) -> None:
    student.orders().pays()
    homework = Homework.objects.get()
    student.sends_photos(picture(1)).sees(f"Add to No. {homework.code}")
    student.taps("Add").sees(f"Added. No. {homework.code} now has 1 line, 1 photo.")
    assert Attachment.objects.get().homework == homework


def test_a_photo_after_the_claim_is_no_longer_added(student: Phone, tutor: Tutor) -> None:
    student.orders().pays().sends_photos(picture(1))
    tutors.claim(homework_id=Homework.objects.get().pk, tutor=tutor, at=now())
    student.taps("Add").sees("already working on it")
    assert not Attachment.objects.exists()


def test_a_photo_after_sending_may_start_a_new_homework(student: Phone) -> None:
    student.orders().pays().sends_photos(picture(1)).taps("New homework").sees("Which subject?")


def test_the_same_homework_again_is_asked_about(student: Phone) -> None:
    student.orders().pays()
    student.says("menu").taps("Send homework").taps("Mathematics").says(QUESTION).taps("Done").taps("Pay ₦500")
    student.sees("You sent the same homework on")
    student.taps("Send again").sees("/pay/")


def test_a_tutors_question_pauses_the_promise_until_it_is_answered(student: Phone, world: World, tutor: Tutor) -> None:
    student.orders().pays()
    homework = services.locked(Homework.objects.get().pk)
    promised = homework.answer_due_at
    tutors.claim(homework_id=homework.pk, tutor=tutor, at=now())
    tutors.ask_student(homework_id=homework.pk, actor=tutor.user, question="Which value of x?", at=now())
    world.work()
    assert "Which value of x?" in student.last
    student.says("menu").taps("Send homework")
    pass_time(timedelta(hours=2))
    student.taps("Answer now").sees("Which value of x?")
    student.says("Done").sees("no answer from you yet")
    student.says("The positive one, please").sees("Got it")
    student.taps("Done").sees("Thank you, your tutor has it")
    homework.refresh_from_db()
    assert homework.status == Homework.Status.ASSIGNED
    assert homework.text.endswith("The positive one, please")
    assert promised and homework.answer_due_at
    assert homework.answer_due_at - promised >= timedelta(hours=2)
    student.taps("Answer now").sees("answered already")


def test_a_question_may_be_asked_only_by_the_homeworks_tutor(student: Phone, tutor: Tutor) -> None:
    student.orders().pays()
    stranger = User.objects.create_user("stranger")
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
