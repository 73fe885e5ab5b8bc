"""Events that reach a state which waits for something else: nonsense, small talk, voice notes, photos, old messages."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from conversations.tests.support_acts import answers, asks_support, texts, ticket
from homework.models import Attachment, Homework
from sandbox import payloads
from students.models import Student
from tests.builders import QUESTION, picture
from tests.phone import Phone, text_of
from tests.world import pass_time

LATE = timedelta(hours=13)


def voice(phone: Phone, *, lost: bool = False) -> Phone:
    media_id = "nowhere" if lost else phone.world.add_media(b"OggS voice")
    return phone.sends(phone.item("audio", {"id": media_id, "mime_type": "audio/ogg", "voice": True}))


@pytest.fixture
def left_registration(phone: Phone) -> Phone:
    """Their registration was begun and left by silence."""
    phone.says("register").says("Ada Obi").sees("E-mail")
    pass_time(timedelta(hours=3))
    return phone


def test_three_bad_names_lead_to_people(phone: Phone) -> None:
    phone.says("register").says("12345").sees("I need a name in letters")
    phone.says("67890").sees("I need a name in letters")
    phone.says("12345").sees("I still don't follow")
    assert phone.choices == ["Use this name", "Menu", "Talk to us"]
    phone.says("Ada Obi").sees("E-mail")


def test_three_bad_addresses_keep_skip_beside_the_way_to_people(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("ada at mail").sees("doesn't look like an e-mail")
    assert phone.choices == ["Skip"]
    assert "1." not in phone.last, "one choice needs no number"
    phone.says("ada@").says("ada@mail").sees("I still don't follow")
    assert phone.choices == ["Skip", "Menu", "Talk to us"]
    phone.taps("Skip").sees("class")


@pytest.mark.parametrize("said", ["thanks", "price", "ok"])
def test_small_talk_and_requests_are_no_class(phone: Phone, said: str) -> None:
    phone.says("register").says("Ada Obi").says("skip").says(said)
    assert phone.conversation.state == "reg_class"
    assert "class_text" not in phone.conversation.answers


def test_help_tells_why_the_age_is_asked(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("skip").says("waec").says("help").sees("a parent agrees")


def test_thanks_are_no_address(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("thanks")
    assert "doesn't look" not in phone.last
    phone.sees("E-mail")


def test_grace_is_a_name_though_it_is_thanks_elsewhere(phone: Phone) -> None:
    phone.says("register").says("Blessings Grace").sees("E-mail")


def test_a_voice_note_of_somebody_unregistered_is_kept(phone: Phone) -> None:
    voice(phone.says("register")).sees("I've kept that for your homework")
    phone.says("Ada Obi").says("skip").says("SS2").taps("Save").taps("Mathematics")
    assert Attachment.objects.get().kind == Attachment.Kind.VOICE


def test_a_photo_after_a_left_registration_leads_back_into_it(left_registration: Phone) -> None:
    left_registration.sends_photos(picture(1)).sees("Continue, Ada Obi?")
    left_registration.taps("Continue").sees("E-mail")
    left_registration.says("skip").says("SS2").taps("Save").taps("Physics").sees("1 photo")
    assert Student.objects.get().full_name == "Ada Obi"


def test_a_long_text_after_a_left_registration_leads_back_into_it(left_registration: Phone) -> None:
    left_registration.says("Find the acceleration of a body of 5 kg under 20 N").taps("Yes, homework")
    left_registration.sees("Continue, Ada Obi?").taps("Continue")
    left_registration.says("skip").says("SS2").taps("Save").taps("Physics").sees("Physics, 1 line.")


def test_a_homework_without_a_subject_is_offered_without_one(student: Phone) -> None:
    student.sends_photos(picture(1)).taps("Yes, homework").says("menu").says("homework")
    student.sees("You have an unsent homework from")


def test_a_homework_of_nothing_is_no_draft(student: Phone) -> None:
    student.says("homework").says("menu")
    assert "Continue homework" not in student.choices
    student.says("homework").taps("Physics").says("menu")
    assert "Continue homework" in student.choices


def test_thanks_are_not_offered_to_the_draft(student: Phone) -> None:
    student.says("homework").taps("Physics").says(QUESTION).says("menu").says("thanks")
    assert "Add to your" not in student.last


def test_a_voice_note_on_its_way_holds_no_review_up(student: Phone) -> None:
    student.says("homework").taps("Physics").says(QUESTION).taps("Done")
    voice(student).sees("Answer by")
    assert "photo" not in student.last


def test_a_voice_note_that_never_came_is_asked_for_again_as_one(student: Phone) -> None:
    student.says("homework").taps("Physics").says(QUESTION)
    voice(student, lost=True)
    for _ in range(4):
        student.world.later(timedelta(minutes=5))
    assert any("Your voice note didn't arrive" in text_of(body) for body in student.messages)


def test_once_it_is_paid_the_payment_is_no_longer_spoken_of(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays().says("help").sees("Choose from the list")
    assert student.conversation.state == "idle"


def test_nonsense_at_a_payment_asks_about_the_payment_again(student: Phone) -> None:
    student.orders().says("blorp").sees("Sorry, I didn't get that.")
    assert student.conversation.state == "pay_pending"
    student.says("price").sees("₦500")


def test_nobody_asks_for_the_topic_a_third_time(student: Phone) -> None:
    student.says("support").says("blorp").says("blarp").says("blurp").sees("Tell us in your own words.")
    student.says("My answer of yesterday is wrong")
    assert ticket().topic == "other"


@pytest.mark.usefixtures("noon")
def test_a_late_message_to_people_reaches_them(student: Phone, agent: User) -> None:
    late = student.item(*payloads.text("I found the receipt"))
    student.world.later(LATE)
    answers(asks_support(student), agent)
    student.sends(late).sees_nothing()
    assert "I found the receipt" in texts()


def test_a_few_buttons_stay_beside_the_way_to_people(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("skip").says("SS2")
    for _ in range(3):
        phone.says("blorp")
    assert phone.choices == ["Save", "Change", "Cancel", "Menu", "Talk to us"]
    phone.says("yes").sees("You're registered")


def test_the_second_miss_at_the_question_of_age_says_why_it_is_asked(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("skip").says("waec").says("blorp").says("blarp").sees("a parent agrees")


@pytest.mark.parametrize("said", ["privacy", "Delete my account", "what do you keep about me?"])
def test_privacy_is_told_with_its_page_and_a_person(phone: Phone, said: str) -> None:
    phone.says("hi").says(said).sees("/terms")
    assert phone.choices == ["Talk to us", "Menu"]
    phone.registers().says("menu").taps("Privacy").sees("we never sell them")


def test_a_homework_held_back_is_not_called_answered(student: Phone) -> None:
    student.orders().pays()
    Homework.objects.update(status=Homework.Status.AWAITING_PAYMENT)
    student.taps("Cancel request").sees("isn't paid, so no tutor has it yet.")


def test_a_page_that_nobody_opened_is_not_asked_about(student: Phone) -> None:
    student.orders().taps("I have paid").sees("Nobody has opened your payment page yet").sees("/pay/")


@pytest.mark.usefixtures("noon")
def test_a_sticker_reaches_the_people_of_a_chat_without_an_answer(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.sends(student.item("sticker", {"id": "1", "mime_type": "image/webp"})).sees_nothing()
    assert texts()[-1].startswith("(sticker")


def test_thanks_are_answered(student: Phone) -> None:
    student.says("thank you sir").sees("Any time!")
    student.says("homework").says("thanks").sees("Any time!").sees("Which subject?")


def test_a_homework_of_a_plan_is_withdrawn_without_a_word_of_money(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    student.says("homework").taps("Physics").says(QUESTION).taps("Done").taps("Send")
    student.taps("Cancel request").sees("It no longer counts in your plan then.").taps("Yes, withdraw").sees("is withdrawn.")
