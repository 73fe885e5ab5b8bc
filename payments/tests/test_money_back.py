"""Refunds are sent once and followed to their end, and the books keep every kobo of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from core.clock import now
from core.models import AdminSettings, Alert
from core.testing import run_jobs
from homework.models import Homework
from payments import services
from payments.books import check, ledger
from payments.going_back import refunds
from payments.models import CreditUse, FinanceTask, LedgerAccount, LedgerEntry, Payment, Plan, Refund, Subscription
from payments.tests.books import Books
from payments.tests.paystack import Announcements, post_event
from tests.builders import make_homework, make_student, make_subscription, make_user, signed_in


def ask(payment: Payment, actor: User, amount_kobo: int = 50_000) -> Refund:
    refund = services.ask_refund(payment=payment, amount_kobo=amount_kobo, reason="Asked for it.", actor=actor, at=now())
    run_jobs()
    refund.refresh_from_db()
    return refund


def test_a_refund_is_sent_once_and_followed_to_its_end(
    settled: Payment, books: Books, finance: User, client: Client, announced: Announcements
) -> None:
    refund = ask(settled, finance)
    assert (refund.status, len(books.refunds)) == ("pending", 1)
    [row] = books.refunds.values()
    assert (row["amount"], row["merchant_note"]) == (50_000, f"Tutorline refund {refund.code}")
    row["status"] = "processed"
    for _ in range(2):
        post_event(client, "refund_processed", settled.reference)
        run_jobs()
    refund.refresh_from_db()
    settled.refresh_from_db()
    assert (refund.status, settled.status) == ("processed", "refunded")
    assert announced.names == ["refund", "refund"]
    assert ledger.balances()[LedgerAccount.CLEARING] == books.holds_kobo() == -750
    assert check.problems(at=now()) == []


def test_a_refund_takes_the_homework_out_of_the_queue_at_once(settled: Payment, books: Books, finance: User) -> None:
    refund = ask(settled, finance)
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT
    books.refunds[refund.paystack_id or 0]["status"] = "failed"
    services.sync_refunds(payment=settled, at=now())
    assert Homework.objects.get().status == Homework.Status.QUEUED
    assert FinanceTask.objects.filter(kind="refund", resolved_at=None).exists()


def test_above_the_limit_a_second_person_decides(settled: Payment, books: Books, finance: User) -> None:
    AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
    refund = ask(settled, finance)
    assert (refund.status, books.refunds) == ("requested", {})
    with pytest.raises(services.NotRefundable, match="second person"):
        services.approve_refund(refund=refund, actor=finance, at=now())
    second = make_user("second")
    services.approve_refund(refund=refund, actor=second, at=now())
    run_jobs()
    assert len(books.refunds) == 1
    with pytest.raises(services.NotRefundable):
        services.decline_refund(refund=refund, actor=second, reason="", at=now())


def test_small_parts_of_one_payment_do_not_get_around_the_second_person(settled: Payment, books: Books, finance: User) -> None:
    AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
    first = ask(settled, finance, 6_000)
    assert [first.status, ask(settled, finance, 4_000).status] == ["pending", "pending"]
    third = ask(settled, finance, 5_000)
    assert third.status == "requested"
    assert len(books.refunds) == 2
    books.refunds[first.paystack_id or 0]["status"] = "failed"
    services.sync_refunds(payment=settled, at=now())
    services.decline_refund(refund=third, actor=make_user("second"), reason="No.", at=now())
    assert ask(settled, finance, 6_000).status == "pending", "what failed or was declined does not count"


def test_a_declined_refund_puts_the_money_back(settled: Payment, books: Books, finance: User) -> None:
    AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
    refund = ask(settled, finance)
    services.decline_refund(refund=refund, actor=make_user("second"), reason="No.", at=now())
    assert services.returnable_kobo(settled) == 50_000
    assert books.refunds == {}
    assert ledger.balances()[LedgerAccount.REFUNDS_DUE] == 0
    assert check.problems(at=now()) == []


def test_a_lost_answer_is_looked_up_and_not_sent_again(settled: Payment, books: Books, finance: User) -> None:
    books.losing_answers = 1
    refund = ask(settled, finance)
    assert refund.status == "sent"
    call_command("follow_refunds", now=(now() + timedelta(minutes=3)).isoformat())
    refund.refresh_from_db()
    assert (refund.status, len(books.refunds)) == ("pending", 1)
    assert refund.paystack_id in books.refunds


def test_a_call_that_never_arrived_is_sent_again_after_looking(settled: Payment, books: Books, finance: User) -> None:
    books.losing_answers = 1
    refund = ask(settled, finance)
    books.refunds.clear()
    for minutes in (3, 6):
        call_command("follow_refunds", now=(now() + timedelta(minutes=minutes)).isoformat())
        assert books.refunds == {}
    call_command("follow_refunds", now=(now() + timedelta(minutes=15)).isoformat())
    refund.refresh_from_db()
    assert (refund.status, len(books.refunds)) == ("pending", 1)


def test_a_refused_refund_fails_and_tells_finance(
    settled: Payment, books: Books, finance: User, announced: Announcements
) -> None:
    books.makes_refund(settled.reference, 50_000)
    refund = ask(settled, finance)
    assert refund.status == "failed"
    assert "exceed" in refund.failure_reason
    assert FinanceTask.objects.filter(kind="refund").exists()
    assert announced.names == ["refund"]


def test_a_refund_that_paystack_no_longer_shows_goes_to_finance_and_is_asked_about_less(
    settled: Payment, books: Books, finance: User, at: datetime
) -> None:
    refund = ask(settled, finance)
    books.refunds.clear()
    for _ in range(2):
        refunds.follow_refund(refund_id=refund.pk, at=at + timedelta(hours=2))
    refund.refresh_from_db()
    assert refund.status == "pending"
    assert refund.next_check_at == at + timedelta(hours=3)
    assert "does not show it any more" in FinanceTask.objects.get(kind="refund").text


def test_a_refund_made_in_the_dashboard_is_recognised(
    settled: Payment, books: Books, client: Client, announced: Announcements
) -> None:
    books.makes_refund(settled.reference, 20_000)["status"] = "processed"
    for _ in range(2):
        services.sync_refunds(payment=settled, at=now())
    post_event(client, "refund_processed", settled.reference, amount="20000")
    run_jobs()
    refund = Refund.objects.get()
    settled.refresh_from_db()
    assert (refund.is_external, refund.status, settled.status) == (True, "processed", "partly_refunded")
    assert FinanceTask.objects.filter(kind="external_refund").count() == 1
    assert announced.names == ["refund"]
    assert ledger.balances()[LedgerAccount.CLEARING] == books.holds_kobo()


def test_spent_credit_cannot_be_refunded(
    payment: Payment, homework: Homework, books: Books, finance: User, at: datetime
) -> None:
    books.receives(payment, at, amount=100_000)
    payment = services.settle(reference=payment.reference, at=at)
    assert services.returnable_kobo(payment) == 100_000
    other = make_homework(make_student("Ada Obi"), status="awaiting_payment")
    Homework.objects.filter(pk=other.pk).update(student=payment.student)
    assert services.release_if_covered(homework=Homework.objects.get(pk=other.pk), at=at)
    assert services.returnable_kobo(payment) == 50_000
    with pytest.raises(services.NotRefundable, match="has ₦500 left to refund"):
        ask(payment, finance, 100_000)


def test_refunds_never_exceed_the_payment_in_the_database(settled: Payment, finance: User) -> None:
    facts: dict[str, Any] = {"payment": settled, "amount_kobo": 30_000, "status": "approved"}
    Refund.objects.create(**facts)
    with pytest.raises(IntegrityError, match="payments_refunds_exceed_payment"), transaction.atomic():
        Refund.objects.create(**facts)
    Refund.objects.create(**facts | {"status": "failed"})


def test_the_ledger_refuses_changes_and_imbalance(settled: Payment) -> None:
    for change in (lambda: LedgerEntry.objects.update(amount_kobo=1), lambda: LedgerEntry.objects.all().delete()):
        with pytest.raises(IntegrityError, match="payments_ledger_is_append_only"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="payments_ledger_balances"), transaction.atomic():  # noqa: PT012 (told late)
        LedgerEntry.objects.create(transaction=settled.ledger_transactions.get(), account="fees", amount_kobo=1)
        connection.check_constraints()


def test_periods_of_one_student_never_overlap_in_the_database(settled: Payment, at: datetime) -> None:
    make_subscription(settled.student, starts_at=at, days=2)
    with pytest.raises(IntegrityError, match="payments_periods_do_not_overlap"), transaction.atomic():
        make_subscription(settled.student, starts_at=at + timedelta(days=1), days=2)
    make_subscription(settled.student, starts_at=at + timedelta(days=2), days=1)


def test_a_lost_plan_payment_ends_the_plan(homework: Homework, books: Books, finance: User, at: datetime) -> None:
    plan = Plan.objects.get(name="Monthly")
    payment = services.open_plan_attempt(student=homework.student, plan=plan, homework=None, at=at)
    books.receives(payment, at)
    payment = services.settle(reference=payment.reference, at=at)
    refund = ask(payment, finance, 500_000)
    assert services.period_of(homework.student, at) is None, "its money is on its way back"
    books.refunds[refund.paystack_id or 0]["status"] = "processed"
    services.sync_refunds(payment=payment, at=at + timedelta(days=4))
    period = Subscription.objects.get()
    assert period.ended_early_at is not None
    assert ledger.balances()[LedgerAccount.DEFERRED] == 0
    assert check.problems(at=at + timedelta(days=4)) == []


def test_a_rejected_transfer_is_matched_by_the_payers_address(
    payment: Payment, client: Client, announced: Announcements
) -> None:
    customer = {"email": payment.student.payment_email}
    post_event(client, "transfer_rejected", customer=customer)
    run_jobs()
    assert announced.names == ["rejected"]
    assert announced.arguments[0]["payment"] == payment


def test_ledger_check_names_what_is_missing(settled: Payment, capsys: pytest.CaptureFixture[str]) -> None:
    Payment.objects.filter(pk=settled.pk).update(paid_amount_kobo=60_000)
    with pytest.raises(Exception, match="code 1"):
        call_command("ledger_check")
    assert settled.reference in capsys.readouterr().err
    assert Alert.objects.filter(key="payments.ledger_check").exists()


def test_staff_asks_on_a_page_and_a_stranger_is_refused(settled: Payment, books: Books, admin_client: Client) -> None:
    url = reverse("admin:payments_payment_refund", args=[settled.pk])
    assert "₦500" in admin_client.get(url).content.decode()
    assert admin_client.post(url, {"amount_kobo": "600", "reason": "x"}).status_code == 200
    assert admin_client.post(url, {"amount_kobo": "200.50", "reason": "Half was enough."}).status_code == 302
    assert Refund.objects.get().amount_kobo == 20_050
    stranger = signed_in(make_user("support"))
    assert stranger.get(url).status_code == 403


def test_the_page_of_a_payment_speaks_naira_and_leads_on(admin_client: Client, settled: Payment, books: Books) -> None:
    page = admin_client.get(reverse("admin:payments_payment_change", args=[settled.pk])).content.decode()
    assert "₦500" in page
    assert "50000" not in page
    assert reverse("admin:payments_payment_refund", args=[settled.pk]) in page
    assert f"?q={settled.reference}" in page


def test_pages_of_money_without_fields_of_their_own_speak_naira_too(
    admin_client: Client, settled: Payment, books: Books
) -> None:
    use = CreditUse.objects.create(student=settled.student, homework=settled.homework, amount_kobo=12_345, spent_at=now())
    page = admin_client.get(reverse("admin:payments_credituse_change", args=[use.pk])).content.decode()
    assert "₦123.45" in page
    assert "12345" not in page
