"""A price paid in two parts: when the money goes back, so does the credit that went with it."""

from datetime import datetime, timedelta

import pytest

from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.models import LedgerAccount, Payment, Plan, Subscription
from payments.tests.books import Books
from payments.tests.happenings import agree, credited, decided, disputed, fails, paid_anew, sent_back_elsewhere, with_credit
from payments.tests.paystack import Announcements


@pytest.fixture
def monthly(homework: Homework, books: Books, at: datetime) -> Payment:
    """A plan of 5,000 naira, 2,000 of them credit; the homework is withdrawn and plays no part."""
    credited(books, homework, at, 200_000)
    homework_services.cancel(homework_id=homework.pk, at=at)
    plan = Plan.objects.get(name="Monthly")
    payment = services.open_plan_attempt(student=homework.student, plan=plan, homework=None, at=at)
    books.receives(payment, at)
    payment = services.settle(reference=payment.reference, at=at)
    assert (payment.amount_kobo, payment.credit_kobo, payment.outcome) == (300_000, 200_000, "settled")
    return payment


@pytest.mark.parametrize("more_credit_kobo", [0, 10_000, 40_000])
def test_a_homework_is_paid_again_while_its_first_payment_is_in_dispute(
    books: Books, homework: Homework, at: datetime, announced: Announcements, more_credit_kobo: int
) -> None:
    first = with_credit(books, homework, at)
    if more_credit_kobo:
        credited(books, homework, at, more_credit_kobo)
    row = disputed(books, first, at)
    assert announced.arguments[-2]["amount_kobo"] == 20_000
    assert announced.names[-2:] == ["credit returned", "dispute opened"]
    homework.refresh_from_db()
    if more_credit_kobo < 30_000:
        second = paid_anew(books, homework, at)
        assert (second.outcome, second.credit_kobo) == ("settled", 20_000 + more_credit_kobo)
    else:
        assert services.release_if_covered(homework=homework, at=at)
    homework.refresh_from_db()
    assert homework.status == Homework.Status.QUEUED
    decided(books, row, "merchant-accepted", at)
    agree(books, at)


def test_credit_in_a_homework_that_a_plan_covers_too_is_not_lost_with_its_money(
    books: Books, homework: Homework, at: datetime
) -> None:
    first = with_credit(books, homework, at)
    plan = services.open_plan_attempt(student=homework.student, plan=Plan.objects.get(name="Monthly"), homework=None, at=at)
    books.receives(plan, at)
    services.settle(reference=plan.reference, at=at)
    sent_back_elsewhere(books, first, at)
    homework.refresh_from_db()
    assert (homework.status, ledger.credit_of(homework.student)) == (Homework.Status.QUEUED, 20_000)
    agree(books, at)


def test_credit_in_a_homework_that_a_tutor_works_on_stays_spent(books: Books, homework: Homework, at: datetime) -> None:
    payment = with_credit(books, homework, at)
    homework_services.assign(homework_id=homework.pk)
    sent_back_elsewhere(books, payment, at)
    assert ledger.credit_of(homework.student) == 0
    agree(books, at)


@pytest.mark.parametrize("way", ["refund", "dispute"])
def test_the_credit_part_of_a_plan_is_the_students_again(
    monthly: Payment, books: Books, at: datetime, announced: Announcements, way: str
) -> None:
    announced.names.clear()
    if way == "refund":
        row = sent_back_elsewhere(books, monthly, at)
        row["status"] = "processed"
        services.sync_refunds(payment=monthly, at=at)
    else:
        decided(books, disputed(books, monthly, at), "merchant-accepted", at)
    assert ledger.credit_of(monthly.student) == 200_000
    assert announced.names.count("credit returned") == 1
    assert [ledger.balances().get(account, 0) for account in (LedgerAccount.REFUNDS, LedgerAccount.DISPUTES)] == [0, 0]
    assert services.period_of(monthly.student, at) is None
    agree(books, at)


def test_of_a_plan_used_for_a_while_only_the_rest_comes_back(monthly: Payment, books: Books, at: datetime) -> None:
    period = Subscription.objects.get()
    late = period.ends_at - timedelta(days=3, hours=-5)
    row = sent_back_elsewhere(books, monthly, late)
    row["status"] = "processed"
    services.sync_refunds(payment=monthly, at=late)
    left_kobo = 500_000 - 500_000 * (period.day_count - 3) // period.day_count
    assert abs(ledger.credit_of(monthly.student) - left_kobo) <= 3
    agree(books, late)


def test_a_refund_of_a_plan_that_fails_leaves_its_credit_spent(monthly: Payment, books: Books, at: datetime) -> None:
    fails(books, sent_back_elsewhere(books, monthly, at), monthly, at)
    assert ledger.credit_of(monthly.student) == 0
    assert services.period_of(monthly.student, at) == Subscription.objects.get()
    agree(books, at)


def test_a_homework_withdrawn_later_tells_only_what_that_gave_back(books: Books, homework: Homework, at: datetime) -> None:
    sent_back_elsewhere(books, with_credit(books, homework, at), at)
    later = at + timedelta(minutes=5)
    paid_anew(books, homework, later)
    withdrawn = homework_services.cancel(homework_id=homework.pk, at=later + timedelta(minutes=5))
    assert services.credit_given_back(withdrawn) == 50_000
