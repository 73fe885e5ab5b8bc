"""Where levels have prices of their own, each student hears theirs, and strangers hear from how much."""

import pytest

from homework.models import LevelPrice
from payments.models import Payment, Subscription
from students.models import Level
from tests.builders import QUESTION
from tests.phone import Phone


@pytest.fixture(autouse=True)
def levels_differ(db: None) -> None:
    LevelPrice.objects.create(level=Level.PRIMARY, price_kobo=30_000)
    LevelPrice.objects.create(level=Level.SENIOR, price_kobo=70_000)


def test_a_stranger_hears_from_how_much(phone: Phone) -> None:
    phone.says("hi").says("prices").sees("Each homework costs from ₦300. Monthly:")
    phone.says("how it works").sees("3. Pay from ₦300 for it.")
    phone.says("my plan").sees("Each homework costs from ₦300.")
    phone.says("faq").taps("Payment").taps("Ways to pay").sees("One homework costs from ₦300.")


def test_a_stranger_hears_one_price_where_all_pay_it(phone: Phone) -> None:
    LevelPrice.objects.all().delete()
    phone.says("hi").says("prices").sees("Each homework costs ₦500.")


def test_a_student_hears_the_price_of_their_level_everywhere(student: Phone) -> None:
    person = student.conversation.student
    assert person is not None
    assert person.level == Level.SENIOR
    student.says("prices").sees("Each homework costs ₦700.")
    student.says("my plan").sees("Each homework costs ₦700.")
    student.says("faq").taps("Payment").taps("Ways to pay").sees("One homework costs ₦700.")
    student.says("menu").taps("Send homework").says("help").sees("₦700 for each homework")
    student.taps("Mathematics").says(QUESTION).taps("Done").sees("Cost: ₦700.")
    LevelPrice.objects.update(price_kobo=90_000)
    student.taps("Pay ₦700").sees("Pay ₦700 here")
    assert Payment.objects.get().amount_kobo == 70_000
    student.says("pay").sees("₦700")


def test_a_used_up_plan_names_the_price_of_the_level(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    Subscription.objects.update(homework_limit=0)
    student.says("homework").sees("so this one costs ₦700.")
