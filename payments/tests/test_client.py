from datetime import UTC, datetime

import pytest
import requests
import responses
from django.conf import settings
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from payments.paystack import client
from payments.paystack.errors import PaystackBusy, PaystackDown, PaystackRefused
from payments.tests.paystack import initialize_url, payload, verify_url

HTML = "<html><title>Attention Required! | Cloudflare</title></html>"


def initialize() -> client.Checkout:
    return client.initialize(
        reference="TL-1",
        email="s-1@pay.example.ng",
        label="Ada Obi",
        amount_kobo=50_000,
        currency="NGN",
        callback_url="http://a/",
        cancel_url="http://b/",
    )


def test_initialize_sends_whole_kobo_our_reference_and_a_user_agent(paystack: responses.RequestsMock) -> None:
    sent = paystack.post(initialize_url(), json=payload("initialize_ok", "TL-1"))
    assert initialize().authorization_url == "https://checkout.paystack.example/nms6uvr1pl"
    request = sent.calls[0].request
    assert b'"amount": 50000' in (request.body or b"")
    assert b'"currency": "NGN"' in (request.body or b"")
    assert request.headers["Authorization"] == f"Bearer {settings.PAYSTACK_SECRET_KEY}"
    assert request.headers["User-Agent"] == "Tutorline/1.0"
    assert request.req_kwargs["timeout"] == (5, 20)


@pytest.mark.parametrize(
    ("status", "body", "may_have_happened"),
    [(502, HTML, True), (403, HTML, True), (200, HTML, True), (302, "", True), (200, '{"status": true, "data": []}', True)],
)
def test_an_answer_that_says_nothing_leaves_the_outcome_unknown(
    paystack: responses.RequestsMock, status: int, body: str, may_have_happened: bool
) -> None:
    paystack.post(initialize_url(), body=body, status=status)
    with pytest.raises(PaystackDown) as caught:
        initialize()
    assert caught.value.may_have_happened is may_have_happened


def unreachable() -> requests.ConnectionError:
    pool = ConnectionPool("paystack.example", 443)
    return requests.ConnectionError(MaxRetryError(pool, "/", NewConnectionError(pool, "refused")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problem", "may_have_happened"),
    [
        (requests.ReadTimeout(), True),
        (requests.ConnectionError("reset by peer"), True),
        (requests.ConnectTimeout(), False),
        (unreachable(), False),
    ],
)
def test_a_request_that_never_left_is_known_not_to_have_happened(
    paystack: responses.RequestsMock, problem: Exception, may_have_happened: bool
) -> None:
    paystack.post(initialize_url(), body=problem)
    with pytest.raises(PaystackDown) as caught:
        initialize()
    assert caught.value.may_have_happened is may_have_happened


def test_a_bad_key_a_used_reference_and_a_full_bucket_are_told_apart(paystack: responses.RequestsMock) -> None:
    paystack.post(initialize_url(), json=payload("error_invalid_key"), status=401)
    paystack.post(initialize_url(), json=payload("initialize_duplicate_reference"), status=400)
    paystack.post(initialize_url(), json={"status": False, "message": "no"}, status=400)
    paystack.post(initialize_url(), status=429, headers={"x-ratelimit-reset": "17"})
    paystack.post(initialize_url(), status=429, headers={"x-ratelimit-reset": "1795600000"})
    with pytest.raises(PaystackRefused) as bad_key:
        initialize()
    assert bad_key.value.is_bad_key
    with pytest.raises(PaystackRefused) as duplicate:
        initialize()
    assert duplicate.value.code == "duplicate_reference"
    assert not duplicate.value.may_have_happened
    with pytest.raises(PaystackRefused) as short_form:
        initialize()
    assert short_form.value.code == "http_400"
    for seconds in (17, 60):
        with pytest.raises(PaystackBusy) as busy:
            initialize()
        assert busy.value.wait_seconds == seconds


def test_verify_reads_a_full_answer(paystack: responses.RequestsMock) -> None:
    paystack.get(verify_url("TL-1"), json=payload("verify_success_card", "TL-1"))
    answer = client.verify("TL-1")
    assert (answer.id, answer.status, answer.amount_kobo, answer.requested_amount_kobo) == (
        4099260516,
        "success",
        50_000,
        50_000,
    )
    assert (answer.currency, answer.domain, answer.channel, answer.fees_kobo) == ("NGN", "test", "card", 750)
    assert answer.paid_at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_verify_bears_missing_null_and_odd_fields(paystack: responses.RequestsMock) -> None:
    odd = {
        "id": 2**64 - 1,
        "amount": "50000",
        "fees": 7.5,
        "paid_at": "yesterday",
        "channel": None,
        "gateway_response": "a\x00b",
    }
    body = payload("verify_success_transfer_sparse", "TL-1")
    body["data"] |= odd
    paystack.get(verify_url("TL-1"), json=body)
    answer = client.verify("TL-1")
    assert (answer.id, answer.amount_kobo, answer.fees_kobo, answer.paid_at) == (None, 50_000, None, None)
    assert (answer.channel, answer.gateway_response, answer.requested_amount_kobo) == ("", "ab", None)


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, payload("verify_not_found")), (400, payload("verify_not_found")), (404, {"status": False, "message": "x"})],
)
def test_an_unknown_reference_is_told_with_404_or_400(
    paystack: responses.RequestsMock, status: int, body: dict[str, object]
) -> None:
    paystack.get(verify_url("TL-1"), json=body, status=status)
    with pytest.raises(PaystackRefused) as caught:
        client.verify("TL-1")
    assert caught.value.code == "transaction_not_found"
