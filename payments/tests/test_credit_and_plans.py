"""Credit is spent first, plans cover by dates and count, and every day of a plan is earned once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from core.models import AuditEntry
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import check, ledger
from payments.covering import credit, plans
from payments.models import CreditUse, LedgerAccount, LedgerTransaction, Payment, Plan, Subscription
from payments.tests.books import Books
from payments.tests.paystack import Announcements
from students.models import Student
from tests.builders import make_homework


@pytest.fixture
def monthly(db: None) -> Plan:
    return Plan.objects.get(name="Monthly")


def another_homework(student: Student, at: datetime) -> Homework:
    return make_homework(student, text="Solve 3x = 9", status="awaiting_payment", at=at)


def paid(books: Books, payment: Payment, at: datetime, **changes: int) -> Payment:
    books.receives(payment, at, **changes)
    return services.settle(reference=payment.reference, at=at)


def give_credit(books: Books, student: Student, at: datetime, amount_kobo: int) -> None:
    """The student paid too much once."""
    homework = another_homework(student, at)
    payment = services.open_attempt(homework=homework, at=at)
    paid(books, payment, at, amount=payment.amount_kobo + amount_kobo)


def test_too_much_becomes_credit_and_pays_part_of_the_next_homework(homework: Homework, books: Books, at: datetime) -> None:
    give_credit(books, homework.student, at, 20_000)
    payment = services.open_attempt(homework=homework, at=at)
    assert (payment.amount_kobo, payment.credit_kobo) == (30_000, 20_000)
    payment = paid(books, payment, at)
    assert (payment.outcome, services.credit_of(homework.student)) == ("settled", 0)
    assert CreditUse.objects.get().payment == payment
    assert ledger.balances()[LedgerAccount.REVENUE] == -100_000
    assert check.problems(at=at) == []


def test_enough_credit_releases_the_homework_at_once(homework: Homework, books: Books, at: datetime) -> None:
    give_credit(books, homework.student, at, 50_000)
    cost = services.cost_of(homework=homework, at=at)
    assert (cost.due_kobo, cost.covered_by) == (0, services.CoveredBy.CREDIT)
    assert services.release_if_covered(homework=homework, at=at)
    homework.refresh_from_db()
    assert homework.status == Homework.Status.QUEUED
    assert services.is_paid(homework)
    assert services.credit_of(homework.student) == 0


def test_what_is_left_to_pay_is_never_less_than_paystack_takes() -> None:
    assert credit.split(50_000, 48_000) == credit.Split(45_000, 5_000)
    assert credit.split(50_000, 50_000) == credit.Split(50_000, 0)
    assert credit.split(5_000, 4_000) == credit.Split(0, 5_000)


def test_a_withdrawn_homework_gives_its_money_back_as_credit(homework: Homework, books: Books, at: datetime) -> None:
    paid(books, services.open_attempt(homework=homework, at=at), at)
    homework = homework_services.cancel(homework_id=homework.pk, at=at)
    assert (services.credit_given_back(homework), services.credit_of(homework.student)) == (50_000, 50_000)
    second = another_homework(homework.student, at)
    assert services.release_if_covered(homework=second, at=at)
    homework_services.cancel(homework_id=second.pk, at=at)
    assert services.credit_of(homework.student) == 50_000
    assert check.problems(at=at) == []


def test_a_withdrawn_homework_under_a_plan_gives_no_credit_but_its_place(monthly: Plan, books: Books, at: datetime) -> None:
    student = make_homework(status="awaiting_payment").student
    paid(books, services.open_plan_attempt(student=student, plan=monthly, homework=None, at=at), at)
    Subscription.objects.update(homework_limit=1)
    first, second = another_homework(student, at), another_homework(student, at)
    assert services.release_if_covered(homework=first, at=at)
    assert not services.release_if_covered(homework=second, at=at)
    homework_services.cancel(homework_id=first.pk, at=at)
    assert services.credit_of(student) == 0
    assert services.release_if_covered(homework=second, at=at)


def test_money_whose_credit_is_gone_becomes_credit_itself(homework: Homework, books: Books, at: datetime) -> None:
    give_credit(books, homework.student, at, 20_000)
    payment = services.open_attempt(homework=homework, at=at)
    other = services.open_attempt(homework=another_homework(homework.student, at), at=at)
    assert paid(books, other, at).outcome == "settled"
    assert paid(books, payment, at).outcome == "credit_gone"
    assert services.credit_of(homework.student) == 30_000
    assert services.open_attempt(homework=homework, at=at).amount_kobo == 20_000


def test_a_link_opened_after_credit_grew_is_paid_by_it(
    homework: Homework, books: Books, at: datetime, announced: Announcements
) -> None:
    payment = services.open_attempt(homework=homework, at=at)
    give_credit(books, homework.student, at, 60_000)
    with pytest.raises(services.NothingToPay) as nothing:
        services.checkout(token=payment.token, at=at)
    homework.refresh_from_db()
    assert nothing.value.paid
    assert homework.status == Homework.Status.QUEUED
    assert announced.names[-1] == "covered"
    assert services.credit_of(homework.student) == 10_000


def test_a_plan_releases_the_homework_it_was_bought_for(
    homework: Homework, monthly: Plan, books: Books, at: datetime, announced: Announcements
) -> None:
    alone = services.open_attempt(homework=homework, at=at)
    payment = services.open_plan_attempt(student=homework.student, plan=monthly, homework=homework, at=at)
    alone.refresh_from_db()
    assert alone.status == Payment.Status.GIVEN_UP
    payment = paid(books, payment, at)
    homework.refresh_from_db()
    assert homework.status == Homework.Status.QUEUED
    assert services.period_of(homework.student, at) == payment.subscription
    assert announced.names == ["confirmed"]
    late = paid(books, alone, at)
    assert (late.outcome, services.credit_of(homework.student)) == ("too_late", 50_000)


@pytest.mark.parametrize(
    ("first_day", "unit", "length", "after"),
    [
        (date(2026, 1, 1), "month", 1, date(2026, 2, 1)),
        (date(2026, 1, 31), "month", 1, date(2026, 2, 28)),
        (date(2026, 12, 15), "month", 1, date(2027, 1, 15)),
        (date(2026, 11, 30), "month", 3, date(2027, 2, 28)),
        (date(2026, 1, 1), "day", 14, date(2026, 1, 15)),
    ],
)
def test_periods_end_where_a_person_expects(first_day: date, unit: str, length: int, after: date) -> None:
    assert plans.last_day_after(Plan(period_unit=unit, period_length=length), first_day) == after


def test_a_plan_bought_while_one_runs_starts_where_that_ends(
    homework: Homework, monthly: Plan, books: Books, at: datetime
) -> None:
    student = homework.student
    for _ in range(2):
        paid(books, services.open_plan_attempt(student=student, plan=monthly, homework=None, at=at), at)
        at += timedelta(minutes=1)
    first, second = Subscription.objects.order_by("starts_at")
    assert first.ends_at == second.starts_at
    assert services.period_of(student, at) == first
    assert services.plan_status(student=student, at=at).paid_until == second.last_moment


def test_two_links_for_one_period_paid_twice_are_one_period_and_credit(
    homework: Homework, monthly: Plan, books: Books, at: datetime
) -> None:
    first = services.open_plan_attempt(student=homework.student, plan=monthly, homework=None, at=at)
    services.give_up(payment=first, at=at)
    second = services.open_plan_attempt(student=homework.student, plan=monthly, homework=None, at=at)
    assert paid(books, second, at).outcome == "settled"
    assert paid(books, first, at).outcome == "duplicate"
    assert Subscription.objects.count() == 1
    assert services.credit_of(homework.student) == 500_000


def test_a_plans_price_holds_for_a_day(homework: Homework, monthly: Plan, at: datetime) -> None:
    buy: dict[str, Any] = {"student": homework.student, "plan": monthly, "homework": None}
    first = services.open_plan_attempt(**buy, at=at)
    monthly.price_kobo = 600_000
    monthly.save()
    assert services.open_plan_attempt(**buy, at=at + timedelta(hours=23)) == first
    assert services.open_plan_attempt(**buy, at=at + timedelta(hours=25)).amount_kobo == 600_000


def test_a_plan_is_covered_by_credit_alone(homework: Homework, monthly: Plan, books: Books, at: datetime) -> None:
    give_credit(books, homework.student, at, 500_000)
    bought = services.buy_plan_with_credit(student=homework.student, plan=monthly, homework=homework, at=at)
    homework.refresh_from_db()
    assert bought is not None
    assert bought.payment is None
    assert homework.status == Homework.Status.QUEUED
    assert check.problems(at=at) == []


def test_each_day_is_earned_once_and_all_days_are_the_price(homework: Homework, monthly: Plan, books: Books) -> None:
    at = datetime(2026, 1, 5, 15, tzinfo=UTC)
    paid(books, services.open_plan_attempt(student=homework.student, plan=monthly, homework=None, at=at), at)
    for day in (at + timedelta(days=10), at + timedelta(days=10), at + timedelta(days=40)):
        call_command("earn_plan_days", now=day.isoformat())
    days = LedgerTransaction.objects.filter(kind="plan_day")
    assert days.count() == 31
    assert min(days.values_list("day", flat=True)) == date(2026, 1, 5)
    assert ledger.balances()[LedgerAccount.REVENUE] == -500_000
    assert ledger.balances()[LedgerAccount.DEFERRED] == 0
    call_command("expire_subscriptions", now=(at + timedelta(days=40)).isoformat())
    assert Subscription.objects.get().closed_at is not None
    call_command("ledger_check", now=(at + timedelta(days=40)).isoformat())


def test_reminders_come_once_before_and_once_after_and_not_when_renewed(
    homework: Homework, monthly: Plan, books: Books, announced: Announcements
) -> None:
    at = datetime(2026, 1, 5, 15, tzinfo=UTC)
    paid(books, services.open_plan_attempt(student=homework.student, plan=monthly, homework=None, at=at), at)
    before, after = datetime(2026, 2, 3, 9, tzinfo=UTC), datetime(2026, 2, 5, 9, tzinfo=UTC)
    for moment in (at, before, before, after, after, after + timedelta(days=3)):
        call_command("remind_renewals", now=moment.isoformat())
    assert announced.names == ["confirmed", "reminder", "reminder"]
    assert [arguments["is_over"] for arguments in announced.arguments[1:]] == [False, True]
    second = another_homework(homework.student, after).student
    paid(books, services.open_plan_attempt(student=second, plan=monthly, homework=None, at=after), after)
    paid(books, services.open_plan_attempt(student=second, plan=monthly, homework=None, at=after + timedelta(days=1)), after)
    call_command("remind_renewals", now=datetime(2026, 3, 4, 9, tzinfo=UTC).isoformat())
    assert announced.names.count("reminder") == 2


def test_held_money_becomes_credit_by_finances_word_once(
    homework: Homework, books: Books, at: datetime, announced: Announcements, admin_user: User
) -> None:
    payment = paid(books, services.open_attempt(homework=homework, at=at), at, amount=20_000)
    assert payment.outcome == "short"
    assert services.credit_of(homework.student) == 0
    assert services.credit_held_money(payment=payment, actor=admin_user, at=at) == 20_000
    with pytest.raises(services.NotCreditable):
        services.credit_held_money(payment=payment, actor=admin_user, at=at)
    assert announced.names == ["held", "credited"]
    assert services.open_attempt(homework=homework, at=at).amount_kobo == 30_000
    assert AuditEntry.objects.filter(name="finance_task.resolved").count() == 1


def given_up(payment: Payment) -> str:
    """The reason in the audit, which finance can read."""
    assert Payment.objects.get(pk=payment.pk).status == Payment.Status.GIVEN_UP
    return str(AuditEntry.objects.get(name="payment.given_up", subject_id=str(payment.pk)).detail["reason"])


def test_an_attempt_that_credit_made_needless_leaves_its_trace(books: Books, student: Student, at: datetime) -> None:
    homework = another_homework(student, at)
    attempt = services.open_attempt(homework=homework, at=at)
    give_credit(books, student, at, 100_000)
    assert services.release_if_covered(homework=homework, at=at)
    assert given_up(attempt) == "It was covered without a payment."


def test_an_attempt_for_a_plan_that_credit_bought_leaves_its_trace(
    books: Books, student: Student, monthly: Plan, at: datetime
) -> None:
    attempt = services.open_plan_attempt(student=student, plan=monthly, homework=None, at=at)
    give_credit(books, student, at, monthly.price_kobo + 100_000)
    assert services.buy_plan_with_credit(student=student, plan=monthly, homework=None, at=at)
    assert given_up(attempt) == "Credit paid for the plan."
