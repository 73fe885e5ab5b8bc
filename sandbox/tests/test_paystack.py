"""The fake Paystack answers in Paystack's shapes, and its checkout plays every outcome."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sandbox.models import Checkout, Delivery
from sandbox.paystack import service
from sandbox.paystack.service import Outcome
from sandbox.tests.knobs import fault

API = "/sandbox/paystack"
GOOD = {
    "email": "s-1@pay.example.ng",
    "amount": 50_000,
    "currency": "NGN",
    "reference": "hw-1",
    "callback_url": "http://testserver/pay/return",
}
pytestmark = pytest.mark.django_db


def call(path: str, body: dict[str, Any] | None = None, *, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key or settings.PAYSTACK_SECRET_KEY}"}
    if body is None:
        return Client().get(API + path, headers=headers)
    return Client().post(API + path, body, content_type="application/json", headers=headers)


def start(**changes: Any) -> Any:
    return call("/transaction/initialize", GOOD | changes)


def started() -> Checkout:
    start()
    return Checkout.objects.get()


def events() -> list[dict[str, Any]]:
    return [json.loads(bytes(row.body)) for row in Delivery.objects.filter(target="paystack").order_by("due_at", "id")]


def verified() -> dict[str, Any]:
    return dict(call("/transaction/verify/hw-1").json()["data"])


def test_initialize_answers_a_checkout_address() -> None:
    data = start().json()["data"]
    assert data["reference"] == "hw-1"
    assert data["access_code"] in data["authorization_url"]
    assert verified()["status"] == "abandoned"
    assert verified()["authorization"] == {}
    assert verified()["paid_at"] is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": ""}, "missing_params"),
        ({"email": "no address"}, "invalid_email_address"),
        ({"amount": None}, "missing_params"),
        ({"amount": 1998.99}, "invalid_amount"),
        ({"amount": 4999}, "invalid_amount"),
        ({"currency": "EUR"}, "unsupported_currency"),
        ({"reference": "under_score"}, "invalid_reference"),
        ({"channels": ["cash"]}, "invalid_params"),
    ],
)
def test_what_paystack_refuses_is_refused_with_its_code(changes: dict[str, Any], code: str) -> None:
    answer = start(**changes)
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["status"] is False


def test_a_reference_can_be_used_once() -> None:
    start()
    assert start(amount=60_000).json()["code"] == "duplicate_reference"


def test_a_wrong_key_and_an_unknown_reference() -> None:
    wrong = call("/transaction/verify/hw-1", key="sk_test_other")
    assert wrong.status_code == 401
    assert wrong.json()["code"] == "invalid_Key"
    assert call("/transaction/verify/hw-1").json()["code"] == "transaction_not_found"


def test_a_card_payment_is_told_by_webhook_and_verify_alike() -> None:
    service.pay(started().access_code, Outcome.CARD)
    [event] = events()
    assert event["event"] == "charge.success"
    assert event["data"] == verified()
    assert (event["data"]["amount"], event["data"]["currency"], event["data"]["fees"]) == (50_000, "NGN", 750)


@pytest.mark.parametrize(
    ("outcome", "status", "amount", "currency", "told"),
    [
        (Outcome.DECLINE, "failed", 50_000, "NGN", 0),
        (Outcome.ABANDON, "abandoned", 50_000, "NGN", 0),
        (Outcome.TOO_LITTLE, "success", 25_000, "NGN", 1),
        (Outcome.TOO_MUCH, "success", 100_000, "NGN", 1),
        (Outcome.WRONG_CURRENCY, "success", 50_000, "GHS", 1),
        (Outcome.TWICE, "success", 50_000, "NGN", 2),
    ],
)
def test_each_outcome(outcome: Outcome, status: str, amount: int, currency: str, told: int) -> None:
    service.pay(started().access_code, outcome)
    data = verified()
    assert (data["status"], data["amount"], data["currency"], data["requested_amount"]) == (status, amount, currency, 50_000)
    assert len(events()) == told


def test_a_transfer_arrives_later() -> None:
    row = started()
    service.pay(row.access_code, Outcome.TRANSFER)
    assert verified()["status"] == "ongoing"
    with time_machine.travel(timezone.now() + timedelta(seconds=service.TRANSFER_SECONDS + 1)):
        assert verified()["status"] == "success"
    assert events()[0]["data"]["status"] == "success"


def test_nothing_is_paid_a_second_time() -> None:
    row = started()
    service.pay(row.access_code, Outcome.CARD)
    with pytest.raises(service.NotPayable):
        service.pay(row.access_code, Outcome.CARD)


def test_the_checkout_page_pays_and_returns() -> None:
    row = started()
    page = Client().get(f"/sandbox/checkout/{row.access_code}")
    assert "NGN 500.00" in page.content.decode()
    answer = Client().post(f"/sandbox/checkout/{row.access_code}", {"outcome": "card"})
    assert answer.headers["Location"] == "http://testserver/pay/return?trxref=hw-1&reference=hw-1"
    assert "This payment is done" in Client().get(f"/sandbox/checkout/{row.access_code}").content.decode()


def test_a_declined_payment_can_be_tried_again() -> None:
    row = started()
    answer = Client().post(f"/sandbox/checkout/{row.access_code}", {"outcome": "decline"})
    assert "Declined" in answer.content.decode()
    assert Client().post(f"/sandbox/checkout/{row.access_code}", {"outcome": "card"}).status_code == 302


@pytest.mark.parametrize(("knob", "status"), [("server_error", 503), ("html", 502), ("rate_limit", 429), ("dead_key", 401)])
def test_knobs(knob: str, status: int) -> None:
    with fault(**{f"paystack_{knob}": 1}):
        assert start().status_code == status
        assert start().status_code == 200


def test_a_lost_answer_leaves_a_transaction_behind() -> None:
    with fault(paystack_lost_answer=1):
        assert start().getvalue() == b""
    assert start().json()["code"] == "duplicate_reference"


def test_lost_and_doubled_webhooks() -> None:
    with fault(paystack_lost_webhooks=1):
        service.pay(started().access_code, Outcome.CARD)
    assert events() == []
    start(reference="hw-2")
    with fault(paystack_doubled_webhooks=1):
        service.pay(Checkout.objects.get(reference="hw-2").access_code, Outcome.CARD)
    assert len(events()) == 2


def test_the_list_is_paged() -> None:
    for number in range(3):
        start(reference=f"hw-{number}")
    answer = call("/transaction?perPage=2&page=2").json()
    assert answer["meta"]["total"] == 3
    assert [row["reference"] for row in answer["data"]] == ["hw-0"]


def paid_for() -> Checkout:
    row = started()
    return service.pay(row.access_code, Outcome.CARD)


def refund(**changes: Any) -> Any:
    return call("/refund", {"transaction": "hw-1", "amount": 20_000, "currency": "NGN", "merchant_note": "R1"} | changes)


def test_a_refund_is_on_its_way_and_then_with_the_payer() -> None:
    row = paid_for()
    made = refund().json()["data"]
    assert made["status"] == "pending"
    assert made["transaction"]["reference"] == "hw-1"
    assert verified()["status"] == "reversal-pending"
    assert [event["event"] for event in events()][1:] == ["refund.pending", "refund.processed"]
    assert events()[1]["data"]["amount"] == "20000"
    assert "id" not in events()[1]["data"]
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        assert call(f"/refund/{made['id']}").json()["data"]["status"] == "processed"
        assert verified()["status"] == "success", "a part of it is still there"
        refund(amount=row.amount_kobo - 20_000)
    with time_machine.travel(timezone.now() + timedelta(seconds=60)):
        assert verified()["status"] == "reversed"


@pytest.mark.parametrize("changes", [{"amount": 50_001}, {"amount": "12.5"}, {"currency": "GHS"}, {"transaction": "nothing"}])
def test_a_refund_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    paid_for()
    assert refund(**changes).status_code in {400, 404}
    assert len(events()) == 1


def test_refunds_are_found_by_the_number_of_their_transaction() -> None:
    paid_for()
    refund()
    number = verified()["id"]
    assert len(call(f"/refund?transaction={number}").json()["data"]) == 1
    assert call("/refund?transaction=hw-1").json()["data"] == [], "not by its reference"
    assert call("/dispute?use_cursor=true").json()["data"] == []


def test_transactions_are_listed_by_cursor_to_the_end() -> None:
    for number in range(5):
        start(reference=f"hw-{number}")
    found, place = [], ""
    for _ in range(5):
        answer = call(f"/transaction?use_cursor=true&perPage=2{place}").json()
        found += [row["reference"] for row in answer["data"]]
        if not answer["meta"]["next"]:
            break
        place = f"&next={answer['meta']['next']}"
    assert found == ["hw-4", "hw-3", "hw-2", "hw-1", "hw-0"]
    assert call("/transaction?use_cursor=true&next=nonsense").status_code == 400


def test_a_day_is_paid_out_the_next_morning() -> None:
    with time_machine.travel("2026-11-20T12:00:00+01:00"):
        paid_for()
        assert call("/settlement").json()["data"] == []
    with time_machine.travel("2026-11-21T07:00:00+01:00"):
        (payout,) = call("/settlement").json()["data"]
        assert (payout["id"], payout["total_processed"], payout["effective_amount"]) == (20261120, 50_000, 49_250)
        assert call(f"/settlement/{payout['id']}/transactions").json()["data"][0]["reference"] == "hw-1"
    assert call("/settlement/99999999/transactions").status_code == 404


def test_a_saved_card_is_charged_only_with_its_own_address() -> None:
    service.pay(started().access_code, Outcome.CARD)
    asked = GOOD | {"reference": "hw-2", "authorization_code": verified()["authorization"]["authorization_code"]}
    for wrong in ({"email": "s-2@pay.example.ng"}, {"authorization_code": "AUTH_unknown"}):
        assert call("/transaction/charge_authorization", asked | wrong).status_code == 400
    assert not Checkout.objects.filter(reference="hw-2").exists()
    data = call("/transaction/charge_authorization", asked).json()["data"]
    assert (data["status"], data["reference"]) == ("success", "hw-2")
    assert call("/transaction/charge_authorization", asked).json()["code"] == "duplicate_reference"


def test_a_saved_card_may_be_declined_or_want_to_be_confirmed() -> None:
    service.pay(started().access_code, Outcome.CARD)
    asked = GOOD | {"authorization_code": verified()["authorization"]["authorization_code"]}
    with fault(paystack_card_declined=1):
        data = call("/transaction/charge_authorization", asked | {"reference": "hw-3"}).json()["data"]
    assert data["status"] == "failed"
    with fault(paystack_card_paused=1):
        data = call("/transaction/charge_authorization", asked | {"reference": "hw-4"}).json()["data"]
    assert data["paused"] is True
    assert data["authorization_url"]
