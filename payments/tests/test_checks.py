from datetime import datetime, timedelta

import pytest
import responses

from core.clock import now
from core.testing import run_jobs
from homework.models import Homework
from payments.models import Payment
from payments.services import CheckOutcome, answer_check, give_up, open_attempt, request_check, settle
from payments.tests.paystack import HTML_WALL, Announcements, payload, verifies, verify_url
from tests.builders import make_payment


def test_money_that_arrived_is_confirmed(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card")
    request_check(payment=payment, at=at)
    run_jobs()
    assert announced.names == ["confirmed"]


def test_money_that_does_not_fit_is_held(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card", amount=100)
    request_check(payment=payment, at=at)
    run_jobs()
    assert announced.names == ["held"]


@pytest.mark.parametrize(
    ("name", "outcome"), [("verify_abandoned", CheckOutcome.NOT_YET), ("verify_failed", CheckOutcome.FAILED)]
)
def test_no_money_is_answered_once(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, name: str, outcome: CheckOutcome
) -> None:
    verifies(paystack, payment, name)
    request_check(payment=payment, at=now())
    run_jobs()
    assert announced.names == ["checked"]
    assert announced.outcomes == [outcome]


def test_an_outage_is_told_and_the_check_goes_on_by_itself(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    url = verify_url(payment.reference)
    paystack.get(url, body=HTML_WALL, status=502)
    request_check(payment=payment, at=at)
    run_jobs(also_scheduled=False)
    assert announced.outcomes == [CheckOutcome.UNREACHABLE]
    paystack.reset()
    verifies(paystack, payment, "verify_success_card")
    Payment.objects.update(last_checked_at=at - timedelta(seconds=30))
    run_jobs()
    assert announced.names == ["checked", "confirmed"]


def test_repeated_taps_before_the_answer_are_one_question(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    asked = verifies(paystack, payment, "verify_abandoned")
    for _ in range(3):
        request_check(payment=payment, at=at)
    run_jobs()
    assert announced.names == ["checked"]
    assert asked.call_count == 1


def test_each_later_tap_is_answered_but_paystack_is_asked_once_in_twenty_seconds(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    asked = verifies(paystack, payment, "verify_abandoned")
    for seconds in (0, 5, 19, 21):
        request_check(payment=payment, at=at)
        answer_check(payment_id=payment.pk, at=at + timedelta(seconds=seconds))
    assert announced.outcomes == [CheckOutcome.NOT_YET] * 4
    assert asked.call_count == 2


def test_a_tap_after_the_money_is_answered_too(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card")
    settle(reference=payment.reference, at=at)
    request_check(payment=payment, at=at)
    run_jobs()
    assert announced.names == ["confirmed", "checked"]
    assert announced.outcomes[-1] == CheckOutcome.ALREADY_PAID


def test_a_settlement_between_tap_and_check_is_the_answer(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card")
    request_check(payment=payment, at=at)
    settle(reference=payment.reference, at=at)
    run_jobs()
    assert announced.names == ["confirmed"]


def test_while_somebody_else_is_asking_the_question_waits_for_their_answer(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    Payment.objects.update(last_checked_at=at, asking_until=at + timedelta(seconds=30))
    request_check(payment=payment, at=at)
    assert run_jobs(also_scheduled=False) == 1
    assert announced.names == []
    verifies(paystack, payment, "verify_success_card")
    settle(reference=payment.reference, at=at)
    run_jobs()
    assert announced.names == ["confirmed"]


def test_an_asker_who_died_does_not_keep_the_question_open(payment: Payment, announced: Announcements, at: datetime) -> None:
    Payment.objects.update(last_checked_at=at, asking_until=at + timedelta(seconds=30))
    request_check(payment=payment, at=at)
    run_jobs()
    assert announced.outcomes == [CheckOutcome.NOT_YET]


def test_money_on_an_older_link_is_found(
    payment: Payment, homework: Homework, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    give_up(payment=payment, at=at)
    newer = make_payment(homework)
    verifies(paystack, payment, "verify_success_card")
    paystack.get(verify_url(newer.reference), json=payload("verify_abandoned", newer.reference))
    request_check(payment=newer, at=at)
    run_jobs()
    assert announced.names == ["confirmed"]
    assert announced.arguments[0]["payment"] == payment


def test_an_attempt_nobody_opened_is_not_asked_about(
    homework: Homework, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    request_check(payment=open_attempt(homework=homework, at=at), at=at)
    run_jobs()
    assert announced.outcomes == [CheckOutcome.NOT_OPENED]
    assert not paystack.calls
