"""Random days told by webhook alone: lost, doubled, re-written and out of order, with outages, and every night's commands."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.periods import Period
from core.testing import run_jobs
from payments.models import PaystackEvent
from payments.reports import sums
from payments.reports.exports import Source
from payments.reports.exports.columns import NAMES
from payments.reports.exports.rows import Totals, rows
from payments.reports.selection import DateBasis, Selection
from payments.tests.agreement import agrees
from payments.tests.books import Books, Row
from payments.tests.desk import ACTS, Desk, Times, opened
from payments.tests.paystack import HTML_WALL, post_signed
from students.models import Student

FAULTS = [(502, {}, HTML_WALL), (403, {}, HTML_WALL), (429, {"x-ratelimit-reset": "7"}, "{}"), (200, {}, "[]")]
MINUTELY = ("verify_pending_payments", "process_paystack_events", "follow_refunds")
NIGHTLY = ("earn_plan_days", "expire_subscriptions", "reconcile_paystack", "ledger_check")
EVENT_ACTS = (*ACTS, *["post_arrives"] * 6, "outage", "answers_get_lost", "night", "forged", "time_jumps_back")


class EventDesk(Desk):
    """A desk that learns of money by webhook alone; what was lost on the way is found by the commands that cron runs."""

    def __init__(self, books: Books, seed: int) -> None:
        super().__init__(books, seed)
        self.client, self.post = Client(), list[bytes]()

    def tell_paid(self, row: Row) -> None:
        row = self.books.shown(self.books.transactions[row["reference"]])
        # The other mode's list is not ours to read, so that its money is always told.
        self._sends("charge.success", row, at_least=int(row["domain"] == "live"))

    def tell_refund(self, row: Row) -> None:
        told = {"transaction_reference": row["reference"], "amount": str(row["amount"]), "status": row["status"]}
        self._sends(f"refund.{row['status']}", told | {"currency": row["currency"], "domain": "test"})

    def tell_dispute(self, word: str, row: Row) -> None:
        self._sends(f"charge.dispute.{word}", row)

    def _sends(self, name: str, data: Row, at_least: int = 0) -> None:
        for _ in range(self.random.randint(at_least, 2)):
            self.post.append(json.dumps({"event": name, "data": data}, indent=self.random.choice([None, 1])).encode())

    def post_arrives(self, student: Student) -> None:
        self.random.shuffle(self.post)
        for _ in range(min(len(self.post), 3)):
            self._deliver(self.post.pop())
        run_jobs()

    def _deliver(self, body: bytes, **headers: str) -> None:
        assert post_signed(self.client, body, **headers).status_code == 200

    def forged(self, student: Student) -> None:
        for body in self.post[:1]:
            assert post_signed(self.client, body, **{"x-paystack-signature": "0" * 128}).status_code == 401

    def outage(self, student: Student) -> None:
        self.books.faults = [self.random.choice(FAULTS) for _ in range(self.random.randrange(1, 5))]

    def answers_get_lost(self, student: Student) -> None:
        self.books.losing_answers = self.random.randrange(1, 3)

    def time_jumps_back(self, student: Student) -> None:
        self.at -= timedelta(minutes=self.random.randrange(5, 90))

    def sweep(self, student: Student) -> None:
        self._runs(*MINUTELY)

    def night(self, student: Student) -> None:
        self._runs(*MINUTELY, *NIGHTLY[:-1])

    def _runs(self, *commands: str) -> None:
        Times.at = self.at
        for command in commands:
            try:
                call_command(command, now=self.at.isoformat(), verbosity=0)
            except CommandError as problem:
                if problem.returncode not in {1, 4}:  # Paystack may be out of reach
                    raise
        run_jobs()

    def end(self) -> None:
        """The outage is over; of the post, what has not come yet is lost, but for the other mode's. Who paid by an old link is
        found within a week."""
        self.books.faults, self.books.losing_answers = [], 0
        for body in self.post:
            if b'"domain": "live"' in body:
                self._deliver(body)
        for days in (0.5, 0.5, 8, 0.5):
            self.at += timedelta(days=days, hours=1)
            self.night(self.students[0])
        Times.at = self.at
        call_command("ledger_check", now=self.at.isoformat())


def papers_agree(desk: EventDesk) -> None:
    """The page and the file of the whole time say what Paystack holds, whichever date decides."""
    for basis in (DateBasis.PAID, DateBasis.BOOKED):
        selection = Selection.of(Period(date(2026, 1, 1), desk.at.date() + timedelta(days=1)), basis)
        assert sums.build(selection).total.net_kobo == desk.books.holds_kobo()
        totals = Totals()
        kobo = [row[NAMES.index("net_kobo")] or 0 for row in rows(Source.of(selection), totals, with_people=False)]
        assert sum(kobo) == totals.of("net") == desk.books.holds_kobo()


def ends_well(desk: EventDesk) -> None:
    desk.end()
    agrees(desk)
    papers_agree(desk)
    assert not PaystackEvent.objects.filter(processed_at=None, next_try_at__isnull=False).exists()


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(acts=st.lists(st.sampled_from(EVENT_ACTS), min_size=5, max_size=40), seed=st.integers(0, 10_000))
def test_random_days_told_by_webhook_keep_the_books(acts: list[str], seed: int) -> None:
    with opened(EventDesk, seed) as desk:
        for act in acts:
            desk.does(act)
        ends_well(desk)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_month_told_by_webhook_keeps_the_books(seed: int) -> None:
    with opened(EventDesk, seed) as desk:
        for _ in range(130):
            desk.does(desk.random.choice(EVENT_ACTS))
        ends_well(desk)
        assert {"settled", "followed"} <= set(PaystackEvent.objects.values_list("result", flat=True))
