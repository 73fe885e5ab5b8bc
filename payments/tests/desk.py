"""A busy desk: students, a person of finance, Paystack beside them, and everything that can happen to their money."""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

import responses
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from core.clock import now
from core.models import AdminSettings
from core.testing import run_jobs
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.covering import plans
from payments.going_back import refunds
from payments.going_back.disputes import follow_dispute, sync_dispute
from payments.models import Dispute, LedgerAccount, Payment, Plan, Refund
from payments.paystack.errors import PaystackProblem
from payments.paystack.refunds import dispute_facts
from payments.tests.books import Books, Row
from payments.tests.paystack import Announcements
from students.models import Student
from tests.builders import make_homework, make_plan, make_student, make_user

ACTS = (
    *["send_homework"] * 5,
    *["open_plan"] * 2,
    "send_again",
    "tap",
    "give_up",
    "prices_change",
    *["pay_exact"] * 4,
    *["pay_old_link"] * 2,
    "pay_too_much",
    "pay_too_little",
    "pay_in_cedis",
    "pay_in_other_mode",
    "pay_and_have_it_back",
    "withdraw",
    "claim",
    "credit_held",
    *["refund"] * 4,
    "decide_refund",
    "refund_with_lost_answer",
    *["refund_elsewhere"] * 2,
    *["refund_moves"] * 4,
    "failed_refund_is_paid_out",
    *["dispute"] * 2,
    "remind_dispute",
    *["decide_dispute"] * 2,
    "sweep",
    "night",
    "hours_pass",
    "days_pass",
    "midnight_nears",
)
OPENS_AT = datetime(2026, 11, 22, 9, 17, tzinfo=UTC)
Desks = TypeVar("Desks", bound="Desk")


class Times:
    """What the product's clock says while a desk works."""

    at: datetime


def desk_time() -> datetime:
    return Times.at


@contextmanager
def opened(kind: type[Desks], seed: int) -> Iterator[Desks]:
    """A desk whose every trace is gone afterwards."""
    Times.at = OPENS_AT
    with (
        transaction.atomic(),
        responses.RequestsMock(assert_all_requests_are_fired=False) as mock,
        Announcements(),
        override_settings(CLOCK=f"{__name__}.desk_time"),
    ):
        yield kind(Books(mock), seed)
        connection.check_constraints()
        transaction.set_rollback(True)


class Desk:
    """Two students, a person of finance, and news from Paystack that is lost now and then, but never late."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books, self.random, self.at = books, Random(seed), now()
        self.students = [make_student(name) for name in ("Ada Obi", "Bola Ade")]
        self.finance = make_user(f"finance-{seed}")
        self.second = make_user(f"second-{seed}")
        make_plan("Weekly", homework_limit=2)
        books.shows_reversals = self.random.random() < 0.5
        self.disputes_make_refunds = self.random.random() < 0.5

    def does(self, act: str) -> None:
        Times.at = self.at
        getattr(self, act)(self.random.choice(self.students))
        self.at += timedelta(minutes=1)

    def _one(self, found: Any) -> Any:
        found = list(found.order_by("pk") if isinstance(found, QuerySet) else found)
        return self.random.choice(found) if found else None

    def send_homework(self, student: Student) -> None:
        self._send(make_homework(student, at=self.at))

    def send_again(self, student: Student) -> None:
        homework = self._one(Homework.objects.filter(student=student, status__in=["draft", "awaiting_payment"]))
        if homework:
            self._send(homework)

    def _send(self, homework: Homework) -> None:
        if not services.release_if_covered(homework=homework, at=self.at):
            homework_services.submit_for_payment(homework=homework, at=self.at)
            services.open_attempt(homework=homework, at=self.at)

    def open_plan(self, student: Student) -> None:
        waiting = Homework.objects.filter(student=student, status="awaiting_payment").first()
        plan = self._one(Plan.objects.all())
        if services.buy_plan_with_credit(student=student, plan=plan, homework=waiting, at=self.at) is None:
            services.open_plan_attempt(student=student, plan=plan, homework=waiting, at=self.at)

    def give_up(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, status__in=Payment.OPEN))
        if payment:
            services.give_up(payment=payment, at=self.at)
            if payment.homework and payment.homework.status == Homework.Status.AWAITING_PAYMENT:
                homework_services.reopen_draft(homework=payment.homework)

    def prices_change(self, student: Student) -> None:
        AdminSettings.objects.update_or_create(pk=1, defaults={"homework_price_kobo": self.random.randrange(5_000, 90_000)})
        Plan.objects.filter(name="Monthly").update(price_kobo=self.random.randrange(100_000, 700_000))

    def tap(self, student: Student) -> None:
        self._page(self._one(Payment.objects.filter(student=student)))

    def _page(self, payment: Payment | None) -> None:
        """The payer taps our link and stands before the page, if one can be had."""
        try:
            if payment:
                services.checkout(token=payment.token, at=self.at)
        except (services.NothingToPay, services.CheckoutOpening, PaystackProblem):
            return

    def pay_exact(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN))

    def pay_old_link(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, settled_at=None).exclude(authorization_url=""))

    def pay_too_much(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), more=self.random.randrange(1_000, 90_000))

    def pay_too_little(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), more=-self.random.randrange(1, 4_000))

    def pay_in_cedis(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), currency="GHS")

    def pay_in_other_mode(self, student: Student) -> None:
        self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), domain="live")

    def pay_and_have_it_back(self, student: Student) -> None:
        """Paid, and sent back in Paystack's dashboard before anybody told us of it."""
        row = self._pay(Payment.objects.filter(student=student, status__in=Payment.OPEN), tells=False)
        if row:
            back = self.books.makes_refund(row["reference"], self.random.choice([row["amount"], row["amount"] // 2]))
            back["status"] = "processed"
            self.random.choice([self.tell_refund, self.tell_paid])(back)

    def _pay(self, attempts: QuerySet[Payment], more: int = 0, *, tells: bool = True, **changes: str) -> Row | None:
        paid = [row["reference"] for row in self.books.paid()]
        payment = self._one(attempts.exclude(reference__in=paid))
        if payment is None:
            return None
        if not payment.authorization_url:
            self._page(payment)
            payment.refresh_from_db()
        if not payment.authorization_url or payment.is_booked:
            return None
        row = self.books.receives(payment, self.at, amount=payment.amount_kobo + more, **changes)
        if tells:
            self.tell_paid(row)
        return row

    def tell_paid(self, row: Row) -> None:
        for _ in range(self.random.randrange(3)):  # the webhook may be lost, or come twice
            services.settle(reference=row["reference"], at=self.at)

    def tell_refund(self, row: Row) -> None:
        payment = services.settle(reference=row["reference"], at=self.at)
        services.sync_refunds(payment=payment, at=self.at)

    def tell_dispute(self, word: str, row: Row) -> None:
        sync_dispute(told=dispute_facts(row), at=self.at)

    def withdraw(self, student: Student) -> None:
        may = ["draft", "awaiting_payment", "queued"]
        homework = self._one(Homework.objects.filter(student=student, status__in=may))
        if homework:
            homework_services.cancel(homework_id=homework.pk, at=self.at)

    def claim(self, student: Student) -> None:
        homework = self._one(Homework.objects.filter(student=student, status="queued"))
        if homework:
            homework_services.assign(homework_id=homework.pk)

    def credit_held(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, outcome="short"))
        if payment and -ledger.positions(payment).get(LedgerAccount.HELD, 0) > 0:
            services.credit_held_money(payment=payment, actor=self.finance, at=self.at)

    def refund(self, student: Student) -> None:
        payment = self._one(Payment.objects.filter(student=student, settled_at__isnull=False))
        left_kobo = services.returnable_kobo(payment) if payment else 0
        if payment and left_kobo and not payment.disputes.filter(resolved_at=None).exists():
            amount_kobo = self.random.choice([left_kobo, self.random.randrange(1, left_kobo + 1)])
            services.ask_refund(payment=payment, amount_kobo=amount_kobo, reason="", actor=self.finance, at=self.at)
            if self.random.random() < 0.7:
                self.decide_refund(student)
            run_jobs()

    def decide_refund(self, student: Student) -> None:
        refund = self._one(Refund.objects.filter(status=Refund.Status.REQUESTED))
        if refund and self.random.random() < 0.7:
            services.approve_refund(refund=refund, actor=self.second, at=self.at)
        elif refund:
            services.decline_refund(refund=refund, actor=self.second, reason="No.", at=self.at)
        run_jobs()

    def refund_with_lost_answer(self, student: Student) -> None:
        self.books.losing_answers = 1
        self.refund(student)
        self.books.losing_answers = 0

    def _with_something_left(self) -> Row | None:
        """A transaction at Paystack of which something can still go back."""
        mine = [row for row in self.books.paid() if row["domain"] == "test"]
        found: Row | None = self._one(row for row in mine if self.books.left_kobo(row["reference"]) > 0)
        return found

    def refund_elsewhere(self, student: Student) -> None:
        row = self._with_something_left()
        if row:
            left_kobo = self.books.left_kobo(row["reference"])
            amount_kobo = self.random.choice([left_kobo, self.random.randrange(1, left_kobo + 1)])
            self.tell_refund(self.books.makes_refund(row["reference"], amount_kobo))

    def refund_moves(self, student: Student) -> None:
        row = self._one(row for row in self.books.refunds.values() if row["status"] not in {"processed", "failed"})
        if row:
            row["status"] = self.random.choice(["processing", "needs-attention", "processed", "processed", "failed"])
            if self.random.random() < 0.5:
                self.tell_refund(row)

    def failed_refund_is_paid_out(self, student: Student) -> None:
        failed = [row for row in self.books.refunds.values() if row["status"] == "failed"]
        row = self._one(row for row in failed if row["amount"] <= self.books.left_kobo(row["reference"]))
        if row:
            row["status"] = "processed"
            self.tell_refund(row)

    def dispute(self, student: Student) -> None:
        row = self._with_something_left()
        if row and not any(row["reference"] == open_["transaction"]["reference"] for open_ in self._open_disputes()):
            dispute = self.books.opens_dispute(row["reference"])
            if self.random.random() < 0.3:
                dispute["refund_amount"] = self.random.randrange(1, dispute["refund_amount"] + 1)
            self.tell_dispute("create", dispute)

    def _open_disputes(self) -> list[Row]:
        return [row for row in self.books.disputes.values() if row["resolution"] is None]

    def remind_dispute(self, student: Student) -> None:
        row = self._one(self._open_disputes())
        if row:
            row["status"] = self.random.choice(["awaiting-merchant-feedback", "awaiting-bank-feedback", "pending"])
            self.tell_dispute("remind", row)

    def decide_dispute(self, student: Student) -> None:
        row = self._one(self._open_disputes())
        if row is None:
            return
        resolution = self.random.choice(["merchant-accepted", "auto-accepted", "declined"])
        self.books.resolves_dispute(row, resolution, self.at)
        if resolution != "declined" and self.disputes_make_refunds:
            refund = self.books.makes_refund(row["transaction"]["reference"], row["refund_amount"])
            refund |= {"status": "processed", "dispute": row["id"]}
            if self.random.random() < 0.5:
                self.tell_refund(refund)
        self.tell_dispute("resolve", row)

    def sweep(self, student: Student) -> None:
        for payment in Payment.objects.filter(settled_at=None, next_check_at__isnull=False):
            services.settle(reference=payment.reference, at=self.at)
        for refund in Refund.objects.filter(finished_at=None).exclude(status=Refund.Status.REQUESTED):
            refunds.follow_refund(refund_id=refund.pk, at=self.at)

    def hours_pass(self, student: Student) -> None:
        self.at += timedelta(hours=self.random.randrange(1, 30))

    def days_pass(self, student: Student) -> None:
        self.at += timedelta(days=self.random.randrange(1, 40))
        self.night(student)

    def midnight_nears(self, student: Student) -> None:
        """A minute is left of this Lagos day, or of its month."""
        local = timezone.localtime(self.at)
        day = self.random.choice([local.day, monthrange(local.year, local.month)[1]])
        self.at = max(self.at, local.replace(day=day, hour=23, minute=59))

    def night(self, student: Student) -> None:
        Times.at = self.at
        for payment in Payment.objects.filter(settled_at__isnull=False):
            services.sync_refunds(payment=payment, at=self.at)
        for row in self.books.disputes.values():
            self.tell_dispute("remind", row)
        for dispute in Dispute.objects.filter(resolved_at=None):
            follow_dispute(dispute=dispute, at=self.at)
        for subscription in plans.unfinished(at=self.at):
            plans.close_ended(subscription=subscription, at=self.at)

    def end(self) -> None:
        """Everything that was lost on the way is caught up with."""
        for _ in range(3):
            self.at += timedelta(minutes=15)
            self.sweep(self.students[0])
            self.night(self.students[0])
