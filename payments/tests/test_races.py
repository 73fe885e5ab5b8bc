"""Real threads on real connections: whoever comes first books, everybody else finds it done."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
import responses
from django.core.management import call_command
from django.db import connection
from django.test import Client

from core.clock import now
from core.models import AuditEntry
from core.testing import run_jobs
from homework.models import Homework
from payments.jobs import check_payment, process_event
from payments.models import Payment, PaystackEvent
from payments.services import give_up, open_attempt, request_check, settle
from payments.tests.paystack import Announcements, initialize_url, payload, post_event, verify_url
from tests.builders import make_homework, make_payment
from tests.races import Gate, together

pytestmark = pytest.mark.django_db(transaction=True)


def answers_when_all_have_asked(askers: int, body: dict[str, Any]) -> Callable[..., tuple[int, dict[str, str], str]]:
    """Paystack's answer, given only once every asker waits for it, so that all of them try to book at the same time."""
    gathered = Gate(askers)

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        gathered.pass_through()
        return 200, {}, json.dumps(body)

    return answer


def test_webhook_return_page_tap_and_sweep_settle_once(announced: Announcements, client: Client) -> None:
    payment = make_payment()
    post_event(client, "charge_success", payment.reference)
    event_id = PaystackEvent.objects.get().pk
    request_check(payment=payment, at=now())
    Payment.objects.update(next_check_at=now())
    with responses.RequestsMock() as paystack:
        body = payload("verify_success_card", payment.reference)
        # Of the return page and the tap one asks: the pause of 20 seconds between two checks holds the other back.
        callback = answers_when_all_have_asked(3, body)
        paystack.add_callback("GET", verify_url(payment.reference), callback)
        problems = together(
            lambda: process_event(event_id),
            lambda: Client().get("/pay/return", {"reference": payment.reference}),
            lambda: check_payment(payment.pk),
            lambda: call_command("verify_pending_payments"),
        )
        run_jobs()
        asked = len(paystack.calls)
    assert problems == []
    assert asked >= 3, "they really were at it together"
    assert announced.names == ["confirmed"]
    assert AuditEntry.objects.filter(name="payment.settled").count() == 1
    assert AuditEntry.objects.filter(name="homework.released").count() == 1
    assert Homework.objects.get().status == Homework.Status.QUEUED


def test_many_at_once_on_one_reference(announced: Announcements) -> None:
    payment = make_payment()
    with responses.RequestsMock() as paystack:
        body = payload("verify_success_card", payment.reference)
        paystack.add_callback("GET", verify_url(payment.reference), answers_when_all_have_asked(8, body))
        problems = together(*[lambda: settle(reference=payment.reference, at=now())] * 8)
        assert len(paystack.calls) == 8
    assert (problems, announced.names) == ([], ["confirmed"])


def test_two_attempts_paid_at_once_book_one_and_hold_one(announced: Announcements) -> None:
    homework = make_homework(status="awaiting_payment")
    first = make_payment(homework)
    give_up(payment=first, at=now())
    second = make_payment(homework)
    with responses.RequestsMock() as paystack:
        gathered = Gate(2)
        for attempt in (first, second):
            body = payload("verify_success_card", attempt.reference)

            def answer(request: requests.PreparedRequest, body: dict[str, Any] = body) -> tuple[int, dict[str, str], str]:
                gathered.pass_through()
                return 200, {}, json.dumps(body)

            paystack.add_callback("GET", verify_url(attempt.reference), answer)
        problems = together(
            *[lambda attempt=attempt: settle(reference=attempt.reference, at=now()) for attempt in (first, second)]
        )
    assert problems == []
    assert sorted(announced.names) == ["confirmed", "held"]
    assert sorted(Payment.objects.values_list("outcome", flat=True)) == ["duplicate", "settled"]


def test_two_tabs_make_one_checkout() -> None:
    payment = open_attempt(homework=make_homework(status="awaiting_payment"), at=now())
    pages: list[Any] = []
    with responses.RequestsMock() as paystack:
        made = paystack.post(initialize_url(), json=payload("initialize_ok", payment.reference))
        problems = together(*[lambda: pages.append(Client().get(f"/pay/{payment.token}"))] * 4)
        assert made.call_count == 1
    assert problems == []
    assert {page.status_code for page in pages} <= {200, 302}
    assert Payment.objects.count() == 1
    assert any(page.status_code == 302 for page in pages)


def test_two_turns_open_one_attempt() -> None:
    homework = make_homework(status="awaiting_payment")
    found: list[Payment] = []
    problems = together(*[lambda: found.append(open_attempt(homework=homework, at=now()))] * 4)
    assert problems == []
    assert len({payment.pk for payment in found}) == 1


def test_the_same_webhook_in_parallel_is_one_event() -> None:
    answers: list[Any] = []
    problems = together(*[lambda: answers.append(post_event(Client(), "charge_success", "TL-1"))] * 6)
    assert problems == []
    assert {answer.status_code for answer in answers} == {200}
    assert PaystackEvent.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone()[0] == 1
    run_jobs()
