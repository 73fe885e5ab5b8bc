import json
from typing import Any
from unittest.mock import patch

import pytest
import responses
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from core.models import Alert
from core.testing import run_jobs
from homework.models import Homework
from payments import inbox
from payments.models import FinanceTask, Payment, PaystackEvent
from payments.paystack.signature import sign
from payments.tests.paystack import HTML_WALL, WEBHOOK, Announcements, payload, post_event, post_signed, verifies, verify_url

pytestmark = pytest.mark.django_db
Result = PaystackEvent.Result


def body_of(name: str, reference: str = "TL-1") -> bytes:
    return json.dumps(payload(name, reference)).encode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-paystack-signature": ""},
        {"x-paystack-signature": "0" * 128},
        {"x-paystack-signature": sign(b"{}", "sk_test_sandbox")},
    ],
    ids=["unsigned", "empty", "forged", "of another body"],
)
def test_a_body_without_a_genuine_signature_leaves_no_row(client: Client, headers: dict[str, str]) -> None:
    answer = client.post(WEBHOOK, data=body_of("charge_success"), content_type="application/json", headers=headers)
    assert answer.status_code == 401
    assert not PaystackEvent.objects.exists()
    assert settings.PAYSTACK_SECRET_KEY not in answer.content.decode()
    client.post(WEBHOOK, data=body_of("charge_success"), content_type="application/json", headers=headers)
    assert Alert.objects.get(key="payments.webhook_signature").count == 2


def test_a_body_over_the_limit_is_refused_unread(client: Client) -> None:
    body = b'{"pad": "' + b"x" * settings.WEBHOOK_MAX_BYTES + b'"}'
    assert post_signed(client, body).status_code == 413
    assert not PaystackEvent.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'"text"', b"[" * 100_000, b"9" * 5_000])
def test_a_signed_body_that_is_no_json_object_is_refused_and_reported(client: Client, body: bytes) -> None:
    assert post_signed(client, body).status_code == 400
    assert not PaystackEvent.objects.exists()
    assert Alert.objects.filter(key="payments.webhook_malformed").exists()


def test_after_a_change_of_keys_the_one_before_is_still_believed_while_it_is_named(client: Client, settings: Any) -> None:
    body = body_of("charge_success")
    headers = {"x-paystack-signature": sign(body, "sk_test_before")}
    assert client.post(WEBHOOK, body, content_type="application/json", headers=headers).status_code == 401
    settings.PAYSTACK_PREVIOUS_SECRET_KEY = "sk_test_before"
    assert client.post(WEBHOOK, body, content_type="application/json", headers=headers).status_code == 200
    assert PaystackEvent.objects.count() == 1


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(client: Client, content_type: str) -> None:
    body = body_of("charge_success")
    headers = {"x-paystack-signature": sign(body, settings.PAYSTACK_SECRET_KEY)}
    answer = client.generic("POST", WEBHOOK, body, content_type, headers=headers)
    assert answer.status_code == 415
    assert not PaystackEvent.objects.exists()


def test_only_posts_are_taken(client: Client) -> None:
    assert client.get(WEBHOOK).status_code in {403, 405}


def test_what_cannot_be_stored_is_asked_for_again(client: Client) -> None:
    with patch("payments.inbox.PaystackEvent.objects.get_or_create", side_effect=OperationalError("down")):
        answer = post_signed(client, body_of("charge_success"))
    assert answer.status_code == 503
    assert b"down" not in answer.content


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"event": 5, "data": "x"}',
        b'{"event": "a\\u0000b", "data": {"reference": "\\ud800", "n": NaN}}',
        b'{"event": "new.thing", "data": {"n": 1e400}}',
    ],
)
def test_odd_but_genuine_events_are_stored_and_answered_with_200(client: Client, body: bytes) -> None:
    assert post_signed(client, body).status_code == 200
    run_jobs()
    event = PaystackEvent.objects.get()
    assert event.processed_at is not None
    assert event.result == Result.NOT_NEEDED


def test_a_charge_settles_the_payment(
    client: Client, payment: Payment, paystack: responses.RequestsMock, announced: Announcements
) -> None:
    verifies(paystack, payment, "verify_success_card")
    assert post_event(client, "charge_success", payment.reference).status_code == 200
    assert run_jobs() == 1
    event = PaystackEvent.objects.get()
    assert (event.name, event.reference, event.result) == ("charge.success", payment.reference, Result.SETTLED)
    assert Homework.objects.get().status == Homework.Status.QUEUED
    assert announced.names == ["confirmed"]


def test_a_replayed_body_is_known_and_does_nothing(
    client: Client, payment: Payment, paystack: responses.RequestsMock, announced: Announcements
) -> None:
    verifies(paystack, payment, "verify_success_card")
    answers = [post_event(client, "charge_success", payment.reference).status_code for _ in range(3)]
    assert answers == [200, 200, 200]
    run_jobs()
    assert post_event(client, "charge_success", payment.reference).json() == {"status": "known"}
    assert (PaystackEvent.objects.count(), announced.names) == (1, ["confirmed"])


def test_the_event_alone_proves_nothing(client: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    verifies(paystack, payment, "verify_abandoned")
    post_event(client, "charge_success", payment.reference)
    run_jobs()
    payment.refresh_from_db()
    assert payment.status == Payment.Status.PENDING


def test_money_for_an_unknown_reference_is_told_to_finance(client: Client) -> None:
    post_event(client, "charge_success", "TL-of-somebody-else")
    run_jobs()
    assert PaystackEvent.objects.get().result == Result.ORPHAN
    task = FinanceTask.objects.get()
    assert (task.kind, task.reference) == ("orphan", "TL-of-somebody-else")


def test_an_event_of_the_other_mode_about_an_unknown_reference_is_only_stored(client: Client) -> None:
    post_event(client, "charge_success", "TL-live", domain="live")
    run_jobs()
    assert PaystackEvent.objects.get().result == Result.NOT_NEEDED
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("name", "reference", "result"),
    [
        ("refund_processed", "TL-1", Result.ORPHAN),
        ("dispute_create", "TL-1", Result.ORPHAN),
        ("expiring_cards", "", Result.NOT_NEEDED),
        ("transfer_rejected", "", Result.NOT_NEEDED),
    ],
)
def test_other_events_find_their_reference_wherever_it_stands(
    client: Client, name: str, reference: str, result: Result
) -> None:
    assert post_signed(client, body_of(name)).status_code == 200
    run_jobs()
    event = PaystackEvent.objects.get()
    assert (event.reference, event.result) == (reference, result)
    assert FinanceTask.objects.exists() is (result == Result.ORPHAN)


def test_an_outage_is_recorded_and_tried_again_until_it_ends(
    client: Client, payment: Payment, paystack: responses.RequestsMock
) -> None:
    url = verify_url(payment.reference)
    paystack.get(url, body=HTML_WALL, status=502)
    paystack.get(url, status=429, headers={"x-ratelimit-reset": "120"})
    paystack.get(url, json=payload("verify_success_card", payment.reference))
    post_event(client, "charge_success", payment.reference)
    assert run_jobs(also_scheduled=False) == 1
    event = PaystackEvent.objects.get()
    assert (event.tries, event.processed_at, event.error) == (1, None, "PaystackDown: Paystack answered 502.")
    assert run_jobs() == 2
    event.refresh_from_db()
    assert (event.tries, event.error, event.result) == (3, "", Result.SETTLED)


def test_tries_are_bounded_and_staff_is_told(client: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    paystack.get(verify_url(payment.reference), status=500)
    post_event(client, "charge_success", payment.reference)
    assert run_jobs() == inbox.MOST_TRIES
    event = PaystackEvent.objects.get()
    assert (event.processed_at, event.next_try_at) == (None, None)
    assert Alert.objects.filter(key="payments.events_stuck").exists()


def test_a_mistake_of_ours_is_recorded_too(client: Client, payment: Payment) -> None:
    def fail(**arguments: Any) -> None:
        raise RuntimeError("mistake")

    post_event(client, "charge_success", payment.reference)
    with patch("payments.inbox.settle", fail):
        run_jobs(also_scheduled=False)
    assert PaystackEvent.objects.get().error == "RuntimeError: mistake"


def test_what_a_card_could_be_charged_with_is_not_kept(client: Client) -> None:
    body = json.dumps(
        {
            "event": "charge.success",
            "data": {
                "reference": "TL-1",
                "authorization": {"authorization_code": "AUTH_x", "signature": "SIG_x", "last4": "4081"},
            },
        }
    ).encode()
    assert post_signed(client, body).status_code == 200
    kept = json.dumps(PaystackEvent.objects.get().payload)
    assert "4081" in kept
    assert "AUTH_x" not in kept
    assert "SIG_x" not in kept
