"""A registration that was left is offered again and reminded of once; the age is asked where the class does not tell."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from conversations.models import Conversation
from conversations.tests.stage import MIDDAY
from students.models import AgeBand, Student
from tests.phone import Phone
from tests.world import pass_time


@pytest.fixture
def midday() -> Iterator[None]:
    with time_machine.travel(datetime.fromisoformat(MIDDAY), tick=False):
        yield


@pytest.fixture
def half_registered(midday: None, phone: Phone) -> Phone:
    return phone.says("register").says("Ada Obi").sees("E-mail")


def reminds(phone: Phone, *, after: timedelta) -> list[str]:
    """What the cron commands send after so long a silence."""
    pass_time(after)
    phone.seen = len(phone.messages)
    call_command("expire_conversations", verbosity=0)
    call_command("remind_registrations", verbosity=0)
    phone.world.work()
    return phone.news


def test_one_reminder_by_day_with_the_way_back(half_registered: Phone) -> None:
    assert reminds(half_registered, after=timedelta(hours=2)) == []
    assert reminds(half_registered, after=timedelta(hours=2)) == ["Continue, Ada Obi? Your registration is nearly done."]
    assert reminds(half_registered, after=timedelta(hours=1)) == []
    half_registered.taps("Continue").sees("E-mail")


def test_none_at_night_nor_near_the_end_of_the_window(half_registered: Phone) -> None:
    assert reminds(half_registered, after=timedelta(hours=8)) == []
    half_registered.says("hi").taps("Continue")
    assert reminds(half_registered, after=timedelta(hours=23, minutes=30)) == []


def test_none_for_those_who_said_stop(half_registered: Phone) -> None:
    half_registered.says("stop").taps("Reminders")
    assert reminds(half_registered, after=timedelta(hours=4)) == []


def test_none_for_those_who_registered(half_registered: Phone) -> None:
    half_registered.says("skip").says("SS2").taps("Save")
    assert reminds(half_registered, after=timedelta(hours=4)) == []


@pytest.mark.parametrize(
    ("said", "age_band"),
    [
        ("Primary 4", AgeBand.UNDER_13),
        ("JSS1", AgeBand.TEENAGER),
        ("SS2", AgeBand.TEENAGER),
        ("Grade 3", AgeBand.UNDER_13),
        ("nursery 2", AgeBand.UNDER_13),
        ("200 level", AgeBand.ADULT),
    ],
)
def test_the_class_tells_the_age(phone: Phone, said: str, age_band: AgeBand) -> None:
    phone.says("register").says("Ada Obi").says("skip").says(said).sees("Save?")
    phone.taps("Save")
    assert Student.objects.get().age_band == age_band


@pytest.mark.parametrize(
    ("said", "age_band"),
    [
        ("18 or older", AgeBand.ADULT),
        ("yes", AgeBand.ADULT),
        ("no", AgeBand.TEENAGER),
        ("2", AgeBand.TEENAGER),
        ("I am 17", AgeBand.TEENAGER),
        ("21", AgeBand.ADULT),
        ("12 years", AgeBand.UNDER_13),
    ],
)
def test_where_the_class_does_not_tell_the_age_is_asked(phone: Phone, said: str, age_band: AgeBand) -> None:
    phone.says("register").says("Ada Obi").says("skip").says("waec").sees("Are you 18 or older?")
    phone.says("banana").says(said).sees("Save?")
    phone.taps("Save")
    assert Student.objects.get().age_band == age_band


def test_another_class_answers_the_question_of_age(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").says("skip").says("jamb").says("Sorry, SS3").sees("SS3. Save?")
    phone.taps("Save")
    assert Student.objects.get().age_band == AgeBand.TEENAGER


def test_a_changed_class_changes_the_age_with_it(student: Phone) -> None:
    student.says("my details").taps("Change details").taps("Class").says("Primary 5").sees("Primary 5")
    assert Student.objects.get().age_band == AgeBand.UNDER_13
    student.taps("Change details").taps("Class").taps("WAEC/JAMB").says("19").sees("WAEC/JAMB")
    assert Student.objects.get().age_band == AgeBand.ADULT


def test_register_said_twice_is_no_name(phone: Phone) -> None:
    phone.says("register").says("Register").sees("What's your full name?")


def test_a_long_text_of_somebody_unregistered_is_asked_about_and_kept(phone: Phone) -> None:
    phone.says("hi").says("Find the acceleration of a body of 5 kg under 20 N").sees("Is this homework?")
    phone.taps("Yes, homework").sees("Two quick questions first.")
    phone.says("Ada Obi").says("skip").says("SS2").taps("Save").taps("Physics").sees("Physics, 1 line.")


def test_a_long_question_of_somebody_unregistered_may_be_for_people(phone: Phone) -> None:
    phone.says("hi").says("Do you have somebody who teaches the violin?").taps("For support").sees("Ticket T")


def test_answers_that_cannot_be_read_are_asked_for_again_and_register_nobody(phone: Phone) -> None:
    phone.says("register").says("Ada Obi").taps("Skip").says("SS2").sees("Save?")
    Conversation.objects.update(answers={"name": 5, "class_text": ["SS2"], "of a later version": True})
    phone.taps("Save").sees("What's your full name?")
    assert not Student.objects.exists()
    phone.says("Ada Obi").taps("Skip").says("SS2").taps("Save")
    assert Student.objects.get().full_name == "Ada Obi"
