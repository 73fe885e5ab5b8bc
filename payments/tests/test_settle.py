from datetime import datetime, timedelta
from typing import Any, TypeAlias

import pytest
import responses

from core.clock import now
from core.models import AdminSettings, Alert, AuditEntry
from homework import services as homework_services
from homework.models import Homework
from payments.models import FinanceTask, Payment
from payments.paystack.errors import PaystackDown, PaystackRefused
from payments.services import (
    NothingToPay,
    credit_of,
    give_up,
    is_entitled,
    is_paid,
    open_attempt,
    release_if_covered,
    settle,
)
from payments.tests.paystack import HTML_WALL, Announcements, knows_nothing_of, payload, verifies, verify_url
from tests.builders import make_payment

Status = Payment.Status
Outcome: TypeAlias = Payment.Outcome

MONEY: list[tuple[str, dict[str, Any], Outcome]] = [
    ("exact", {}, Outcome.SETTLED),
    ("exact, as text", {"amount": "50000", "requested_amount": "50000"}, Outcome.SETTLED),
    ("exact, no requested amount and no fees", {"requested_amount": None, "fees": None}, Outcome.SETTLED),
    ("fee passed on to the payer", {"amount": 50_750}, Outcome.SETTLED),
    ("fee passed on, rounded", {"amount": 50_800}, Outcome.SETTLED),
    ("more than due", {"amount": 60_000, "requested_amount": 60_000}, Outcome.OVER),
    ("more than due and fee", {"amount": 60_000}, Outcome.OVER),
    ("one kobo short", {"amount": 49_999}, Outcome.SHORT),
    ("nothing", {"amount": 0}, Outcome.SHORT),
    ("less was asked for", {"amount": 50_750, "requested_amount": 40_000}, Outcome.SHORT),
    ("other currency", {"currency": "GHS"}, Outcome.WRONG_CURRENCY),
    ("no currency", {"currency": None}, Outcome.WRONG_CURRENCY),
    ("live money with a test key", {"domain": "live"}, Outcome.WRONG_MODE),
    ("no mode", {"domain": None}, Outcome.WRONG_MODE),
]


@pytest.mark.parametrize(("changes", "outcome"), [case[1:] for case in MONEY], ids=[case[0] for case in MONEY])
def test_money_that_came_gets_one_named_outcome(
    payment: Payment,
    paystack: responses.RequestsMock,
    announced: Announcements,
    changes: dict[str, Any],
    outcome: Outcome,
) -> None:
    at = now()
    verifies(paystack, payment, "verify_success_card", **changes)
    payment = settle(reference=payment.reference, at=at)
    payment.refresh_from_db()
    assert payment.homework is not None
    payment.homework.refresh_from_db()
    bought = outcome in Payment.BOUGHT
    assert (payment.status, payment.outcome) == (Status.PAID, outcome)
    assert payment.paid_amount_kobo == int(changes.get("amount") or (0 if "amount" in changes else 50_000))
    assert payment.next_check_at is None
    assert is_paid(payment.homework) is is_entitled(homework=payment.homework, at=at) is bought
    assert payment.homework.status == (Homework.Status.QUEUED if bought else Homework.Status.AWAITING_PAYMENT)
    assert announced.names == ["confirmed" if bought else "held"]
    assert FinanceTask.objects.filter(payment=payment, kind=outcome.value).exists() is (outcome != Outcome.SETTLED)
    assert AuditEntry.objects.filter(name="payment.settled" if bought else "payment.held").count() == 1


def test_listeners_get_the_homework_as_it_is_now(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card")
    settle(reference=payment.reference, at=at)
    homework = announced.arguments[0]["payment"].homework
    assert (homework.status, homework.released_at) == (Homework.Status.QUEUED, at)
    assert homework.answer_due_at > at


def test_settling_keeps_what_finance_needs(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    verifies(paystack, payment, "verify_success_card")
    payment = settle(reference=payment.reference, at=at)
    assert (payment.paystack_id, payment.channel, payment.fees_kobo) == (4099260516, "card", 750)
    assert payment.paid_at is not None
    assert payment.paid_at.isoformat() == "2026-11-22T10:00:00+00:00"
    assert payment.settled_at == at
    assert payment.paid_currency == "NGN"


@pytest.mark.parametrize("word", ["abandoned", "ongoing", "pending", "processing", "queued", "something-new"])
def test_words_that_are_not_final_leave_the_attempt_open(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime, word: str
) -> None:
    verifies(paystack, payment, "verify_abandoned", status=word)
    payment = settle(reference=payment.reference, at=at)
    assert (payment.status, payment.paystack_status, payment.checks) == (Status.PENDING, word, 1)
    assert announced.names == []
    assert Alert.objects.filter(key="payments.unknown_status").exists() is (word == "something-new")


def test_failure_is_told_in_plain_words_and_late_success_wins(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_failed")
    payment = settle(reference=payment.reference, at=at)
    assert (payment.status, payment.failure_reason) == (Status.FAILED, Payment.FailureReason.NO_MONEY)
    paystack.reset()
    verifies(paystack, payment, "verify_success_card")
    payment = settle(reference=payment.reference, at=at + timedelta(hours=5))
    assert (payment.status, payment.outcome, payment.failure_reason) == (Status.PAID, Outcome.SETTLED, "")
    assert announced.names == ["confirmed"]


def test_money_for_a_homework_put_back_to_the_drafts_is_credit_until_the_student_sends_it_again(
    payment: Payment, paystack: responses.RequestsMock, at: datetime
) -> None:
    assert payment.homework is not None
    give_up(payment=payment, at=at)
    homework_services.reopen_draft(homework=payment.homework)
    verifies(paystack, payment, "verify_success_card")
    payment = settle(reference=payment.reference, at=at)
    assert (payment.status, payment.outcome, credit_of(payment.student)) == (Status.PAID, Outcome.TOO_LATE, 50_000)
    assert Homework.objects.get().status == Homework.Status.DRAFT
    assert release_if_covered(homework=Homework.objects.get(), at=at)
    assert credit_of(payment.student) == 0


def test_failure_after_giving_up_changes_no_status(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    give_up(payment=payment, at=at)
    verifies(paystack, payment, "verify_failed")
    assert settle(reference=payment.reference, at=at).status == Status.GIVEN_UP


def test_money_for_a_cancelled_homework_is_held(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    assert payment.homework_id is not None
    homework_services.cancel(homework_id=payment.homework_id, at=at)
    verifies(paystack, payment, "verify_success_card")
    assert settle(reference=payment.reference, at=at).outcome == Outcome.TOO_LATE
    assert announced.names == ["held"]
    assert Homework.objects.get().status == Homework.Status.CANCELLED


def test_money_for_an_emptied_draft_is_held(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    assert payment.homework is not None
    give_up(payment=payment, at=at)
    homework_services.reopen_draft(homework=payment.homework)
    homework_services.clear_content(homework=Homework.objects.get(), at=at)
    verifies(paystack, payment, "verify_success_card")
    assert settle(reference=payment.reference, at=at).outcome == Outcome.TOO_LATE


def test_paying_on_two_attempts_books_both_and_releases_once(
    payment: Payment, homework: Homework, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    give_up(payment=payment, at=at)
    second = make_payment(homework)
    assert second.pk != payment.pk
    for attempt in (payment, second):
        verifies(paystack, attempt, "verify_success_card")
    assert settle(reference=payment.reference, at=at).outcome == Outcome.SETTLED
    assert settle(reference=second.reference, at=at).outcome == Outcome.DUPLICATE
    assert announced.names == ["confirmed", "held"]
    assert AuditEntry.objects.filter(name="homework.released").count() == 1
    assert FinanceTask.objects.get().kind == "duplicate"


def test_settling_again_asks_and_announces_nothing(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    asked = verifies(paystack, payment, "verify_success_card")
    for _ in range(3):
        settle(reference=payment.reference, at=at)
    assert asked.call_count == 1
    assert announced.names == ["confirmed"]


def test_money_that_went_back_never_grants(
    payment: Payment, paystack: responses.RequestsMock, at: datetime, announced: Announcements
) -> None:
    verifies(paystack, payment, "verify_success_card", status="reversed")
    payment = settle(reference=payment.reference, at=at)
    assert (payment.status, payment.outcome, announced.names) == (Status.PAID, Outcome.SENT_BACK, ["held"])
    assert payment.homework
    assert payment.homework.status == Homework.Status.AWAITING_PAYMENT
    assert FinanceTask.objects.get(payment=payment).kind == FinanceTask.Kind.SENT_BACK


def test_a_reversal_without_an_amount_ends_the_attempt(
    payment: Payment, paystack: responses.RequestsMock, at: datetime
) -> None:
    verifies(paystack, payment, "verify_abandoned", status="reversed", amount=None)
    assert settle(reference=payment.reference, at=at).status == Status.FAILED
    assert Alert.objects.filter(key=f"payments.reversed.{payment.reference}").exists()


def test_a_reference_unknown_to_paystack_stays_open(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    knows_nothing_of(paystack, payment)
    assert settle(reference=payment.reference, at=at).status == Status.PENDING
    assert Alert.objects.filter(key="payments.reference_unknown").exists()


@pytest.mark.parametrize("changes", [{"reference": "TL-other"}, {"amount": 500.5}, {"amount": None}])
def test_an_answer_without_sense_changes_nothing(
    payment: Payment, paystack: responses.RequestsMock, at: datetime, changes: dict[str, Any]
) -> None:
    verifies(paystack, payment, "verify_success_card", **changes)
    with pytest.raises(PaystackDown):
        settle(reference=payment.reference, at=at)
    payment.refresh_from_db()
    assert (payment.status, payment.checks) == (Status.PENDING, 0)


def test_outages_and_bad_keys_change_nothing(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    url = verify_url(payment.reference)
    paystack.get(url, body=HTML_WALL, status=403)
    paystack.get(url, json=payload("error_invalid_key"), status=401)
    with pytest.raises(PaystackDown):
        settle(reference=payment.reference, at=at)
    with pytest.raises(PaystackRefused):
        settle(reference=payment.reference, at=at)
    payment.refresh_from_db()
    assert (payment.status, payment.checks) == (Status.PENDING, 0)
    assert Alert.objects.filter(key="payments.paystack_unusable").exists()


def test_a_listener_that_fails_takes_the_whole_settlement_back(
    payment: Payment, paystack: responses.RequestsMock, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **more: Any) -> None:
        raise RuntimeError("a listener failed")

    verifies(paystack, payment, "verify_success_card")
    monkeypatch.setattr("payments.paying.settlement.payment_confirmed.send", fail)
    with pytest.raises(RuntimeError):
        settle(reference=payment.reference, at=at)
    payment.refresh_from_db()
    assert (payment.status, Homework.objects.get().status) == (Status.PENDING, Homework.Status.AWAITING_PAYMENT)


def test_the_open_attempt_is_reused_and_a_new_price_makes_a_new_one(homework: Homework, at: datetime) -> None:
    first = open_attempt(homework=homework, at=at)
    AdminSettings.objects.create(pk=1, homework_price_kobo=60_000)
    assert open_attempt(homework=homework, at=at + timedelta(hours=23)) == first
    second = open_attempt(homework=homework, at=at + timedelta(hours=25))
    first.refresh_from_db()
    assert (first.status, first.amount_kobo) == (Status.GIVEN_UP, 50_000)
    assert (second.status, second.amount_kobo) == (Status.CREATED, 60_000)


def test_there_is_nothing_to_pay_for_a_homework_that_does_not_wait(
    payment: Payment, homework: Homework, paystack: responses.RequestsMock, at: datetime
) -> None:
    verifies(paystack, payment, "verify_success_card")
    settle(reference=payment.reference, at=at)
    with pytest.raises(NothingToPay) as paid:
        open_attempt(homework=homework, at=at)
    Payment.objects.update(outcome=Outcome.TOO_LATE)
    with pytest.raises(NothingToPay) as not_waiting:
        open_attempt(homework=homework, at=at)
    assert (paid.value.paid, not_waiting.value.paid) == (True, False)
