"""Random days of money: whatever happens in whatever order, our books, the statuses and Paystack's books agree to the kobo."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import responses
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import now
from core.testing import run_jobs
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.models import Dispute, LedgerAccount, Payment, Plan, Refund, Subscription
from payments.paystack.refunds import dispute_facts
from payments.services import ledger, ledger_check, plans, refunds, standing
from payments.services.disputes import sync_dispute
from payments.tests.books import Books
from payments.tests.builders import Announcements
from students.models import Student

ACTS = (
    *["send_homework"] * 5,
    "open_plan",
    *["pay_exact"] * 3,
    *["pay_old_link"] * 2,
    "pay_too_much",
    "pay_too_little",
    "pay_in_cedis",
    "pay_in_test_mode",
    "withdraw",
    "claim",
    "credit_held",
    *["refund"] * 4,
    "refund_with_lost_answer",
    "refund_elsewhere",
    *["refund_moves"] * 3,
    "dispute",
    "decide_dispute",
    "sweep",
    "hours_pass",
    "days_pass",
)


class Desk:
    """Two students, a person of finance, and everything that can happen to their money."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books, self.random, self.at = books, Random(seed), now()
        self.students = [Student.objects.create(full_name=name, class_text="SS2") for name in ("Ada Obi", "Bola Ade")]
        self.finance = User.objects.create_user(f"finance-{seed}")
        self.plan = Plan.objects.get(name="Monthly")

    def does(self, act: str) -> None:
        getattr(self, act)(self.random.choice(self.students))
        self.at += timedelta(minutes=1)

    def _one(self, payments: QuerySet[Payment]) -> Payment | None:
        found = list(payments.order_by("pk"))
        return self.random.choice(found) if found else None

    def send_homework(self, student: Student) -> None:
        homework = homework_services.start_draft(student=student, at=self.at)
        name = f"wamid.{homework.pk}"
        homework_services.add_text(homework=homework, message_id=name, text="Solve 2x = 4", sent_at=self.at)
        if not services.release_if_covered(homework=homework, at=self.at):
            homework_services.submit_for_payment(homework=homework, at=self.at)
            services.open_attempt(homework=homework, at=self.at)

    def open_plan(self, student: Student) -> None:
        waiting = Homework.objects.filter(student=student, status="awaiting_payment").first()
        if services.buy_plan_with_credit(student=student, plan=self.plan, homework=waiting, at=self.at) is None:
            services.open_plan_attempt(student=student, plan=self.plan, homework=waiting, at=self.at)

    def pay_exact(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN))

    def pay_old_link(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, settled_at=None))

    def pay_too_much(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), more=self.random.randrange(1_000, 90_000))

    def pay_too_little(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), more=-self.random.randrange(1, 4_000))

    def pay_in_cedis(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), currency="GHS")

    def pay_in_test_mode(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), domain="live")

    def _pay(self, attempts: QuerySet[Payment], more: int = 0, **changes: str) -> None:
        unpaid = [payment for payment in attempts.order_by("pk") if payment.reference not in self.books.transactions]
        if not unpaid:
            return
        payment = self.random.choice(unpaid)
        self.books.receives(payment, self.at, amount=payment.amount_kobo + more, **changes)
        self.tell_paid(payment)

    def tell_paid(self, payment: Payment) -> None:
        for _ in range(self.random.randrange(3)):  # the webhook may be lost, or come twice
            services.settle(reference=payment.reference, at=self.at)

    def tell_refund(self, row: dict[str, Any]) -> None:
        services.sync_refunds(payment=Payment.objects.get(reference=row["reference"]), at=self.at)

    def tell_dispute(self, word: str, row: dict[str, Any]) -> None:
        sync_dispute(told=dispute_facts(row), at=self.at)

    def withdraw(self, student: Student) -> None:
        homework = Homework.objects.filter(student=student, status__in=["awaiting_payment", "queued"]).first()
        if homework:
            homework_services.cancel(homework_id=homework.pk, at=self.at)

    def claim(self, student: Student) -> None:
        homework = Homework.objects.filter(student=student, status="queued").first()
        if homework:
            homework_services.assign(homework_id=homework.pk)

    def credit_held(self, student: Student) -> None:
        payment = Payment.objects.filter(student=student, outcome="short").first()
        if payment and -ledger.positions(payment).get(LedgerAccount.HELD, 0) > 0:
            services.credit_held_money(payment=payment, actor=self.finance, at=self.at)

    def refund(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, settled_at__isnull=False))
        left_kobo = services.returnable_kobo(payment) if payment else 0
        if payment and left_kobo and not payment.disputes.filter(resolved_at=None).exists():
            amount_kobo = self.random.choice([left_kobo, self.random.randrange(1, left_kobo + 1)])
            made = services.ask_refund(payment=payment, amount_kobo=amount_kobo, reason="", actor=self.finance, at=self.at)
            if made.status == Refund.Status.REQUESTED:
                second = User.objects.get_or_create(username="second")[0]
                decide = self.random.choice([services.approve_refund, None])
                if decide:
                    services.approve_refund(refund=made, actor=second, at=self.at)
                else:
                    services.decline_refund(refund=made, actor=second, reason="No.", at=self.at)
            run_jobs()

    def refund_with_lost_answer(self, student: Student) -> None:
        self.books.losing_answers = 1
        self.refund(student)
        self.books.losing_answers = 0

    def refund_elsewhere(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, settled_at__isnull=False, mode="test"))
        if payment is None or self.books.transactions[payment.reference]["domain"] == "live":
            return
        asked = sum(refund.amount_kobo for refund in payment.refunds.filter(paystack_id=None).exclude(status__in=Refund.DEAD))
        left_kobo = self.books.left_kobo(payment.reference) - asked
        lost = any("accepted" in (row["resolution"] or "") for row in self._disputes_of(payment))
        if left_kobo > 0 and not lost:
            self.tell_refund(self.books.makes_refund(payment.reference, self.random.randrange(1, left_kobo + 1)))

    def _disputes_of(self, payment: Payment) -> list[dict[str, Any]]:
        return [row for row in self.books.disputes.values() if row["transaction"]["reference"] == payment.reference]

    def refund_moves(self, student: Student) -> None:
        rows = [row for row in self.books.refunds.values() if row["status"] not in {"processed", "failed"}]
        if rows:
            row = self.random.choice(rows)
            row["status"] = self.random.choice(["processing", "needs-attention", "processed", "processed", "failed"])
            if self.random.random() < 0.5:
                self.tell_refund(row)

    def dispute(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, status__in=Payment.COUNTS))
        if payment is None or self.books.transactions[payment.reference]["domain"] == "live":
            return
        ended_or_unsent = [*Refund.DEAD, Refund.Status.PROCESSED, Refund.Status.REQUESTED]
        on_the_way = payment.refunds.exclude(status__in=ended_or_unsent).exists()
        if self._disputes_of(payment) or on_the_way or not self.books.left_kobo(payment.reference):
            return
        self.tell_dispute("create", self.books.opens_dispute(payment.reference))

    def decide_dispute(self, student: Student) -> None:
        for row in self.books.disputes.values():
            if row["resolution"] is None:
                row["status"], row["resolvedAt"] = "resolved", self.at.isoformat()
                row["resolution"] = self.random.choice(["merchant-accepted", "auto-accepted", "declined"])
                self.tell_dispute("resolve", row)

    def sweep(self, student: Student) -> None:
        for payment in Payment.objects.filter(settled_at=None):
            if payment.reference in self.books.transactions:
                services.settle(reference=payment.reference, at=self.at)
        for refund in Refund.objects.filter(finished_at=None).exclude(status=Refund.Status.REQUESTED):
            refunds.follow_refund(refund_id=refund.pk, at=self.at)

    def hours_pass(self, student: Student) -> None:
        self.at += timedelta(hours=self.random.randrange(1, 30))

    def days_pass(self, student: Student) -> None:
        self.at += timedelta(days=self.random.randrange(1, 40))
        self.night(student)

    def night(self, student: Student) -> None:
        for subscription in plans.unfinished(at=self.at):
            plans.close_ended(subscription=subscription, at=self.at)

    def end(self) -> None:
        """Everything that was lost on the way is caught up with."""
        self.sweep(self.students[0])
        self.at += timedelta(minutes=15)
        self.sweep(self.students[0])
        self.night(self.students[0])


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def agrees(desk: Desk) -> None:
    assert ledger_check.problems(at=desk.at) == []
    naira = ledger.balances()
    assert naira.get(LedgerAccount.CLEARING, 0) == desk.books.holds_kobo()
    assert naira.get(LedgerAccount.OTHER_MODE, 0) == desk.books.holds_kobo(domain="live")
    assert ledger.balances("GHS").get(LedgerAccount.CLEARING, 0) == desk.books.holds_kobo(currency="GHS")
    on_the_way = Refund.objects.exclude(status__in=[*Refund.DEAD, Refund.Status.PROCESSED]).filter(currency="NGN")
    assert -naira.get(LedgerAccount.REFUNDS_DUE, 0) == sum(refund.amount_kobo for refund in on_the_way)
    for payment in Payment.objects.filter(settled_at__isnull=False):
        _status_agrees(payment)
        _place_agrees(payment)
    for student in desk.students:
        periods = list(Subscription.objects.filter(student=student).order_by("starts_at"))
        assert all(one.ends_at <= two.starts_at for one, two in pairwise(periods))


def _status_agrees(payment: Payment) -> None:
    gone = sum(refund.amount_kobo for refund in payment.refunds.all() if refund.status == Refund.Status.PROCESSED)
    gone += sum(dispute.amount_kobo for dispute in payment.disputes.all() if dispute.is_lost)
    if payment.disputes.filter(resolved_at=None).exists():
        assert payment.status == Payment.Status.DISPUTED
    elif gone == 0:
        assert payment.status == Payment.Status.PAID
    else:
        whole = gone >= (payment.paid_amount_kobo or 0)
        assert payment.status == (Payment.Status.REFUNDED if whole else Payment.Status.PARTLY_REFUNDED)


def _place_agrees(payment: Payment) -> None:
    """Money that bought nothing is all held or all credit, less what went back: refunds take it first."""
    elsewhere = (
        payment.refunds.filter(is_external=True).exists() or payment.disputes.filter(resolution__in=Dispute.LOST).exists()
    )
    places, left_kobo = ledger.positions(payment), (payment.paid_amount_kobo or 0) - standing.going_back_kobo(payment)
    if payment.is_held:
        kept = places.get(LedgerAccount.HELD, 0) + places.get(LedgerAccount.STUDENT_CREDIT, 0)
        assert elsewhere or kept == -left_kobo
    if payment.is_credited and not elsewhere:
        assert places.get(LedgerAccount.STUDENT_CREDIT, 0) == -left_kobo


def waiting_homework_is_waiting() -> None:
    """No homework is with the tutors unless something pays for it, and none is paid for twice."""
    for homework in Homework.objects.filter(status="queued"):
        assert services.is_paid(homework) or Subscription.objects.filter(student=homework.student).exists()


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=5, max_size=40), seed=st.integers(0, 10_000))
def test_random_days_keep_the_books(acts: list[str], seed: int) -> None:
    with rolled_back(), responses.RequestsMock(assert_all_requests_are_fired=False) as mock, Announcements():
        desk = Desk(Books(mock), seed)
        for act in acts:
            desk.does(act)
        desk.end()
        agrees(desk)
        waiting_homework_is_waiting()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_long_random_months_keep_the_books(seed: int) -> None:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock, Announcements():
        desk = Desk(Books(mock), seed)
        for _ in range(130):
            desk.does(desk.random.choice(ACTS))
        desk.end()
        agrees(desk)
        assert Refund.objects.exists() and Subscription.objects.exists()
