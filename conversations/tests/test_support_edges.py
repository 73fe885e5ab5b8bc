"""The edges of talking to a person: odd media, strangers, drafts, danger."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from conversations.models import OutboundMessage
from conversations.tests import stage
from conversations.tests.support_acts import answers, asks_support, ends, texts, ticket
from core.models import AdminSettings, Alert
from payments.models import Payment
from support.models import SupportMessage, SupportTicket
from tests.builders import QUESTION, picture
from tests.phone import Phone
from tests.world import World, now, pass_time

pytestmark = pytest.mark.usefixtures("noon")


def test_files_that_cannot_be_passed_on_are_refused_with_the_reason(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.sends_photos(b"GIF89a no photo").sees("not a JPG, PNG or WebP")
    video = {"id": student.world.add_media(b"x"), "mime_type": "video/mp4"}
    student.sends(student.item("video", video)).sees("only photos and voice notes")
    voice = {"id": student.world.add_media(b"OggS voice"), "mime_type": "audio/ogg", "voice": True}
    student.sends(student.item("audio", voice)).sees_nothing()
    states = [message.media_state for message in SupportMessage.objects.filter(sender="person")][1:]
    assert states == ["failed", "none", "ready"]


def test_an_unregistered_person_is_helped_and_the_ticket_stays_theirs(phone: Phone) -> None:
    phone.says("hi").taps("Talk to us").taps("Other").says("What is this service?").sees("Ticket T")
    phone.says("menu").taps("Register").says("Ada Obi").taps("Skip").says("SS2").taps("Save")
    assert ticket().lead.student == phone.conversation.student


def test_a_photo_sent_for_support_starts_the_ticket(student: Phone) -> None:
    student.sends_photos(picture(3)).taps("For support").sees("Ticket T")
    assert SupportMessage.objects.get().media_state == "ready"


def test_what_failed_on_our_side_is_an_urgent_ticket(student: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr("conversations.engine.engine.run", fails)
        student.says("hello")
        student.world.later(timedelta(minutes=2))
        student.world.later(timedelta(minutes=2))
    assert ticket().is_urgent
    assert Alert.objects.filter(key__startswith="turn.").exists()
    assert OutboundMessage.objects.latest("pk").content["body"].startswith("Something broke")


def test_office_hours_follow_the_settings(student: Phone) -> None:
    at: datetime = now()
    row = AdminSettings.load()
    row.support_answer_minutes = 45
    row.save()
    asks_support(student).sees("within 45 minutes")
    assert ticket().answer_due_at < at + timedelta(hours=1)


def test_short_lines_of_one_burst_are_one_description(student: Phone) -> None:
    student.says("menu").taps("Talk to us").taps("Other").says("hi", "my link is dead").sees("Ticket T")
    assert "a few words more" not in student.last
    assert texts() == ["hi", "my link is dead"]


def test_a_yes_after_staff_wrote_again_is_for_them(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("cancel").sees("End the chat?")
    answers(student, agent, "Shall I withdraw it for you?")
    student.says("yes").sees_nothing()
    assert (ticket().status, texts()[-1]) == ("in_progress", "yes")
    student.says("cancel").says("yes").sees("How did we do?")


def test_a_word_about_the_topic_may_carry_a_question_mark(student: Phone) -> None:
    student.says("menu").taps("Talk to us").says("Refund?").sees("own words")


def test_asking_for_more_in_a_live_chat_stays_with_the_person(student: Phone, agent: User) -> None:
    student.orders().pays()
    answers(asks_support(student, "When does it come?"), agent)
    stage.answers(student, "x = 2")
    student.taps("Explain more").sees("What should the tutor explain more?")
    assert student.conversation.state == "sup_live"
    student.says("Why not 3?").sees_nothing()
    notes = SupportMessage.objects.filter(sender="note").values_list("text", flat=True)
    assert any("went to the student" in text for text in notes)


def test_a_voice_note_after_half_an_hour_is_asked_about_and_reaches_the_ticket(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    pass_time(timedelta(minutes=31))
    voice = {"id": student.world.add_media(b"OggS voice"), "mime_type": "audio/ogg", "voice": True}
    student.sends(student.item("audio", voice)).sees("Reply to ticket T")
    student.taps("Reply").sees("Added to ticket")
    assert SupportMessage.objects.filter(sender="person").latest("pk").media_state == "ready"


def test_a_reopened_ticket_is_about_the_new_complaint(student: Phone, agent: User) -> None:
    ends(answers(asks_support(student), agent), agent)
    assert not ticket().is_urgent
    student.orders().pays()
    asks_support(student, "I was debited twice", "Payment")
    found = ticket()
    assert (found.topic, found.is_urgent, found.payment is not None) == ("payment", True, True)


def test_a_topic_without_its_story_is_kept_and_offered(student: Phone) -> None:
    student.says("support").taps("Payment")
    pass_time(timedelta(minutes=40))
    student.says("hi").sees("you began to tell us something")
    student.taps("Continue").sees("in your own words").says("My money left and nothing came")
    assert ticket().topic == "payment"


def test_a_topic_never_pushes_out_a_homework(student: Phone) -> None:
    student.says("homework").taps("Physics").says(QUESTION).says("menu").says("support").taps("Payment").says("menu")
    assert "Continue homework" in student.choices
    student.taps("Continue homework").sees("Got 1 line")


@pytest.mark.parametrize("where", ["faq", "my plan", "menu"])
def test_a_voice_note_where_nobody_listens_offers_a_person(phone: Phone, where: str) -> None:
    phone.says("hi").says(where)
    phone.sends(phone.item("audio", {"id": "9", "mime_type": "audio/ogg", "voice": True})).sees("can't listen to voice notes")
    assert "Talk to us" in phone.choices


def test_a_debit_alert_asks_paystack_wherever_it_is_typed(student: Phone, world: World) -> None:
    student.orders().says("menu")
    payment = Payment.objects.get()
    student.says("Debit alert: N500 was debited from your acct, is it not there?")
    payment.refresh_from_db()
    assert student.conversation.state == "pay_pending"
    assert "Is this homework" not in student.last


DANGER = ["I want to kill myself", "abeg I wan die", "my uncle is touching my body", "I dont want to live again", "he raped me"]
NO_DANGER = [
    "What did Romeo say before he died?",
    "I will die of laughter sir",
    "Explain why the king wanted to kill the prince",
    "Discuss drug abuse in Nigeria",
    "He touched my heart with the poem",
]


@pytest.mark.parametrize("said", DANGER)
@pytest.mark.parametrize("registered", [True, False])
def test_words_of_danger_call_people_and_rest_the_flow(phone: Phone, said: str, registered: bool) -> None:
    if registered:
        phone.is_registered().says("homework")
    phone.says("hi").says(said).sees("call 112")
    assert (ticket().is_urgent, texts()) == (True, [said])
    assert Alert.objects.filter(key=f"support.danger.{ticket().pk}", resolved_at=None).exists()
    phone.says("2").says("my father is at home")
    assert texts()[-1] == "my father is at home"


@pytest.mark.parametrize("said", NO_DANGER)
def test_homework_about_such_things_is_homework(student: Phone, said: str) -> None:
    student.says("homework").taps("Physics").says("text").says(said).sees("Got 1 line")
    assert not SupportTicket.objects.exists()


def test_a_homework_in_which_danger_is_told_keeps_its_lines(student: Phone) -> None:
    student.says("homework").taps("Physics").says(QUESTION).says("I want to kill myself").sees("call 112")
    student.taps("Menu").taps("Continue homework").sees("Got 2 lines")


def test_danger_told_to_a_person_is_theirs_and_urgent(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("I want to kill myself").sees_nothing()
    assert ticket().is_urgent
    assert texts()[-1] == "I want to kill myself"
