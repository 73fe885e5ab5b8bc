"""The commands of money with Paystack out of reach, run twice, or as a rehearsal: honest, and nothing done twice."""

import json
import re
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import requests
import responses
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from core.models import CommandRun
from core.testing import run_jobs
from homework.models import Homework
from payments import services
from payments.covering import plans
from payments.models import LedgerTransaction, Payment, Plan, Refund, Subscription
from payments.renewing import reminders as reminder_service
from payments.tests.books import Books
from payments.tests.paystack import Announcements, payload
from tests.builders import make_homework, make_student

TROUBLES = [
    pytest.param({"status": 503, "body": "<html>"}, id="503"),
    pytest.param({"body": requests.ReadTimeout()}, id="timeout"),
    pytest.param({"status": 401, "json": payload("error_invalid_key")}, id="401"),
]


def run(name: str, at: datetime, **options: Any) -> tuple[int, dict[str, Any]]:
    """Returns the exit code and the summary of one run."""
    out = StringIO()
    try:
        call_command(name, now=at.isoformat(), json=True, stdout=out, stderr=StringIO(), **options)
    except CommandError as problem:
        return problem.returncode, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def everything() -> list[Any]:
    """What a rehearsal or a failed run must leave as it was."""
    tables = (LedgerTransaction, Payment, Refund, Subscription, Homework)
    kept = [list(table.objects.order_by("pk").values_list("pk")) for table in tables]
    return [*kept, list(Payment.objects.order_by("pk").values_list("status", "next_check_at"))]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("command", ["verify_pending_payments", "reconcile_paystack", "follow_refunds"])
def test_without_paystack_a_run_says_so_changes_nothing_and_the_next_one_makes_it_good(
    payment: Payment,
    paystack: responses.RequestsMock,
    finance: User,
    announced: Announcements,
    at: datetime,
    command: str,
    trouble: dict[str, Any],
) -> None:
    later = at + timedelta(minutes=30)
    books = Books(paystack)
    books.receives(payment, at)
    if command == "follow_refunds":
        services.settle(reference=payment.reference, at=at)
        books.losing_answers = 1
        services.ask_refund(payment=payment, amount_kobo=20_000, reason="", actor=finance, at=at)
        run_jobs()
    before = everything()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as dead:
        asked = dead.get(re.compile(re.escape(settings.PAYSTACK_API_URL)), **trouble)
        code, told = run(command, later)
    assert asked.call_count == 1
    assert code == (4 if trouble.get("status") == 401 or command == "reconcile_paystack" else 1)
    assert told["exit_code"] == code
    assert everything() == before
    assert CommandRun.objects.get(name=command).exit_code == code
    for _ in range(2):
        assert run(command, later)[0] == 0
    payment.refresh_from_db()
    assert payment.status == Payment.Status.PAID
    assert announced.names.count("confirmed") == 1
    assert len(books.refunds) == Refund.objects.count()


@pytest.fixture
def ended(homework: Homework, books: Books, at: datetime) -> list[Subscription]:
    """Two plans of two students, both over since yesterday."""
    made, start = [], at - timedelta(days=40)
    for student in (homework.student, make_homework(make_student("Bola Ade"), status="awaiting_payment").student):
        payment = services.open_plan_attempt(student=student, plan=Plan.objects.get(), homework=None, at=start)
        books.receives(payment, start)
        services.settle(reference=payment.reference, at=start)
        made.append(Subscription.objects.get(student=student))
    return made


@pytest.mark.parametrize("command", ["expire_subscriptions", "earn_plan_days", "remind_renewals", "ledger_check"])
def test_a_rehearsal_changes_nothing_and_a_second_run_doubles_nothing(
    ended: list[Subscription], announced: Announcements, command: str
) -> None:
    at, before = ended[0].ends_at + timedelta(hours=9), everything()
    run(command, at, dry_run=True)
    assert everything() == before
    assert "reminder" not in announced.names
    assert not CommandRun.objects.filter(name=command).exists()
    run(command, at)
    once, told = everything(), list(announced.names)
    run(command, at)
    assert everything() == once
    assert announced.names == told


@pytest.mark.parametrize(
    ("command", "module", "act", "done"),
    [
        ("expire_subscriptions", plans, "close_ended", "over"),
        ("remind_renewals", reminder_service, "remind", "over"),
    ],
)
def test_one_failing_period_keeps_no_other_from_its_turn(
    ended: list[Subscription],
    announced: Announcements,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    module: Any,
    act: str,
    done: str,
) -> None:
    real = getattr(module, act)

    def fails_once(*, subscription: Subscription, **others: Any) -> Any:
        if subscription == ended[0]:
            raise ValueError("This one is broken.")
        return real(subscription=subscription, **others)

    monkeypatch.setattr(module, act, fails_once)
    code, told = run(command, ended[0].ends_at + timedelta(hours=9))
    assert (code, told["failed"]) == (1, 1)
    assert told[done] >= 1
    ended[1].refresh_from_db()
    assert ended[1].closed_at or ended[1].reminded_after_at
