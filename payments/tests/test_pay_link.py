from datetime import timedelta
from typing import Any

import pytest
import requests
import responses
from django.test import Client

from core.clock import now
from core.models import Alert
from homework import services as homework_services
from homework.models import Homework
from payments.models import Payment, Plan
from payments.services import give_up, open_attempt, open_plan_attempt, pay_url
from payments.tests.paystack import HTML_WALL, Announcements, initialize_url, knows_nothing_of, payload, verifies, verify_url
from tests.builders import CHECKOUT_URL, make_payment

Status = Payment.Status
PHONE = "Mozilla/5.0 (Linux; Android 13; TECNO KI5k) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def fresh(homework: Homework) -> Payment:
    """An attempt whose link nobody has tapped."""
    return open_attempt(homework=homework, at=now())


def tap(client: Client, payment: Payment) -> Any:
    path = pay_url(payment).removeprefix("http://testserver")
    return client.get(path, headers={"user-agent": PHONE})


def makes_pages(paystack: responses.RequestsMock) -> responses.BaseResponse:
    answer: responses.BaseResponse = paystack.post(initialize_url(), json=payload("initialize_ok"))
    return answer


def unanswered_pages(paystack: responses.RequestsMock) -> responses.BaseResponse:
    answer: responses.BaseResponse = paystack.post(initialize_url(), body=requests.ReadTimeout())
    return answer


def test_the_first_tap_makes_the_checkout_and_later_taps_reuse_it(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    body = payload("initialize_ok", fresh.reference)
    made = paystack.post(initialize_url(), json=body)
    for _ in range(3):
        answer = tap(client, fresh)
        assert (answer.status_code, answer["Location"]) == (302, CHECKOUT_URL)
        assert "no-store" in answer["Cache-Control"]
    fresh.refresh_from_db()
    assert made.call_count == 1
    assert (fresh.status, fresh.authorization_url) == (Status.PENDING, CHECKOUT_URL)
    assert fresh.checkout_at
    assert fresh.next_check_at == fresh.checkout_at + timedelta(minutes=2)


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "WhatsApp/2.23.20.0 A"},
        {"user-agent": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"},
        {"user-agent": "TelegramBot (like TwitterBot)"},
        {"user-agent": PHONE, "sec-purpose": "prefetch;prerender"},
    ],
)
def test_link_previews_make_nothing(
    client: Client, fresh: Payment, paystack: responses.RequestsMock, headers: dict[str, str]
) -> None:
    answer = client.get(f"/pay/{fresh.token}", headers=headers)
    assert answer.status_code == 200
    assert b"Pay for your homework" in answer.content
    assert client.head(f"/pay/{fresh.token}", headers={"user-agent": PHONE}).status_code == 200
    fresh.refresh_from_db()
    assert fresh.checkout_at is None
    assert not paystack.calls


def test_an_unknown_or_malformed_link_is_a_kind_404(client: Client, db: None) -> None:
    assert b"know this link" in client.get("/pay/nobody-knows-me").content
    assert client.get("/pay/nobody-knows-me").status_code == 404
    assert client.get("/pay/a%00b").status_code == 404


def test_the_link_of_a_paid_homework_says_so(client: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    verifies(paystack, payment, "verify_success_card")
    client.get("/pay/return", {"reference": payment.reference})
    answer = tap(client, payment)
    assert answer.status_code == 200
    assert b"Already paid" in answer.content


def test_the_link_of_a_cancelled_homework_takes_no_money(client: Client, payment: Payment) -> None:
    assert payment.homework_id is not None
    homework_services.cancel(homework_id=payment.homework_id, at=now())
    assert b"Nothing to pay" in tap(client, payment).content


def test_an_old_link_leads_to_the_newest_open_attempt(
    client: Client, payment: Payment, homework: Homework, paystack: responses.RequestsMock
) -> None:
    give_up(payment=payment, at=now())
    second = open_attempt(homework=homework, at=now())
    made = makes_pages(paystack)
    assert tap(client, payment).status_code == 302
    assert second.reference in str(made.calls[0].request.body)
    assert Payment.objects.count() == 2


def test_a_page_that_surely_was_not_made_keeps_the_reference(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    paystack.post(initialize_url(), status=429)
    paystack.post(initialize_url(), json=payload("error_invalid_key"), status=401)
    paystack.post(initialize_url(), body=requests.ConnectTimeout())
    makes_pages(paystack)
    for _ in range(3):
        answer = tap(client, fresh)
        assert answer.status_code == 503
        assert "Payments are down for a moment." in answer.content.decode()
        assert "Your homework is saved." in answer.content.decode()
        assert b"Try again" in answer.content
    assert Alert.objects.filter(key="payments.paystack_unusable", resolved_at=None).exists()
    assert tap(client, fresh).status_code == 302
    assert Payment.objects.count() == 1
    assert not Alert.objects.filter(resolved_at=None).exists()


def test_a_lost_answer_is_asked_about_and_replaced_by_a_new_reference(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    unanswered_pages(paystack)
    makes_pages(paystack)
    asked = verifies(paystack, fresh, "verify_abandoned")
    assert tap(client, fresh).status_code == 302
    fresh.refresh_from_db()
    new = Payment.objects.exclude(pk=fresh.pk).get()
    assert asked.call_count == 1
    assert (fresh.status, fresh.given_up_reason) == (Status.GIVEN_UP, "Paystack's answer was lost.")
    assert fresh.next_check_at is not None, "the old attempt stays in the sweep"
    assert (new.status, new.amount_kobo) == (Status.PENDING, fresh.amount_kobo)


def test_a_used_reference_is_replaced_too(client: Client, fresh: Payment, paystack: responses.RequestsMock) -> None:
    paystack.post(initialize_url(), json=payload("initialize_duplicate_reference"), status=400)
    makes_pages(paystack)
    verifies(paystack, fresh, "verify_abandoned")
    assert tap(client, fresh).status_code == 302
    assert Payment.objects.filter(status=Status.PENDING).count() == 1


def test_a_used_reference_that_turns_out_paid_settles(client: Client, fresh: Payment, paystack: responses.RequestsMock) -> None:
    paystack.post(initialize_url(), json=payload("initialize_duplicate_reference"), status=400)
    verifies(paystack, fresh, "verify_success_card")
    assert b"Already paid" in tap(client, fresh).content
    fresh.refresh_from_db()
    assert fresh.status == Status.PAID
    assert Payment.objects.count() == 1


def test_while_paystack_stays_silent_the_homework_is_safe(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    paystack.post(initialize_url(), body=HTML_WALL, status=502)
    paystack.get(verify_url(fresh.reference), body=HTML_WALL, status=502)
    assert tap(client, fresh).status_code == 503
    fresh.refresh_from_db()
    assert (fresh.status, Payment.objects.count()) == (Status.GIVEN_UP, 1)
    paystack.reset()
    makes_pages(paystack)
    assert tap(client, fresh).status_code == 302


def test_two_lost_answers_in_one_tap_leave_no_open_attempt(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    unanswered_pages(paystack)
    knows_nothing_of(paystack, fresh)
    assert tap(client, fresh).status_code == 503
    assert Payment.objects.filter(status=Status.GIVEN_UP).count() == 2


def test_a_claim_left_by_a_dead_process_is_replaced_after_its_lease(
    client: Client, fresh: Payment, paystack: responses.RequestsMock
) -> None:
    Payment.objects.update(checkout_at=now())
    waiting = tap(client, fresh)
    assert waiting.status_code == 200
    assert b"One moment" in waiting.content
    assert b'http-equiv="refresh"' in waiting.content
    Payment.objects.update(checkout_at=now() - timedelta(minutes=1))
    makes_pages(paystack)
    assert tap(client, fresh).status_code == 302
    assert Payment.objects.get(pk=fresh.pk).status == Status.GIVEN_UP


def return_page(client: Client, payment: Payment, **more: str) -> Any:
    return client.get("/pay/return", {"reference": payment.reference} | more, headers={"user-agent": PHONE})


def test_the_return_page_asks_and_tells(client: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    verifies(paystack, payment, "verify_success_card")
    page = return_page(client, payment).content.decode()
    assert "Paid ₦500" in page
    assert payment.reference in page
    assert "Ada" not in page
    assert "2x" not in page


def test_the_return_page_asks_once_in_twenty_seconds_and_looks_again_by_itself(
    client: Client, payment: Payment, paystack: responses.RequestsMock
) -> None:
    asked = verifies(paystack, payment, "verify_abandoned")
    for _ in range(3):
        page = return_page(client, payment).content.decode()
        assert "Checking" in page
        assert "seen=1" in page
    assert asked.call_count == 1
    assert "refresh" not in return_page(client, payment, seen="10").content.decode()


def test_the_return_page_of_a_failure_offers_another_try(
    client: Client, payment: Payment, paystack: responses.RequestsMock
) -> None:
    verifies(paystack, payment, "verify_failed")
    page = return_page(client, payment).content.decode()
    assert "not enough money" in page
    assert f'href="/pay/{payment.token}"' in page
    makes_pages(paystack)
    assert tap(client, payment).status_code == 302
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("what", ["plan", "price"])
def test_nobody_is_led_to_a_new_page_while_the_earlier_one_was_paid_unheard(
    client: Client, homework: Homework, paystack: responses.RequestsMock, announced: Announcements, what: str
) -> None:
    earlier, made = make_payment(homework), makes_pages(paystack)
    if what == "plan":
        plan = Plan.objects.get(name="Monthly")
        newer = open_plan_attempt(student=homework.student, plan=plan, homework=homework, at=now())
    else:
        Payment.objects.filter(pk=earlier.pk).update(amount_kobo=49_000)
        newer = open_attempt(homework=homework, at=now())
    verifies(paystack, earlier, "verify_success_card")
    assert newer != earlier
    assert b"Already paid" in tap(client, newer).content
    assert announced.names == ["confirmed"]
    assert not made.call_count
    if what == "plan":  # and who still wants it has it
        assert tap(client, newer)["Location"] == CHECKOUT_URL


@pytest.mark.parametrize("answer", [{"json": payload("verify_abandoned")}, {"body": HTML_WALL, "status": 502}])
def test_an_earlier_page_that_brought_nothing_is_in_nobodys_way(
    client: Client, homework: Homework, paystack: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    earlier = make_payment(homework)
    makes_pages(paystack)
    plan = Plan.objects.get(name="Monthly")
    newer = open_plan_attempt(student=homework.student, plan=plan, homework=homework, at=now())
    asked = paystack.get(verify_url(earlier.reference), **answer)
    for _ in range(2):
        assert tap(client, newer)["Location"] == CHECKOUT_URL
    assert asked.call_count == 1


def test_the_return_page_bears_an_outage_and_held_money(
    client: Client, homework: Homework, paystack: responses.RequestsMock
) -> None:
    payment = make_payment(homework)
    paystack.get(verify_url(payment.reference), body=HTML_WALL, status=502)
    assert "Checking" in return_page(client, payment).content.decode()
    Payment.objects.update(last_checked_at=None)
    paystack.reset()
    verifies(paystack, payment, "verify_success_card", amount=40_000)
    assert "Your money has arrived" in return_page(client, payment).content.decode()


@pytest.mark.parametrize(
    "query", [{}, {"reference": ""}, {"reference": "TL-nobody"}, {"reference": "a\x00b"}, {"reference": "x" * 5000}]
)
def test_the_return_page_of_no_known_payment_says_nothing(client: Client, db: None, query: dict[str, str]) -> None:
    assert client.get("/pay/return", query).status_code == 404


def test_previews_of_the_return_page_ask_nothing(client: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    client.get("/pay/return", {"reference": payment.reference}, headers={"user-agent": "WhatsApp/2.2"})
    client.head("/pay/return", {"reference": payment.reference})
    assert not paystack.calls


def test_pages_carry_no_inline_code(client: Client, payment: Payment, db: None) -> None:
    for page in (client.get("/pay/none"), client.head("/pay/none"), return_page(client, payment)):
        text = page.content.decode()
        assert "<script" not in text
        assert "style=" not in text
        assert "<style" not in text
