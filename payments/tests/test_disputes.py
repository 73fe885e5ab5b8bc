"""A dispute freezes what was bought, pages staff, and closes by its outcome, told by Paystack or by staff."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core import staff_words
from core.clock import now
from core.models import Alert
from core.testing import run_jobs
from homework.models import Homework
from payments import services
from payments.books import check, ledger
from payments.models import Dispute, FinanceTask, LedgerAccount, Payment
from payments.tests.books import Books
from payments.tests.paystack import Announcements, post_event


def test_a_dispute_freezes_pages_staff_and_is_closed_by_its_outcome(
    settled: Payment,
    books: Books,
    client: Client,
    announced: Announcements,
    settings: Any,
    mailoutbox: list[EmailMessage],
) -> None:
    settings.ALERT_EMAILS = ["femi@tutorline.example"]
    row = books.opens_dispute(settled.reference)
    for _ in range(2):
        post_event(client, "dispute_create", settled.reference, id=row["id"])
        run_jobs()
    settled.refresh_from_db()
    task = FinanceTask.objects.get(kind="dispute")
    assert settled.status == "disputed"
    assert task.due_at is not None
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT
    alert = Alert.objects.get(key=f"payments.dispute.{row['id']}", resolved_at=None)
    assert f"before {staff_words.moment(task.due_at)}." in alert.text
    (mail,) = mailoutbox
    assert alert.text in mail.body, "staff is paged once, with the deadline"
    row["status"], row["resolution"] = "resolved", "declined"
    post_event(client, "dispute_create", settled.reference, id=row["id"], resolution="declined", status="resolved")
    run_jobs()
    settled.refresh_from_db()
    task.refresh_from_db()
    assert settled.status == "paid"
    assert Homework.objects.get().status == Homework.Status.QUEUED
    assert task.resolved_at is not None
    assert announced.names == ["dispute opened", "dispute closed"]
    assert not Alert.objects.filter(key=f"payments.dispute.{row['id']}", resolved_at=None).exists()


@pytest.mark.parametrize("resolution", ["merchant-accepted", "auto-accepted"])
def test_a_lost_dispute_leaves_the_books(settled: Payment, books: Books, client: Client, resolution: str) -> None:
    row = books.opens_dispute(settled.reference)
    row["status"], row["resolution"] = "resolved", resolution
    post_event(client, "dispute_create", settled.reference, id=row["id"])
    run_jobs()
    settled.refresh_from_db()
    assert (settled.status, Dispute.objects.get().is_lost) == ("refunded", True)
    assert ledger.balances()[LedgerAccount.DISPUTES] == 50_000
    assert ledger.balances()[LedgerAccount.CLEARING] == books.holds_kobo()
    assert check.problems(at=now()) == []


def test_a_payment_that_counts_again_after_the_homework_was_paid_anew_becomes_credit(
    settled: Payment, books: Books, client: Client, at: datetime
) -> None:
    row = books.opens_dispute(settled.reference)
    post_event(client, "dispute_create", settled.reference, id=row["id"])
    run_jobs()
    again = services.open_attempt(homework=Homework.objects.get(), at=at)
    books.receives(again, at)
    assert services.settle(reference=again.reference, at=at).outcome == "settled"
    row["status"], row["resolution"] = "resolved", "declined"
    post_event(client, "dispute_create", settled.reference, id=row["id"], resolution="declined")
    run_jobs()
    settled.refresh_from_db()
    assert (settled.outcome, services.credit_of(settled.student)) == ("duplicate", 50_000)
    assert check.problems(at=now()) == []


@pytest.mark.parametrize("status", ["resolved", "archived"])
@pytest.mark.parametrize(("action", "stands", "lost_kobo"), [("close_kept", "paid", 0), ("close_lost", "refunded", 50_000)])
def test_a_dispute_that_ends_without_saying_how_is_closed_by_staff(
    settled: Payment, books: Books, client: Client, admin_client: Client, status: str, action: str, stands: str, lost_kobo: int
) -> None:
    row = books.opens_dispute(settled.reference)
    row["status"] = status
    post_event(client, "dispute_create", settled.reference, id=row["id"])
    run_jobs()
    assert f"Paystack calls it {status}" in FinanceTask.objects.get(kind="dispute", resolved_at=None).text
    for _ in range(2):
        address = reverse("admin:payments_dispute_changelist")
        admin_client.post(address, {"action": action, "_selected_action": [Dispute.objects.get().pk]}, follow=True)
    settled.refresh_from_db()
    assert settled.status == stands
    assert ledger.balances().get(LedgerAccount.DISPUTES, 0) == lost_kobo
    assert not FinanceTask.objects.filter(resolved_at=None).exists()
    assert check.problems(at=now()) == []


def test_money_that_came_and_went_before_we_knew_is_in_the_books(
    payment: Payment, books: Books, at: datetime, announced: Announcements
) -> None:
    books.receives(payment, at, status="reversed")
    books.makes_refund(payment.reference, 50_000)["status"] = "processed"
    assert services.settle(reference=payment.reference, at=at).outcome == "sent_back"
    run_jobs()
    payment.refresh_from_db()
    assert payment.status == "refunded"
    assert payment.refunds.get().is_external
    assert ledger.balances()[LedgerAccount.CLEARING] == books.holds_kobo() == -750
    assert ledger.balances()[LedgerAccount.HELD] == 0
    assert check.problems(at=at) == []
    assert announced.names[0] == "held"
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT


def test_a_chargeback_that_was_over_before_we_knew_is_in_the_books(payment: Payment, books: Books, at: datetime) -> None:
    books.receives(payment, at, status="reversed")
    row = books.opens_dispute(payment.reference)
    row["status"], row["resolution"] = "resolved", "auto-accepted"
    refund: dict[str, Any] = books.makes_refund(payment.reference, 50_000)
    refund["status"], refund["dispute"] = "processed", row["id"]
    services.settle(reference=payment.reference, at=at)
    run_jobs()
    payment.refresh_from_db()
    assert (payment.status, Dispute.objects.get().is_lost, payment.refunds.count()) == ("refunded", True, 0)
    assert ledger.balances()[LedgerAccount.CLEARING] == -750
    assert check.problems(at=at) == []


@pytest.mark.parametrize(("resolution", "status"), [("declined", "paid"), ("auto-accepted", "refunded")])
def test_the_end_of_an_old_dispute_whose_news_was_lost_is_found_by_night(
    settled: Payment, books: Books, client: Client, resolution: str, status: str
) -> None:
    row = books.opens_dispute(settled.reference)
    post_event(client, "dispute_create", settled.reference, id=row["id"])
    run_jobs()
    nights = [now() + timedelta(days=days) for days in (1, 10, 20)]
    for night in nights[:2]:
        call_command("reconcile_paystack", now=night.isoformat(), verbosity=0)
    assert Dispute.objects.get().is_open
    books.resolves_dispute(row, resolution, nights[2])
    call_command("reconcile_paystack", now=nights[2].isoformat(), verbosity=0)
    settled.refresh_from_db()
    assert (settled.status, Dispute.objects.get().resolution) == (status, resolution)
    assert ledger.balances()[LedgerAccount.CLEARING] == books.holds_kobo()


def test_an_old_dispute_that_paystack_does_not_show_stays_with_finance(settled: Payment, books: Books, client: Client) -> None:
    row = books.opens_dispute(settled.reference)
    post_event(client, "dispute_create", settled.reference, id=row["id"])
    run_jobs()
    books.disputes.clear()
    call_command("reconcile_paystack", now=(now() + timedelta(days=1)).isoformat(), verbosity=0)
    assert Dispute.objects.get().is_open
    assert FinanceTask.objects.filter(kind="dispute", resolved_at=None).exists()
