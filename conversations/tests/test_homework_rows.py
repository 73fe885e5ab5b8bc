"""Rows of the homework flow that are easily lost: subjects nobody teaches, help, what may follow right after sending."""

from datetime import timedelta

import pytest

from conversations.tests import stage
from core.models import AdminSettings
from homework import services
from homework.models import Homework, Subject
from tests.builders import QUESTION, make_tutor, picture
from tests.phone import Phone
from tests.world import pass_time
from tutors.models import Tutor


@pytest.fixture
def maths_tutor(db: None) -> Tutor:
    tutor = make_tutor()
    tutor.subjects.set(Subject.objects.filter(name="Mathematics"))
    return tutor


def promised_hours(homework: Homework) -> int:
    assert homework.answer_due_at
    assert homework.released_at
    return (homework.answer_due_at - homework.released_at) // timedelta(hours=1)


def test_a_subject_without_a_tutor_is_said_so_with_its_own_promise(student: Phone, maths_tutor: Tutor) -> None:
    student.says("homework").taps("Physics").sees(
        "We have no Physics tutor yet. You can still send it: give us up to 24 hours."
    )
    student.says("help").sees("Answered within 24 hours.")
    student.says(QUESTION).taps("Done").taps("Pay ₦500").pays()
    assert promised_hours(Homework.objects.get()) == AdminSettings.load().answer_hours_without_tutor == 24


def test_a_subject_of_ones_own_words_has_no_tutor(student: Phone, maths_tutor: Tutor) -> None:
    student.says("homework").taps("Other").says("Fine Art").sees("We have no Fine Art tutor yet.")


def test_a_taught_subject_is_promised_the_usual_time(student: Phone, maths_tutor: Tutor) -> None:
    student.says("homework").taps("Physics").says("back").taps("Change").taps("Mathematics")
    assert "no Mathematics tutor" not in student.last
    student.says(QUESTION).taps("Done").taps("Pay ₦500").pays()
    assert promised_hours(Homework.objects.get()) == AdminSettings.load().answer_hours == 12


def test_a_tutor_who_names_no_subject_takes_any(student: Phone, maths_tutor: Tutor) -> None:
    make_tutor("zainab")
    student.says("homework").taps("Physics").sees("Physics. Type your question")
    maths_tutor.refresh_from_db()


def test_help_tells_example_price_and_time(student: Phone) -> None:
    student.says("homework").says("help").sees("₦500 for each homework, or covered by a plan. Answered within 12 hours.")
    student.taps("Physics").says("help").sees("for example: Solve 2x")
    student.taps("Photos").sends_photos(picture(1)).says("help").sees("for example: only 3 and 5")
    student.taps("Done").says("help").sees("₦500 for each homework")


def test_photos_that_find_no_room_are_named_by_their_place_in_the_burst(student: Phone) -> None:
    student.says("homework").taps("Physics").taps("Photos").sends_photos(*map(picture, range(1, 13)))
    student.sees("Of the photos you just sent I left out no. 11, 12.\n\n10 photos received.")
    student.sends_photos(picture(20)).sees("I left out no. 1.")


def test_photos_that_were_kept_and_find_no_room_are_named_as_well(student: Phone) -> None:
    student.sends_photos(*map(picture, range(1, 12))).taps("Yes, homework")
    student.sees("I left out no. 11.")


def test_photos_for_a_left_homework_that_find_no_room_are_named_as_well(student: Phone) -> None:
    student.says("homework").taps("Physics").taps("Photos").sends_photos(*map(picture, range(1, 10))).says("menu")
    student.sends_photos(picture(20), picture(21)).taps("Yes")
    student.sees("I left out no. 2.")


def test_photos_announced_after_sending_join_without_a_question(student: Phone) -> None:
    student.orders().pays()
    assert student.choices == ["Add photo", "Cancel request", "Menu"]
    student.taps("Add photo").sees("Send the photos for No.")
    student.sends_photos(picture(1), picture(2)).sees("now has 1 line, 2 photos. More? Just send them.")
    student.sends_photos(picture(3)[:300]).sees("Photo 3 is damaged")
    assert len(services.pages(Homework.objects.get())) == 2
    pass_time(timedelta(minutes=40))
    student.sends_photos(picture(4)).sees("Add to No.")


def test_announced_photos_come_too_late_after_a_claim(student: Phone) -> None:
    student.orders().pays().taps("Add photo")
    stage.claims(student)
    student.sends_photos(picture(1)).sees("Is this homework?")
    student.taps("Add photo").sees("already working on it")


@pytest.mark.parametrize("said", ["Cancel request", "cancel it", "2"])
def test_right_after_paying_the_request_may_be_withdrawn(student: Phone, said: str) -> None:
    student.orders().pays().says(said).sees("Withdraw No.")
    student.taps("Yes, withdraw").sees("is withdrawn")


def test_a_photo_after_the_silence_may_start_a_new_homework(student: Phone) -> None:
    student.says("homework").taps("Physics").taps("Photos").sends_photos(picture(1))
    pass_time(timedelta(minutes=31))
    student.sends_photos(picture(2)).sees("Add to your Physics homework")
    student.taps("New homework").sees("Which subject?")
    student.taps("Mathematics").sees("Mathematics, 1 photo.")


def test_thanks_in_the_middle_are_not_greeted(student: Phone) -> None:
    student.says("homework").taps("Physics").says("ok thanks").sees("Physics. Type your question")
    assert "Hello" not in student.last
    student.says("good morning").sees("Hello!")


def test_another_subject_at_the_next_question_is_a_change_of_mind(student: Phone) -> None:
    student.says("homework").taps("Biology").says("physics").sees("Physics. Type your question")
