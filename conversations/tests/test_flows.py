"""The rules that hold in every state: drafts, time-out, old buttons, cancel, photos nobody asked for."""

from datetime import timedelta

from django.contrib.auth.models import User

from conversations.models import Conversation, InboundMessage
from homework.models import Attachment, Homework
from support import services
from support.models import SupportTicket
from tests.builders import QUESTION, picture
from tests.phone import Phone
from tests.world import World, now, pass_time


def test_menu_keeps_a_draft_and_offers_it_first(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION).says("menu").sees("What can I do for you?")
    assert student.choices[0] == "Continue homework"
    student.taps("Continue homework").sees("Got 1 line")
    assert Homework.objects.get().text == QUESTION


def test_half_an_hour_of_silence_leaves_the_flow_and_keeps_the_draft(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION)
    pass_time(timedelta(minutes=31))
    student.says("hello").sees("an unsent Mathematics homework from")
    assert student.choices == ["Continue", "Start again", "Menu"]
    student.taps("Continue").sees("Got 1 line")


def test_more_text_after_the_silence_is_offered_to_the_draft(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION)
    pass_time(timedelta(minutes=31))
    student.says("and also factorise x² - 9").sees("Add to your Mathematics homework from")
    student.taps("Yes").sees("Got 2 lines")


def test_a_photo_after_the_silence_is_offered_to_the_draft(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Photos").sends_photos(picture(1))
    pass_time(timedelta(minutes=31))
    student.sends_photos(picture(2)).sees("Add to your Mathematics homework")
    student.taps("Yes").sees("2 photos received")


def test_a_registration_draft_lasts_a_week(phone: Phone) -> None:
    phone.says("hi").taps("Register").says("Ada Obi")
    pass_time(timedelta(days=6))
    phone.says("hi").sees("Your registration is nearly done")
    phone.taps("Continue").sees("E-mail")
    pass_time(timedelta(days=8))
    phone.says("hi")
    assert "Continue" not in phone.choices


def test_the_command_expires_like_a_turn_would_and_sends_nothing(student: Phone) -> None:
    from django.core.management import call_command

    student.taps("Send homework").taps("Mathematics").says(QUESTION)
    before = len(student.messages)
    pass_time(timedelta(minutes=31))
    call_command("expire_conversations")
    assert student.conversation.state == "idle"
    assert student.conversation.draft is not None
    assert len(student.messages) == before
    student.says("hi").sees("unsent Mathematics homework")


def test_a_button_of_an_earlier_step_says_so_and_asks_again(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics")
    student.taps("Type")
    student.taps("Photos").sees("That button is from an earlier step.\n\nSend the question")
    assert student.conversation.state == "hw_text"


def test_cancel_asks_before_anything_is_thrown_away(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION).says("cancel").sees("Discard this?")
    student.taps("Keep going").sees("Got 1 line")
    student.says("cancel").taps("Discard").sees("Discarded.")
    assert Homework.objects.get().status == Homework.Status.CANCELLED


def test_a_photo_without_starting_is_kept_until_answered(student: Phone) -> None:
    student.sends_photos(picture(1)).sees("Is this homework?")
    student.taps("Yes, homework").sees("Which subject?")
    student.taps("Physics").sees("Physics, 1 photo.")
    assert Attachment.objects.get().state == Attachment.State.READY


def test_a_first_message_that_is_homework_is_kept_through_registration(phone: Phone) -> None:
    phone.says("Please help me solve 3x + 7 = 25 with all the steps").sees("Got it. Two quick questions first.")
    phone.says("Ada Obi").taps("Skip").says("JSS 2").taps("Save").sees("Which subject?")
    phone.taps("Mathematics").sees("Mathematics, 1 line.")


def test_three_photos_sent_by_a_stranger_get_one_reply_and_are_kept(phone: Phone) -> None:
    phone.sends_photos(picture(1), picture(2), picture(3)).sees("Two quick questions first")
    phone.says("Ada Obi").taps("Skip").says("SS1").taps("Save").taps("Physics").sees("3 photos")


def test_back_and_help_in_registration(phone: Phone) -> None:
    phone.says("hi").taps("Register").says("Ada Obi").says("help").sees("Only for receipts")
    phone.says("back").sees("Name: Ada Obi. Keep it").taps("Keep").sees("E-mail for receipts")


def test_single_names_emails_and_changes(phone: Phone) -> None:
    phone.says("hi").taps("Register").says("Madonna").sees("full name?")
    phone.taps("Yes, that's all").sees("E-mail")
    phone.says("not an address").sees("doesn't look like an e-mail")
    phone.says("ada@gmial.com").sees("ada@gmail.com?")
    phone.taps("Yes, fix it").sees("class")
    phone.taps("JSS").sees("Which year of JSS?")
    phone.taps("JSS 2").sees("Madonna, JSS2. Save?")
    phone.taps("Change").taps("Name").says("Madonna Eze").sees("Madonna Eze, JSS2. Save?")
    phone.taps("Save")
    student = phone.conversation.student
    assert student is not None
    assert student.email == "ada@gmail.com"


def test_a_person_without_a_phone_number_is_served_by_user_id(world: World) -> None:
    phone = Phone(world, user_id="NG.7788")
    phone.registers()
    assert phone.messages[-1]["recipient"] == "NG.7788"
    assert "to" not in phone.messages[-1]
    student = phone.conversation.student
    assert student is not None
    assert student.phone == ""


def test_a_user_id_that_comes_later_stays_with_the_same_person(world: World) -> None:
    old = Phone(world, wa_id="2348031234567")
    old.says("hi")
    both = Phone(world, wa_id="2348031234567", user_id="NG.55")
    both.says("hi")
    only = Phone(world, user_id="NG.55")
    only.world.post(only.body(only.item("text", {"body": "menu"})))
    world.work()
    assert Conversation.objects.count() == 1


def test_an_unknown_stored_state_leads_kindly_to_the_menu(student: Phone) -> None:
    Conversation.objects.update(state="a_state_of_last_year")
    student.says("whatever").sees("")
    assert student.conversation.state == "idle"


def test_what_was_not_understood_is_recorded(student: Phone) -> None:
    student.taps("Send homework").says("zzzz")
    assert InboundMessage.objects.get(text="zzzz").result == "not_understood"


def test_photos_with_problems_are_named_and_the_rest_is_kept(student: Phone) -> None:
    student.taps("Send homework").taps("Physics").taps("Photos")
    huge = picture(9) + b"\0" * (5 * 1024 * 1024)
    student.sends_photos(picture(1), b"GIF89a not a photo", huge, picture(2)[:400], picture(3))
    student.sees("2 photos received")
    for words in ("Photo 2 is not a JPG", "Photo 3 is too large", "Photo 4 is damaged"):
        assert words in student.last


def test_the_same_photo_twice_counts_once(student: Phone) -> None:
    student.taps("Send homework").taps("Physics").taps("Photos").sends_photos(picture(1), picture(1))
    student.sees("1 photo received")


def test_opting_out_and_coming_back(student: Phone) -> None:
    student.says("stop").sees("Stop reminders only")
    student.taps("Everything").sees("Say START")
    assert student.conversation.opted_out_at is not None
    student.says("START").sees("Welcome back!")
    assert student.conversation.opted_out_at is None


def test_support_takes_what_is_written_and_answers_from_staff_arrive(student: Phone, world: World, agent: User) -> None:
    student.says("menu").taps("Talk to us").says("My answer never came").sees("Ticket T")
    student.says("It is No. 1001").sees_nothing()
    ticket = SupportTicket.objects.get()
    assert [message.text for message in ticket.messages.all()] == ["My answer never came", "It is No. 1001"]
    services.reply(ticket=ticket, author=agent, text="Looking now", at=now())
    world.work()
    assert student.last == "Sade: Looking now"
    student.says("end chat").sees("Chat closed")
