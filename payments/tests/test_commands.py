import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import responses
from django.core.management import CommandError, call_command

from core.models import Alert, CommandRun
from payments import inbox
from payments.models import Payment, PaystackEvent, next_check
from payments.services import CheckOutcome, give_up, request_check
from payments.tests.paystack import HTML_WALL, Announcements, payload, verifies, verify_url
from tests.builders import make_homework, make_payment, make_student


def run(name: str, at: datetime, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(name, now=at.isoformat(), json=True, stdout=out, stderr=StringIO(), **options)
    summary: dict[str, Any] = json.loads(out.getvalue())
    return summary


def test_the_schedule_widens_and_ends() -> None:
    start = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
    moments, at = [], start
    while (following := next_check(start, at)) is not None:
        moments.append(following - start)
        at = following
    minutes = [int(moment.total_seconds()) // 60 for moment in moments]
    assert minutes[:6] == [2, 5, 15, 60, 120, 180]
    days = [moment / timedelta(days=1) for moment in moments if moment >= timedelta(hours=72)]
    assert days == [3 + 7 * week for week in range(27)], "then weekly for half a year, and never again"


def test_due_attempts_are_settled_also_when_given_up(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    give_up(payment=payment, at=at)
    verifies(paystack, payment, "verify_success_card")
    assert "due" not in run("verify_pending_payments", at)
    assert run("verify_pending_payments", at + timedelta(minutes=2))["paid"] == 1
    assert announced.names == ["confirmed"]
    assert "due" not in run("verify_pending_payments", at + timedelta(hours=3))
    assert CommandRun.objects.get(name="verify_pending_payments").exit_code == 0


def test_a_dry_run_asks_nobody(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    assert run("verify_pending_payments", at + timedelta(minutes=2), dry_run=True)["due"] == 1
    assert not paystack.calls


def test_each_check_moves_the_next_one_and_finance_is_told_after_three_days(
    payment: Payment, paystack: responses.RequestsMock, at: datetime
) -> None:
    verifies(paystack, payment, "verify_abandoned")
    start = payment.checkout_at or at
    week, hours_73 = timedelta(weeks=1), timedelta(hours=73)
    for wait, following in (
        (timedelta(minutes=2), timedelta(minutes=5)),
        (timedelta(hours=2), timedelta(hours=3)),
        (hours_73, hours_73 + week),
    ):
        run("verify_pending_payments", start + wait)
        payment.refresh_from_db()
        assert payment.next_check_at == start + following
    alert = Alert.objects.get(key="payments.open_after_72_hours")
    run("verify_pending_payments", start + hours_73 + week)
    alert.refresh_from_db()
    assert alert.count == 1, "told once"


def test_money_that_comes_months_later_on_an_old_link_is_found(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_abandoned")
    give_up(payment=payment, at=at)
    run("verify_pending_payments", at + timedelta(days=60))
    paystack.reset()
    verifies(paystack, payment, "verify_success_card")
    assert run("verify_pending_payments", at + timedelta(days=68))["paid"] == 1
    assert announced.names == ["confirmed"]


def test_the_sweep_ends_after_half_a_year(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    verifies(paystack, payment, "verify_abandoned")
    run("verify_pending_payments", at + timedelta(weeks=27))
    payment.refresh_from_db()
    assert payment.next_check_at is None
    assert payment.is_open


def test_one_failure_does_not_stop_the_others(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    other = make_payment(make_homework(make_student("Bola Ade"), status="awaiting_payment"))
    paystack.get(verify_url(payment.reference), body=HTML_WALL, status=502)
    verifies(paystack, other, "verify_success_card")
    with pytest.raises(CommandError) as caught:
        run("verify_pending_payments", at + timedelta(minutes=2))
    assert caught.value.returncode == 1
    other.refresh_from_db()
    payment.refresh_from_db()
    assert other.status == Payment.Status.PAID
    assert payment.next_check_at is not None
    assert payment.next_check_at <= at + timedelta(minutes=2), "stays due"


@pytest.mark.parametrize(("status", "body"), [(401, payload("error_invalid_key")), (429, {}), (502, {})])
def test_a_run_ends_early_when_paystack_cannot_be_asked(
    payment: Payment, paystack: responses.RequestsMock, at: datetime, status: int, body: dict[str, Any]
) -> None:
    for number in range(4):
        attempt = make_payment(make_homework(make_student(f"Student {number}"), status="awaiting_payment"))
        paystack.get(verify_url(attempt.reference), json=body, status=status)
    paystack.get(verify_url(payment.reference), json=body, status=status)
    with pytest.raises(CommandError) as caught:
        run("verify_pending_payments", at + timedelta(minutes=3))
    assert caught.value.returncode == 4
    assert len(paystack.calls) == (3 if status == 502 else 1)


def test_a_student_left_without_an_answer_by_a_dead_worker_gets_one(
    payment: Payment, paystack: responses.RequestsMock, announced: Announcements, at: datetime
) -> None:
    verifies(paystack, payment, "verify_abandoned")
    request_check(payment=payment, at=at)
    run("verify_pending_payments", at + timedelta(seconds=30))
    assert announced.names == []
    assert run("verify_pending_payments", at + timedelta(seconds=61))["unanswered"] == 1
    assert announced.outcomes == [CheckOutcome.NOT_YET]


def test_events_left_by_a_dead_worker_are_processed(payment: Payment, paystack: responses.RequestsMock, at: datetime) -> None:
    verifies(paystack, payment, "verify_success_card")
    inbox.store_event(body=json.dumps(payload("charge_success", payment.reference)).encode(), at=at)
    assert "waiting" not in run("process_paystack_events", at + timedelta(seconds=30))
    assert run("process_paystack_events", at + timedelta(minutes=2))["waiting"] == 1
    assert PaystackEvent.objects.get().result == PaystackEvent.Result.SETTLED
    assert "waiting" not in run("process_paystack_events", at + timedelta(minutes=5))
