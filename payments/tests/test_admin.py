from typing import Any

import pytest
import responses
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.testing import run_jobs
from payments.models import Payment, PaystackEvent
from payments.tests.paystack import HTML_WALL, post_event, verifies, verify_url
from tests.builders import make_homework, make_payment, make_student, make_user, signed_in

LISTS = ["/admin/payments/payment/", "/admin/payments/paystackevent/"]
FINANCE = ("view_payment", "check_payment", "view_paystackevent", "process_paystackevent")


@pytest.fixture
def finance(db: None) -> Client:
    return signed_in(make_user("finance", *FINANCE))


def act(client: Client, path: str, action: str, row: Any) -> Any:
    return client.post(path, {"action": action, "_selected_action": [row.pk]}, follow=True)


@pytest.mark.parametrize("path", LISTS)
def test_strangers_and_staff_without_the_right_are_refused(db: None, path: str) -> None:
    assert Client().get(path).status_code == 302
    assert signed_in(make_user("parent", *FINANCE, is_staff=False)).get(path).status_code == 302
    assert signed_in(make_user("tutor")).get(path).status_code == 403


def test_nobody_adds_changes_or_deletes_money(payment: Payment) -> None:
    client = signed_in(make_user("root", is_superuser=True))
    row = f"/admin/payments/payment/{payment.pk}"
    assert client.get(f"{row}/change/").status_code == 200
    assert client.get("/admin/payments/payment/add/").status_code == 403
    assert client.post(f"{row}/change/", {"status": "paid"}).status_code == 403
    assert client.post(f"{row}/delete/", {"post": "yes"}).status_code == 403
    act(client, LISTS[0], "delete_selected", payment)
    payment.refresh_from_db()
    assert payment.status == Payment.Status.PENDING


def test_the_page_hides_the_links_that_are_the_payers_own(finance: Client, payment: Payment) -> None:
    page = finance.get(f"/admin/payments/payment/{payment.pk}/change/").content.decode()
    assert payment.reference in page
    assert payment.token not in page
    assert payment.authorization_url not in page


def test_the_lists_need_the_same_queries_for_many_rows(finance: Client, payment: Payment) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert finance.get(LISTS[0]).status_code == 200
    for number in range(5):
        make_payment(make_homework(make_student(f"Student {number}"), status="awaiting_payment"))
    with CaptureQueriesContext(connection) as many:
        page = finance.get(LISTS[0]).content.decode()
    assert "Student 4" in page
    assert len(many) == len(few)
    assert finance.get(LISTS[0], {"q": "Student 3", "status__exact": "pending"}).status_code == 200
    assert finance.get(LISTS[0], {"q": "12345"}).status_code == 200


def test_finance_asks_paystack_by_an_action(finance: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    verifies(paystack, payment, "verify_success_card")
    page = act(finance, LISTS[0], "check_now", payment).content.decode()
    assert "Paystack was asked about 1; 1 of them are paid." in page
    payment.refresh_from_db()
    assert payment.status == Payment.Status.PAID


def test_an_outage_is_told_on_the_page(finance: Client, payment: Payment, paystack: responses.RequestsMock) -> None:
    paystack.get(verify_url(payment.reference), body=HTML_WALL, status=502)
    assert "Paystack answered 502." in act(finance, LISTS[0], "check_now", payment).content.decode()


def test_looking_does_not_allow_asking(payment: Payment, paystack: responses.RequestsMock) -> None:
    viewer = signed_in(make_user("viewer", "view_payment", "view_paystackevent"))
    assert "Check with Paystack now" not in viewer.get(LISTS[0]).content.decode()
    act(viewer, LISTS[0], "check_now", payment)
    assert not paystack.calls


def test_an_event_is_processed_again(
    finance: Client, client: Client, payment: Payment, paystack: responses.RequestsMock
) -> None:
    post_event(client, "charge_success", "TL-not-ours-yet")
    run_jobs()
    event = PaystackEvent.objects.get()
    assert event.result == PaystackEvent.Result.ORPHAN
    verifies(paystack, payment, "verify_success_card")
    PaystackEvent.objects.update(reference=payment.reference)
    page = act(finance, LISTS[1], "process_again", event).content.decode()
    assert "1 events will be processed again" in page
    run_jobs()
    event.refresh_from_db()
    assert event.result == PaystackEvent.Result.SETTLED
