"""Talking to a person: every rule of the five states, through the real webhook."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from conversations.tests.support_acts import answers, asks_support, ends, texts, ticket
from support.models import SupportMessage, SupportTicket
from tests.builders import QUESTION, picture
from tests.phone import Phone
from tests.world import World, pass_time

pytestmark = pytest.mark.usefixtures("noon")


def test_topic_then_description_opens_one_ticket_with_a_promise(student: Phone) -> None:
    student.says("menu").taps("Talk to us").sees("What is it about?")
    assert student.choices == ["Homework", "Payment", "Account", "App problem", "Other"]
    student.taps("Account").sees("Tell us in your own words")
    student.says("My name is wrong", "It should be Ada Obi").sees("A person answers within 2 hours (we are there 8 am to 8 pm)")
    assert student.choices == ["End chat", "Menu"]
    assert (ticket().topic, texts()) == ("account", ["My name is wrong", "It should be Ada Obi"])


def test_a_long_first_sentence_is_topic_and_description_at_once(student: Phone) -> None:
    student.says("menu").taps("Talk to us").says("I was debited twice for the same thing").sees("Ticket T")
    assert (ticket().topic, texts()) == ("payment", ["I was debited twice for the same thing"])


def test_a_single_word_chooses_the_topic(student: Phone) -> None:
    student.says("menu").taps("Talk to us").says("payment").sees("own words")
    student.taps("Back").sees("What is it about?")
    student.says("zz").sees("Sorry, I didn't get that.")


def test_describing_needs_three_characters_or_a_medium_and_helps(student: Phone) -> None:
    student.says("menu").taps("Talk to us").taps("Other").says("ab").sees("a few words more")
    student.says("help").sees("Say what happened")
    student.sends_photos(picture(1)).sees("Ticket T")
    message = SupportMessage.objects.get()
    assert (message.media_state, message.text) == ("ready", "(image)")
    assert message.file.size > 0


def test_a_ticket_links_the_latest_homework_and_payment(student: Phone) -> None:
    student.orders()
    asks_support(student, "I paid but nothing happens", "Payment")
    found = ticket()
    assert found.payment is not None
    assert found.homework == found.payment.homework


def test_more_lines_are_taken_silently_and_acknowledged_once_in_ten_minutes(student: Phone) -> None:
    asks_support(student).sees("Ticket T")
    student.says("It is No. 1001").sees_nothing()
    pass_time(timedelta(minutes=11))
    student.says("Hello?").sees("Added to ticket T")
    student.says("2").sees_nothing()
    assert texts() == ["My answer never came", "It is No. 1001", "Hello?", "2"]


def test_a_redelivered_line_is_added_once_and_acknowledged_once(student: Phone, world: World) -> None:
    asks_support(student)
    pass_time(timedelta(minutes=11))
    item = student.item("text", {"body": "Once only"})
    student.sends(item, item).sees("Added to ticket")
    assert texts().count("Once only") == 1


def test_menu_leaves_the_waiting_room_and_the_ticket_stays(student: Phone) -> None:
    asks_support(student).says("menu").sees("What can I do for you?")
    assert ticket().is_active
    student.taps("Talk to us").sees("Ticket T")


@pytest.mark.parametrize("words", ["end chat", "End", "exit", "close chat", "cancel"])
def test_words_that_end_a_waiting_chat(student: Phone, words: str) -> None:
    asks_support(student).says(words).sees("Chat closed.")
    assert (ticket().status, ticket().ended_by) == ("resolved", "student")


def test_the_first_answer_names_its_author_and_opens_the_chat(student: Phone, agent: User) -> None:
    asks_support(student)
    answers(student, agent).sees("Sade: I am looking into it")
    assert student.choices == ["End chat"]
    assert (student.conversation.state, ticket().status, ticket().claimed_by) == ("sup_live", "in_progress", agent)
    answers(student, agent, "Found it").sees("Found it")
    assert student.last == "Found it"


def test_the_bot_is_silent_while_a_person_talks(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent, "How many photos did you send?")
    for words in ("1", "Yes", "help", "support", "I want to end this", "thanks", "homework"):
        student.says(words).sees_nothing()
    assert texts()[1:] == ["1", "Yes", "help", "support", "I want to end this", "thanks", "homework"]
    assert student.conversation.state == "sup_live"


def test_menu_in_the_chat_asks_first(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("menu").sees("Leave the chat?")
    assert student.choices == ["Leave", "Stay"]
    student.taps("Stay").sees_nothing()
    student.says("menu").says("1").sees("What can I do for you?")
    assert ticket().is_active


def test_cancel_in_the_chat_asks_and_is_shown_to_staff(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent, "Shall I cancel the homework?")
    student.says("cancel").sees("End the chat?")
    assert texts()[-1] == "cancel"
    student.taps("End chat").sees("How did we do?")


def test_stop_in_the_chat_is_shown_to_staff_and_asked(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("stop").sees("Stop reminders only")
    assert texts()[-1] == "stop"
    assert student.conversation.opted_out_at is None
    assert student.conversation.state == "sup_live"


def test_a_closed_chat_is_rated_and_commented(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("end chat").sees("Chat closed. How did we do?")
    assert student.choices == ["Good", "OK", "Bad"]
    student.says("1").sees("Anything to add?")
    student.says("She was quick").sees("Thank you")
    assert (ticket().rating, ticket().rating_comment) == ("good", "She was quick")
    assert student.conversation.state == "idle"


def test_staff_end_the_chat_and_the_student_is_asked(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    ends(student, agent).sees("How did we do?")
    assert student.conversation.state == "sup_closed"
    student.says("homework").sees("Which subject?")
    assert ticket().rating == ""


def test_a_rating_much_later_still_counts_and_leaves_the_flow_alone(student: Phone, agent: User) -> None:
    ends(answers(asks_support(student), agent), agent)
    student.says("menu").taps("Send homework").taps("Mathematics").says(QUESTION)
    student.taps("Bad").sees("Got 1 line")
    assert ticket().rating == "bad"


def test_a_new_complaint_within_two_days_reopens_the_ticket(student: Phone, agent: User) -> None:
    ends(answers(asks_support(student), agent), agent)
    pass_time(timedelta(hours=47))
    asks_support(student, "It still never came")
    assert (ticket().status, ticket().ended_by, ticket().closed_at) == ("in_progress", "", None)
    pass_time(timedelta(minutes=1))
    ends(student, agent)
    pass_time(timedelta(hours=49))
    asks_support(student, "Something else entirely")
    assert SupportTicket.objects.count() == 2


def test_outside_office_hours_the_promise_says_tomorrow_and_the_faq_is_offered(student: Phone) -> None:
    pass_time(timedelta(hours=10))
    asks_support(student, "Where is my refund please", "Payment").sees("A person answers tomorrow by 10 am")
    assert student.choices[:3] == ["End chat", "Menu", "Ways to pay"]
    student.taps("Ways to pay").sees("₦500")


def test_a_late_answer_is_not_promised_again(student: Phone) -> None:
    asks_support(student)
    pass_time(timedelta(hours=3))
    student.says("menu").taps("Talk to us").sees("still waiting for a person")


def test_payment_tickets_are_urgent_once_money_may_have_moved(student: Phone) -> None:
    student.orders().pays()
    asks_support(student, "I was debited twice", "Payment")
    assert ticket().is_urgent


def test_an_answer_after_the_window_sends_the_template_and_the_text_follows(student: Phone, agent: User) -> None:
    asks_support(student)
    pass_time(timedelta(hours=30))
    answers(student, agent, "First")
    answers(student, agent, "Second")
    assert student.messages[-1]["template"]["name"] == "support_answer"
    held = SupportMessage.objects.filter(sender="staff")
    assert [message.state for message in held] == ["held", "held"]
    payload = student.messages[-1]["template"]["components"][-1]["parameters"][0]["payload"]
    student.sends(student.item("button", {"payload": payload, "text": "Read it"}))
    assert student.news == ["Sade: First", "Second"]
    assert [message.state for message in held.all()] == ["sent", "sent"]


def test_half_an_hour_after_the_last_answer_the_next_words_are_asked_about(student: Phone, agent: User) -> None:
    asks_support(student)
    pass_time(timedelta(minutes=40))
    answers(student, agent)
    pass_time(timedelta(minutes=29))
    student.says("Still here").sees_nothing()
    answers(student, agent, "And now?")
    pass_time(timedelta(minutes=31))
    call_command("expire_conversations")
    assert student.conversation.state == "idle"
    student.says("It works now").sees("Reply to ticket T")
    assert student.choices == ["Reply", "Menu"]
    student.taps("Reply").sees("Added to ticket")
    assert texts()[-1] == "It works now"
    student.says("Bye").sees_nothing()


def test_while_staff_owe_an_answer_the_chat_does_not_time_out(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    student.says("Here is more")
    pass_time(timedelta(hours=5))
    call_command("expire_conversations")
    assert student.conversation.state == "sup_live"


def test_two_days_of_silence_end_the_ticket_without_a_message(student: Phone, agent: User) -> None:
    answers(asks_support(student), agent)
    before = len(student.messages)
    pass_time(timedelta(hours=49))
    call_command("close_silent_tickets", "--dry-run")
    assert ticket().is_active
    call_command("close_silent_tickets")
    student.world.work()
    assert (ticket().status, ticket().ended_by) == ("resolved", "silence")
    assert (student.conversation.state, len(student.messages)) == ("idle", before)
    pass_time(timedelta(hours=49))
    call_command("close_silent_tickets")
    assert ticket().status == "closed"


def test_an_answer_in_the_middle_of_homework_leaves_it_alone_and_offers_reply(student: Phone, agent: User) -> None:
    asks_support(student).says("menu").taps("Send homework").taps("Mathematics").says(QUESTION)
    answers(student, agent).sees("Sade: I am looking into it")
    assert student.choices == ["Reply"]
    assert student.conversation.state == "hw_text"
    student.taps("Reply").sees("goes to ticket")
    student.says("Thank you").sees_nothing()
    student.says("menu").taps("Leave")
    assert student.choices[0] == "Continue homework"


def test_news_about_payment_reaches_the_chat_and_is_marked_for_staff(student: Phone, agent: User) -> None:
    student.orders()
    answers(asks_support(student, "I paid but nothing happens"), agent)
    student.pays().sees("Paid ₦500")
    assert student.conversation.state == "sup_live"
    [note] = SupportMessage.objects.filter(sender="note")
    assert "was confirmed: ₦500" in note.text
