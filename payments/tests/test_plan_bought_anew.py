"""A plan whose payment is in dispute or on its way back makes way for one that is bought anew."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.covering import plans
from payments.models import FinanceTask, LedgerAccount, Payment, Plan, Subscription
from payments.tests.books import Books, Row
from payments.tests.happenings import agree, decided, disputed, sent_back_elsewhere
from payments.tests.paystack import Announcements
from students.models import Student

LATER = timedelta(days=10)


def bought(books: Books, student: Student, at: datetime, homework: Homework | None = None) -> Payment:
    plan = Plan.objects.get(name="Monthly")
    payment = services.open_plan_attempt(student=student, plan=plan, homework=homework, at=at)
    books.receives(payment, at)
    return services.settle(reference=payment.reference, at=at)


@pytest.fixture
def first(homework: Homework, books: Books, at: datetime) -> Payment:
    return bought(books, homework.student, at)


def in_doubt(books: Books, payment: Payment, way: str, at: datetime) -> Row:
    return disputed(books, payment, at) if way == "dispute" else sent_back_elsewhere(books, payment, at)


def ends(books: Books, row: Row, payment: Payment, way: str, at: datetime, *, stays: bool) -> None:
    if way == "dispute":
        decided(books, row, "declined" if stays else "merchant-accepted", at)
    else:
        row["status"] = "failed" if stays else "processed"
        services.sync_refunds(payment=payment, at=at)


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("way", ["dispute", "refund"])
def test_it_runs_from_now_and_covers_the_homework_that_waits(
    first: Payment, homework: Homework, books: Books, at: datetime, announced: Announcements, way: str, stays: bool
) -> None:
    later = at + LATER
    row = in_doubt(books, first, way, later)
    assert services.period_of(homework.student, later) is None
    second = bought(books, homework.student, later, homework)
    homework.refresh_from_db()
    assert second.subscription.starts_at == later
    assert homework.status == Homework.Status.QUEUED
    assert services.period_of(homework.student, later) == second.subscription
    agree(books, later)
    ends(books, row, first, way, later, stays=stays)
    old = Subscription.objects.get(payment=first)
    unused_kobo = 500_000 - sum(plans.day_share(old, number) for number in range(LATER.days))
    assert ledger.credit_of(first.student) == (unused_kobo if stays else 0)
    assert announced.names.count("credited") == FinanceTask.objects.filter(kind="duplicate").count() == int(stays)
    assert services.still_buys(second)
    assert not services.still_buys(first)
    lost = LedgerAccount.DISPUTES if way == "dispute" else LedgerAccount.REFUNDS
    assert ledger.balances().get(lost, 0) == (0 if stays else 500_000 - unused_kobo)
    assert services.period_of(homework.student, later) == second.subscription
    agree(books, later)


def test_one_that_follows_begins_when_the_first_goes_back(
    first: Payment, books: Books, at: datetime, announced: Announcements
) -> None:
    second, third = (bought(books, first.student, at + timedelta(hours=hours)) for hours in (1, 2))
    later = at + LATER
    ends(books, sent_back_elsewhere(books, first, later), first, "refund", later, stays=False)
    periods = [Subscription.objects.get(payment=payment) for payment in (second, third)]
    assert periods[0].starts_at == later
    assert periods[1].starts_at == periods[0].ends_at
    for period in periods:
        days = (timezone.localdate(period.ends_at) - timezone.localdate(period.starts_at)).days
        assert period.day_count == days
        assert 28 <= days <= 31
    assert announced.names.count("plan moved") == 2
    assert services.plan_status(student=first.student, at=later).paid_until == periods[1].last_moment
    over = periods[1].ends_at + timedelta(days=1)
    for period in periods:
        plans.close_ended(subscription=period, at=over)
    agree(books, over)


def test_one_that_has_not_begun_goes_back_without_a_trace_in_the_calendar(first: Payment, books: Books, at: datetime) -> None:
    second = bought(books, first.student, at + timedelta(hours=1))
    row = sent_back_elsewhere(books, second, at + LATER)
    third = bought(books, first.student, at + LATER)
    ends(books, row, second, "refund", at + LATER, stays=False)
    assert third.subscription.starts_at == Subscription.objects.get(payment=first).ends_at
    assert services.plan_status(student=first.student, at=at + LATER).paid_until == third.subscription.last_moment
    plans.earn_days(subscription=first.subscription, at=at + LATER)
    agree(books, at + LATER)


def test_one_that_counts_is_followed(homework: Homework, books: Books, at: datetime) -> None:
    first = bought(books, homework.student, at)
    second = bought(books, homework.student, at + timedelta(hours=1))
    assert second.subscription.starts_at == first.subscription.ends_at
    agree(books, at)
