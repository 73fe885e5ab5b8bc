"""Frequent questions, my plan and my details, as a student meets them."""

from datetime import timedelta

import pytest

from core.models import AdminSettings, AuditEntry
from homework.models import Homework
from support.models import FaqEntry, FaqSearch, FaqUse, SupportTicket
from tests.builders import QUESTION, make_homework, make_plan, make_subscription, picture
from tests.phone import Phone
from tests.world import now, pass_time


def test_the_menu_of_a_student_and_of_a_lead(phone: Phone) -> None:
    phone.says("hi").says("menu")
    assert phone.choices == ["Register", "How it works", "Prices", "FAQs", "Talk to us", "Privacy"]
    phone.registers().says("menu")
    for row in ("Send homework", "My homework", "My plan", "FAQs", "Talk to us", "My details", "Privacy"):
        assert row in phone.choices


def test_the_longest_menu_fits_into_a_list(student: Phone) -> None:
    student.orders().says("menu").says("homework").taps("Physics").says(QUESTION).says("menu")
    assert student.choices[:2] == ["Continue homework", "Payment waiting"]
    assert len(student.choices) == 10
    assert student.choices[-1] == "Privacy"


def test_a_topic_leads_to_an_answer_with_the_price_of_the_settings(student: Phone) -> None:
    AdminSettings.objects.update_or_create(pk=1, defaults={"homework_price_kobo": 75_000})
    student.taps("FAQs").sees("Pick a topic")
    assert student.choices[:3] == ["Registration", "Homework", "Payment"]
    student.taps("Payment").taps("Ways to pay").sees("costs ₦750")
    assert student.choices == ["Yes", "No", "More"]
    student.taps("Yes").sees("Good to hear")
    assert [use.kind for use in FaqUse.objects.order_by("pk")] == ["view", "helpful"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("how do I get a refund?", "Getting money back"),
        ("my pictur is too large", "Photo too big"),
        ("abeg how long before my answer ready", "How long it takes"),
        ("I want to delete my data", "Delete my data"),
        ("cancel subscription", "Stop a plan"),
    ],
)
def test_a_typed_question_finds_entries_by_their_words(student: Phone, typed: str, found: str) -> None:
    student.taps("FAQs").says(typed).sees("Is it one of these?")
    assert found in student.choices
    assert len(student.choices) <= 4


def test_nothing_found_offers_topics_and_people_and_keeps_no_personal_data(student: Phone) -> None:
    student.taps("FAQs").says("zebra 08031234567 ada@mail.com").sees("found nothing")
    assert student.choices == ["Topics", "Talk to us"]
    search = FaqSearch.objects.get()
    assert (search.text, search.found) == ("zebra … …", 0)


def test_not_helpful_leads_to_a_person_with_the_topic_known(student: Phone) -> None:
    student.taps("FAQs").taps("Payment").taps("Ways to pay").taps("No").sees("A person can help")
    student.taps("Talk to us").says("I can't pay with USSD").sees("Ticket T")
    assert SupportTicket.objects.get().topic == "payment"


def test_an_answer_takes_another_question_and_back(student: Phone) -> None:
    student.taps("FAQs").taps("Technical").taps("Stop messages").sees("Say STOP")
    student.says("back").sees("Pick a topic")
    student.taps("Technical").taps("Stop messages").says("refund").sees("one of these")
    student.taps("Getting money back").taps("More").sees("Pick a topic")


def test_the_faq_in_the_middle_of_homework_keeps_the_draft(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION)
    student.taps("FAQs").taps("Homework").taps("Text or photo?").taps("Yes")
    assert student.choices == ["Continue homework", "Menu"]
    student.taps("Continue homework").sees("Got 1 line")


def test_an_edited_entry_is_shown_as_it_is_now(student: Phone) -> None:
    student.taps("FAQs").taps("Payment")
    FaqEntry.objects.filter(title="Ways to pay").update(answer="Only by card.", version=2)
    student.taps("Ways to pay").sees("Only by card.")
    assert FaqUse.objects.get().version == 2
    FaqEntry.objects.update(is_published=False)
    student.taps("Ways to pay").sees("no longer here")


def test_a_topic_with_many_entries_goes_on_after_more(student: Phone) -> None:
    for number in range(30):
        FaqEntry.objects.create(topic="more", title=f"Title {number}", question=f"Question {number}?", answer="Yes.")
    student.taps("FAQs").taps("More")
    seen = set(student.choices)
    for _ in range(3):
        assert len(student.choices) <= 10
        student.taps("More")
        seen |= set(student.choices)
    assert {f"Title {number}" for number in range(30)} <= seen
    student.taps("Title 29").sees("Question 29?")


def test_an_answer_that_has_outgrown_its_limit_is_sent_all_the_same(student: Phone) -> None:
    """The limit is kept when an answer is saved; prices and plans that it names may grow afterwards."""
    FaqEntry.objects.create(topic="more", title="Plans", question="Which plans?", answer="{plans} {plans} {old_name}")
    for number in range(15):
        make_plan(f"Very long plan {number}")
    student.taps("FAQs").taps("More").taps("Plans")
    assert "Very long plan 14" in "".join(student.news)


def test_a_lead_may_read_the_faq(phone: Phone) -> None:
    phone.says("hi").says("faq").taps("Registration").taps("Is registering free?").sees("Registering is free")
    phone.taps("Yes").sees("Good to hear")


def test_a_photo_at_the_faq_is_asked_about(student: Phone) -> None:
    student.taps("FAQs").sends_photos(picture(1)).sees("Is this homework?")
    student.taps("Yes, homework").sees("Which subject?")


def test_my_plan_without_one_says_so(student: Phone) -> None:
    student.says("my plan").sees("No plan.\nEach homework costs ₦500")
    assert student.choices == ["Get plan", "Send homework", "Menu"]
    student.taps("Send homework").sees("Which subject?")


def test_my_plan_counts_from_dates(student: Phone) -> None:
    person = student.conversation.student
    assert person is not None
    start = now() - timedelta(days=3)
    make_subscription(person, starts_at=start, homework_limit=30)
    for number, status in enumerate([Homework.Status.SOLVED, Homework.Status.QUEUED]):
        make_homework(person, status=status, at=start + timedelta(days=number))
    student.says("menu").taps("My plan").sees("Homework this period: 2 of 30 sent, 1 solved.")
    assert "Monthly plan until" in student.last
    assert student.choices == ["Renew", "My homework", "Menu"]
    pass_time(timedelta(days=29))
    student.taps("My plan").sees("Your Monthly plan ended")
    pass_time(timedelta(days=8))
    student.taps("My plan").sees("No plan.")


def test_my_plan_of_a_lead_shows_prices(phone: Phone) -> None:
    phone.says("hi").says("my plan").sees("Each homework costs ₦500")
    assert phone.choices == ["Register", "Menu"]


def test_register_when_already_registered_shows_the_details(student: Phone) -> None:
    student.says("register").sees("Name: Ada Obi")
    assert student.choices == ["Change details", "Menu"]


def test_details_are_changed_one_by_one(student: Phone) -> None:
    student.taps("My details").sees("E-mail: none")
    student.taps("Change details").taps("Name").sees("registered as Ada Obi")
    student.says("Ada Okafor").sees("Saved.\n\nName: Ada Okafor")
    student.taps("Change details").taps("E-mail").says("ada@gmial.com").taps("Yes, fix it").sees("E-mail: ada@gmail.com")
    student.taps("Change details").taps("Class").taps("JSS").taps("JSS 3").sees("Class: JSS3")
    student.taps("Change details").taps("E-mail").taps("Remove it").sees("E-mail: none")
    person = student.conversation.student
    assert person is not None
    assert (person.full_name, person.email, person.class_text, person.level) == ("Ada Okafor", "", "JSS3", "junior")
    assert AuditEntry.objects.filter(name="student.changed").count() == 4


def test_a_change_that_was_begun_is_no_draft(student: Phone) -> None:
    student.taps("My details").taps("Change details").taps("Name").says("menu")
    assert student.choices[0] == "Send homework"
    student.taps("My details").taps("Change details").taps("Class").says("back").sees("Name: Ada Obi")


def test_changing_details_keeps_a_homework_draft(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says(QUESTION).says("menu")
    student.taps("My details").taps("Change details").taps("Name").says("Ada Okafor").says("menu")
    assert student.choices[0] == "Continue homework"
