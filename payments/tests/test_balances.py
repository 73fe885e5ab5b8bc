"""What stands open now, on the money report: each figure is the sum of the rows that it leads to."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from payments import services
from payments.books import ledger
from payments.models import FinanceTask, LedgerAccount, Payment, Plan
from payments.reports import sums
from payments.tests.books import Books
from payments.tests.test_report import FINANCE, linked_rows
from tests.builders import make_homework, make_student, make_user, signed_in


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(make_user("reader", *FINANCE))


def paid(books: Books, name: str, at: datetime, **told: Any) -> Payment:
    payment = services.open_attempt(homework=make_homework(make_student(name), status="awaiting_payment"), at=at)
    books.receives(payment, at, **told)
    return services.settle(reference=payment.reference, at=at)


def balance(label: str) -> sums.Balance:
    return next(balance for balance in sums.balances() if balance.label == label)


def test_held_money_is_what_its_rows_still_hold(client: Client, books: Books, at: datetime, finance: User) -> None:
    credited = paid(books, "Ada", at, amount=20_000)
    services.credit_held_money(payment=credited, actor=finance, at=at)
    partly = paid(books, "Bola", at, amount=30_000)
    services.ask_refund(payment=partly, amount_kobo=10_000, reason="Too little.", actor=finance, at=at)
    whole = paid(books, "Chidi", at, amount=40_000)
    other_mode = paid(books, "Dayo", at, domain="live")
    cedis = paid(books, "Efe", at, currency="GHS")
    assert [row.outcome for row in (other_mode, cedis)] == ["wrong_mode", "wrong_currency"]

    held = balance("Held money")
    rows = linked_rows(client, held.url)
    assert {row: row.held_kobo for row in rows} == {partly: 20_000, whole: 40_000}
    assert held.amount_kobo == 60_000
    assert "₦200" in client.get(held.url).content.decode(), "the list says how much of each is held"
    assert -ledger.balances()[LedgerAccount.HELD] == 110_000, "the books still hold what came in the other mode"


def test_credit_and_plan_money_are_the_sums_of_their_entries(client: Client, books: Books, at: datetime) -> None:
    over = paid(books, "Ada", at, amount=80_000)
    plan = services.open_plan_attempt(student=over.student, plan=Plan.objects.get(name="Monthly"), homework=None, at=at)
    books.receives(plan, at)
    services.settle(reference=plan.reference, at=at)
    paid(books, "Bola", at, amount=57_000)
    for label, amount_kobo in (("Open credit", 7_000), ("Deferred revenue", plan.price_kobo)):
        shown = balance(label)
        assert shown.amount_kobo == amount_kobo
        assert -sum(entry.amount_kobo for entry in linked_rows(client, shown.url)) == amount_kobo


def test_open_work_is_the_number_of_its_rows(client: Client, at: datetime) -> None:
    services.raise_task(kind=FinanceTask.Kind.SHORT, key="one", text="Half arrived.", at=at)
    services.raise_task(kind=FinanceTask.Kind.ORPHAN, key="two", text="Unknown.", at=at)
    services.resolve_task(key="two", how="Known now.", at=at)
    assert balance("Finance tasks").number == 1 == len(linked_rows(client, balance("Finance tasks").url))
