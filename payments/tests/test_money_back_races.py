"""Refunds and plans when several people, workers or roads act at once, in real transactions."""

import pytest
import responses

from core.clock import now
from payments import services
from payments.going_back import refunds
from payments.models import Plan, Refund, Subscription
from payments.tests.books import Books
from tests.builders import make_homework, make_payment, make_user
from tests.races import together


@pytest.mark.django_db(transaction=True)
def test_refunds_asked_at_once_never_exceed_the_payment() -> None:
    payment = make_payment()
    people = [make_user(f"finance{number}") for number in range(4)]
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        Books(mock).receives(payment, now())
        payment = services.settle(reference=payment.reference, at=now())
    acts = [
        lambda person=person: services.ask_refund(payment=payment, amount_kobo=30_000, reason="", actor=person, at=now())
        for person in people
    ]
    problems = together(*acts)
    assert [type(problem) for problem in problems] == [services.NotRefundable] * 3
    assert Refund.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_refund_once() -> None:
    payment = make_payment()
    finance = make_user("femi")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        books = Books(mock)
        books.receives(payment, now())
        payment = services.settle(reference=payment.reference, at=now())
        refund = services.ask_refund(payment=payment, amount_kobo=50_000, reason="", actor=finance, at=now())
        problems = together(*[lambda: refunds.send_refund(refund_id=refund.pk, at=now())] * 4)
    assert problems == []
    assert len(books.refunds) == 1


@pytest.mark.django_db(transaction=True)
def test_a_plan_paid_on_many_roads_is_one_period() -> None:
    student = make_homework(status="awaiting_payment").student
    plan, _ = Plan.objects.get_or_create(name="Monthly", defaults={"price_kobo": 500_000, "homework_limit": 30})
    payment = services.open_plan_attempt(student=student, plan=plan, homework=None, at=now())
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        Books(mock).receives(payment, now())
        problems = together(*[lambda: services.settle(reference=payment.reference, at=now())] * 6)
    assert problems == []
    assert Subscription.objects.count() == 1
