"""Events in every shape and order that Paystack and its stand-ins send: each is answered, followed once, and never lost."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import responses
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from core.clock import now
from core.models import AdminSettings, Alert
from core.testing import run_jobs
from payments import services
from payments.books import check, ledger
from payments.models import Dispute, FinanceTask, LedgerAccount, Payment, PaystackEvent, Refund
from payments.paystack import refunds as paystack_refunds
from payments.paystack.errors import PaystackRefused
from payments.paystack.http import page_count
from payments.tests.books import Books
from payments.tests.paystack import Announcements, payload, post_event, post_signed, verify_url

pytestmark = pytest.mark.django_db
Result = PaystackEvent.Result


def post(client: Client, name: str, data: Any, **form: Any) -> None:
    assert post_signed(client, json.dumps({"event": name, "data": data}, **form).encode()).status_code == 200
    run_jobs()


def agree(books: Books, at: datetime) -> None:
    assert ledger.balances().get(LedgerAccount.CLEARING, 0) == books.holds_kobo()
    assert check.problems(at=at) == []


@pytest.mark.parametrize("name", ["subscription.create", "invoice.payment_failed", "transfer.success", "brand.new"])
@pytest.mark.parametrize("data", [None, [], "text", 5, [{"reference": "TL-1"}], {"transaction": None}, {"domain": None}])
def test_events_without_a_reaction_are_kept(client: Client, name: str, data: Any) -> None:
    post(client, name, data)
    assert PaystackEvent.objects.get().result == Result.NOT_NEEDED
    assert not FinanceTask.objects.exists()


@pytest.mark.parametrize("name", ["charge.success", "refund.processed", "charge.dispute.create", "bank.transfer.rejected"])
@pytest.mark.parametrize(
    "data", [None, [], "text", {}, {"transaction": 5, "customer": [], "bank_transfer": None, "amount": 1.5}]
)
def test_money_events_of_odd_shapes_neither_crash_nor_stick(client: Client, name: str, data: Any) -> None:
    post(client, name, data)
    event = PaystackEvent.objects.get()
    assert (event.error, event.result in {Result.ORPHAN, Result.NOT_NEEDED}) == ("", True)


def test_an_event_that_names_no_mode_is_ours(client: Client, settled: Payment, books: Books, at: datetime) -> None:
    books.makes_refund(settled.reference, 20_000)["status"] = "processed"
    body = payload("refund_processed", settled.reference)
    post(client, "refund.processed", body["data"] | {"domain": None, "amount": "20000"})
    assert Refund.objects.get().status == Refund.Status.PROCESSED
    agree(books, at)


@pytest.mark.parametrize("has_no_list", [False, True], ids=["listed", "not listed"])
def test_a_refund_event_may_name_its_transaction_by_number(
    client: Client, settled: Payment, books: Books, at: datetime, has_no_list: bool
) -> None:
    books.has_no_refund_list = has_no_list
    row = books.makes_refund(settled.reference, 20_000)
    row["status"] = "processed"
    told = {key: row[key] for key in ("id", "transaction", "amount", "currency", "status")}
    for indent in (None, 2):
        post(client, "refund.processed", told, indent=indent)
    assert [(refund.paystack_id, refund.status) for refund in Refund.objects.all()] == [(row["id"], "processed")]
    agree(books, at)


def test_two_refunds_told_in_the_same_bytes_are_both_followed(
    client: Client, settled: Payment, books: Books, at: datetime
) -> None:
    for _ in range(2):
        books.makes_refund(settled.reference, 20_000)["status"] = "processed"
        post_event(client, "refund_processed", settled.reference, amount="20000")
        run_jobs()
    assert (PaystackEvent.objects.count(), Refund.objects.count()) == (1, 2)
    agree(books, at)


def test_a_refund_that_paystack_no_longer_shows_is_taken_as_told(
    client: Client, settled: Payment, books: Books, at: datetime
) -> None:
    books.has_no_refund_list = True
    row = books.makes_refund(settled.reference, 20_000)
    post(client, "refund.pending", row)
    shown = books.refunds.pop(row["id"])
    post(client, "refund.processed", row | {"status": "processed"})
    books.refunds[row["id"]] = shown | {"status": "processed"}
    assert Refund.objects.get().status == Refund.Status.PROCESSED
    agree(books, at)


def test_a_refund_before_the_charge_is_known(client: Client, payment: Payment, books: Books, at: datetime) -> None:
    books.receives(payment, at)
    books.makes_refund(payment.reference, 20_000)["status"] = "processed"
    post_event(client, "refund_processed", payment.reference, amount="20000")
    run_jobs()
    post_event(client, "charge_success", payment.reference)
    run_jobs()
    payment.refresh_from_db()
    assert payment.status == Payment.Status.PARTLY_REFUNDED
    agree(books, at)


@pytest.mark.parametrize("resolution", ["merchant-accepted", "auto-accepted", "declined"])
def test_a_dispute_is_resolved_before_charge_and_dispute_are_known(
    client: Client, payment: Payment, books: Books, resolution: str, announced: Announcements
) -> None:
    at = now()
    books.receives(payment, at)
    row = books.opens_dispute(payment.reference)
    opened = dict(row)
    row |= {"status": "resolved", "resolution": resolution, "resolvedAt": at.isoformat()}
    post(client, "charge.dispute.resolve", row)
    post(client, "charge.dispute.create", opened)
    post(client, "charge.dispute.remind", opened)
    payment.refresh_from_db()
    dispute = Dispute.objects.get()
    assert dispute.resolution == resolution
    assert announced.names == ["confirmed", "dispute closed"]
    assert payment.status == (Payment.Status.PAID if resolution == "declined" else Payment.Status.REFUNDED)
    agree(books, at)


@pytest.mark.parametrize("first", ["refund", "dispute"])
def test_the_refund_of_a_lost_dispute_is_not_booked_twice(
    client: Client, settled: Payment, books: Books, at: datetime, first: str
) -> None:
    row = books.opens_dispute(settled.reference) | {"refund_amount": 20_000}
    row |= {"status": "resolved", "resolution": "merchant-accepted", "resolvedAt": at.isoformat()}
    books.disputes[row["id"]] = row
    refund = books.makes_refund(settled.reference, 20_000) | {"status": "processed", "dispute": row["id"]}
    books.refunds[refund["id"]] = refund
    events = [("refund.processed", refund), ("charge.dispute.resolve", row)]
    for name, data in events if first == "refund" else reversed(events):
        post(client, name, data)
    assert not Refund.objects.exists()
    assert Dispute.objects.get().amount_kobo == 20_000
    assert ledger.balances()[LedgerAccount.CLEARING] == 50_000 - 750 - 20_000
    assert check.problems(at=at) == []


def test_a_rejected_transfer_is_told_once_however_often_it_is_written(
    client: Client, payment: Payment, announced: Announcements
) -> None:
    data = payload("transfer_rejected")["data"] | {"customer": {"email": payment.student.payment_email}}
    for form in ({}, {"indent": 1}, {"sort_keys": True}, {"separators": (",", ":")}):
        post(client, "bank.transfer.rejected", data, **form)
    assert announced.names == ["rejected"]
    assert announced.arguments[0]["amount_kobo"] == 30_000


def test_a_rejected_transfer_is_found_by_its_transaction(client: Client, payment: Payment, announced: Announcements) -> None:
    Payment.objects.filter(pk=payment.pk).update(paystack_id=4_099_260_520)
    post(client, "bank.transfer.rejected", payload("transfer_rejected")["data"])
    assert announced.arguments[0]["payment"] == payment


def test_refunds_are_listed_to_the_last_page(paystack: responses.RequestsMock) -> None:
    url = f"{settings.PAYSTACK_API_URL}/refund"
    for page, row in enumerate(
        [{"id": 1, "transaction": 7}, {"id": 2, "transaction": 8}, {"id": 3, "transaction": {"id": 7}}], 1
    ):
        body = {"status": True, "data": [row], "meta": {"page": page, "pageCount": "3"}}
        match = [responses.matchers.query_param_matcher({"transaction": "7", "perPage": "100", "page": str(page)})]
        paystack.get(url, json=body, match=match)
    assert [facts.id for facts in paystack_refunds.of_transaction(7)] == [1, 3]


def test_a_lost_dispute_ends_a_refund_that_still_waits_for_approval(
    client: Client, settled: Payment, books: Books, at: datetime, finance: User
) -> None:
    AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
    services.ask_refund(payment=settled, amount_kobo=30_000, reason="", actor=finance, at=at)
    row = books.opens_dispute(settled.reference)
    row |= {"status": "resolved", "resolution": "auto-accepted", "resolvedAt": at.isoformat()}
    post(client, "charge.dispute.resolve", row)
    assert Refund.objects.get().status == Refund.Status.DECLINED
    assert Dispute.objects.get().amount_kobo == 50_000
    assert not FinanceTask.objects.filter(key__startswith="refund-approval", resolved_at=None).exists()
    agree(books, at)


def test_a_lost_refund_is_found_under_a_note_that_paystack_wrote(
    settled: Payment, books: Books, at: datetime, finance: User
) -> None:
    books.losing_answers = 1
    services.ask_refund(payment=settled, amount_kobo=20_000, reason="", actor=finance, at=at)
    run_jobs()
    [row] = books.refunds.values()
    row["merchant_note"] = f"Refund for transaction {settled.reference} by api"
    for minutes in (3, 15):
        call_command("follow_refunds", now=(at + timedelta(minutes=minutes)).isoformat())
    assert len(books.refunds) == 1
    assert Refund.objects.get().paystack_id == row["id"]


def test_a_wrong_key_told_by_a_bare_400_is_no_answer_about_the_reference(
    payment: Payment, paystack: responses.RequestsMock, at: datetime
) -> None:
    paystack.get(verify_url(payment.reference), json={"status": False, "message": "Invalid key"}, status=400)
    with pytest.raises(PaystackRefused) as caught:
        services.settle(reference=payment.reference, at=at)
    assert caught.value.is_bad_key
    assert Alert.objects.filter(key="payments.paystack_unusable").exists()


@pytest.mark.parametrize(
    ("meta", "pages"),
    [
        ({"total": 201, "perPage": 100, "page": 1}, 3),
        ({"pageCount": "2", "total": 900, "perPage": 100}, 2),
        ({}, 1),
        (None, 1),
        ("", 1),
    ],
)
def test_the_pages_of_a_list_are_counted_from_what_it_tells(meta: Any, pages: int) -> None:
    assert page_count(meta) == pages


def test_a_pending_reversal_without_an_amount_leaves_the_attempt_open(payment: Payment, books: Books, at: datetime) -> None:
    row = books.receives(payment, at, status="reversal-pending")
    row["amount"] = None
    assert services.settle(reference=payment.reference, at=at).status == Payment.Status.PENDING
    assert Alert.objects.filter(key=f"payments.reversed.{payment.reference}").exists()
    row |= {"status": "success", "amount": 50_000}
    assert services.settle(reference=payment.reference, at=at).status == Payment.Status.PAID
    agree(books, at)
