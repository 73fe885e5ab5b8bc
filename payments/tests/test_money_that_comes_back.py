"""Days on which random days once failed: money that goes back, or does not after all, while the student goes on."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User

from core.models import AdminSettings
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.going_back.disputes import sync_dispute
from payments.models import CreditUse, FinanceTask, Payment, Refund
from payments.paystack.refunds import dispute_facts
from payments.tests.books import Books
from payments.tests.happenings import (
    agree,
    decided,
    disputed,
    fails,
    homework_waiting_too,
    paid_anew,
    sent_back_elsewhere,
    with_credit,
)
from payments.tests.paystack import Announcements
from tests.builders import make_homework, make_payment, make_student, make_user

Outcome = Payment.Outcome


def test_a_refund_in_the_dashboard_takes_the_homework_out_of_the_queue(settled: Payment, books: Books, at: datetime) -> None:
    row = sent_back_elsewhere(books, settled, at)
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT
    fails(books, row, settled, at)
    assert Homework.objects.get().status == Homework.Status.QUEUED
    agree(books, at)


def test_a_refund_in_the_dashboard_ends_one_that_waits_for_approval_here(
    settled: Payment, books: Books, finance: User, at: datetime
) -> None:
    AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
    ours = services.ask_refund(payment=settled, amount_kobo=50_000, reason="", actor=finance, at=at)
    row = sent_back_elsewhere(books, settled, at)
    row["status"] = "processed"
    services.sync_refunds(payment=settled, at=at)
    ours.refresh_from_db()
    settled.refresh_from_db()
    assert (ours.status, settled.status) == (Refund.Status.DECLINED, Payment.Status.REFUNDED)
    agree(books, at)


@pytest.mark.parametrize("ends", ["processed", "failed"])
def test_a_homework_is_paid_anew_while_its_first_money_is_on_its_way_back(
    settled: Payment, books: Books, homework: Homework, at: datetime, announced: Announcements, ends: str
) -> None:
    parts = [sent_back_elsewhere(books, settled, at, 20_000), sent_back_elsewhere(books, settled, at)]
    second = paid_anew(books, homework, at)
    assert (second.outcome, Homework.objects.get().status) == (Outcome.SETTLED, Homework.Status.QUEUED)
    for row in parts:
        row["status"] = ends
        services.sync_refunds(payment=settled, at=at)
    settled.refresh_from_db()
    failed = ends == "failed"
    assert (settled.outcome, settled.status) == (Outcome.DUPLICATE, "paid" if failed else "refunded")
    assert ledger.credit_of(settled.student) == (50_000 if failed else 0)
    assert announced.names.count("credited") == (2 if failed else 0)
    agree(books, at)


@pytest.mark.parametrize("way", ["refund", "declined refund", "dispute"])
def test_money_that_comes_back_after_its_homework_was_withdrawn_is_credit(
    settled: Payment, books: Books, homework: Homework, finance: User, at: datetime, announced: Announcements, way: str
) -> None:
    if way == "refund":
        row = sent_back_elsewhere(books, settled, at)
    elif way == "dispute":
        row = disputed(books, settled, at)
    else:
        AdminSettings.objects.create(pk=1, refund_approval_kobo=10_000)
        refund = services.ask_refund(payment=settled, amount_kobo=50_000, reason="", actor=finance, at=at)
    homework_services.cancel(homework_id=homework.pk, at=at)
    assert ledger.credit_of(settled.student) == 0
    if way == "refund":
        fails(books, row, settled, at)
    elif way == "dispute":
        decided(books, row, "declined", at)
    else:
        second = make_user("second")
        services.decline_refund(refund=refund, actor=second, reason="No.", at=at)
    assert FinanceTask.objects.get(kind="too_late").text.endswith(
        "became the student's credit; refund it if they ask for that."
    )
    settled.refresh_from_db()
    assert not services.still_buys(settled)
    assert ledger.credit_of(settled.student) == 50_000
    assert announced.names.count("credited") == 1
    agree(books, at)


def test_credit_beside_a_payment_that_goes_back_is_the_students_again(
    books: Books, homework: Homework, at: datetime, announced: Announcements
) -> None:
    first = with_credit(books, homework, at)
    row = sent_back_elsewhere(books, first, at)
    assert ledger.credit_of(first.student) == 20_000
    assert CreditUse.objects.get().returned_at
    second = paid_anew(books, homework, at)
    assert (second.credit_kobo, second.outcome) == (20_000, Outcome.SETTLED)
    fails(books, row, first, at)
    assert ledger.credit_of(first.student) == 30_000
    assert announced.names[-2:] == ["credited", "refund"]
    agree(books, at)


def test_a_payment_counts_no_more_when_the_credit_beside_it_was_given_back(
    books: Books, homework: Homework, at: datetime, announced: Announcements
) -> None:
    payment = with_credit(books, homework, at)
    fails(books, sent_back_elsewhere(books, payment, at), payment, at)
    payment.refresh_from_db()
    homework.refresh_from_db()
    assert (payment.outcome, homework.status) == (Outcome.CREDIT_GONE, Homework.Status.AWAITING_PAYMENT)
    assert ledger.credit_of(payment.student) == 50_000
    assert announced.names[-2:] == ["credited", "refund"]
    assert services.release_if_covered(homework=homework, at=at)
    agree(books, at)


def test_a_homework_that_credit_paid_meanwhile_is_not_paid_twice(
    settled: Payment, books: Books, homework: Homework, at: datetime
) -> None:
    row = books.opens_dispute(settled.reference)
    sync_dispute(told=dispute_facts(row), at=at)
    other = make_payment(homework_waiting_too(homework))
    books.receives(other, at)
    homework_services.cancel(homework_id=services.settle(reference=other.reference, at=at).homework_id or 0, at=at)
    assert services.release_if_covered(homework=homework, at=at)
    assert ledger.credit_of(settled.student) == 0
    books.resolves_dispute(row, "declined", at)
    sync_dispute(told=dispute_facts(row), at=at)
    settled.refresh_from_db()
    assert (settled.outcome, ledger.credit_of(settled.student)) == (Outcome.DUPLICATE, 50_000)
    agree(books, at)


@pytest.mark.parametrize("part_kobo", [20_000, 50_000])
def test_money_first_seen_on_its_way_back_is_booked(
    payment: Payment, books: Books, at: datetime, announced: Announcements, part_kobo: int
) -> None:
    """A part leaves a payment that counts; where all of it goes back, nothing is granted."""
    books.shows_reversals = True
    books.receives(payment, at)
    row = books.makes_refund(payment.reference, part_kobo)
    for _ in range(2):
        settled = services.settle(reference=payment.reference, at=at)
        services.sync_refunds(payment=settled, at=at)
    bought = part_kobo == 20_000
    assert settled.outcome == (Outcome.SETTLED if bought else Outcome.SENT_BACK)
    assert Homework.objects.get().status == ("queued" if bought else "awaiting_payment")
    agree(books, at)
    row["status"] = "processed"
    services.sync_refunds(payment=settled, at=at + timedelta(days=1))
    settled.refresh_from_db()
    assert settled.status == ("partly_refunded" if bought else "refunded")
    agree(books, at)


def test_money_first_seen_on_its_way_back_without_a_list_of_refunds_grants_nothing(
    payment: Payment, books: Books, at: datetime
) -> None:
    books.shows_reversals = books.has_no_refund_list = True
    books.receives(payment, at)
    books.makes_refund(payment.reference, 20_000)
    assert services.settle(reference=payment.reference, at=at).outcome == Outcome.SENT_BACK
    agree(books, at)


def test_another_students_money_is_not_moved(settled: Payment, books: Books, at: datetime) -> None:
    other = make_payment(make_homework(make_student("Bola Ade"), status="awaiting_payment"))
    books.receives(other, at)
    services.settle(reference=other.reference, at=at)
    fails(books, sent_back_elsewhere(books, settled, at), settled, at)
    other.refresh_from_db()
    assert (other.outcome, ledger.credit_of(other.student)) == (Outcome.SETTLED, 0)


def test_a_loss_is_booked_whole_where_the_news_of_a_failed_refund_never_came(
    settled: Payment, books: Books, at: datetime
) -> None:
    row = sent_back_elsewhere(books, settled, at, 40_000)
    row["status"] = "failed"
    dispute = disputed(books, settled, at)
    assert dispute["refund_amount"] == 50_000
    decided(books, dispute, "merchant-accepted", at)
    settled.refresh_from_db()
    assert (settled.status, Refund.objects.get().status) == (Payment.Status.REFUNDED, Refund.Status.FAILED)
    agree(books, at)
