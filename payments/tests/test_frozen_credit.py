"""Credit that a bank may take back waits until the dispute about it is decided."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User

from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.models import LedgerAccount, Payment, Plan
from payments.tests.books import Books
from payments.tests.happenings import agree, credited, decided, disputed, homework_waiting_too
from tests.builders import make_payment


@pytest.fixture
def source(homework: Homework, books: Books, at: datetime) -> Payment:
    """500 naira that became credit."""
    return credited(books, homework, at, 50_000)


def test_it_pays_for_nothing_while_the_bank_asks_and_again_afterwards(
    source: Payment, books: Books, homework: Homework, at: datetime
) -> None:
    row = disputed(books, source, at)
    assert services.plan_status(student=homework.student, at=at).credit_kobo == 0
    assert not services.release_if_covered(homework=homework, at=at)
    attempt = services.open_attempt(homework=homework, at=at)
    assert (attempt.amount_kobo, attempt.credit_kobo) == (50_000, 0)
    plan = Plan.objects.get(name="Monthly")
    assert services.plan_cost(student=homework.student, plan=plan).credit_kobo == 0
    decided(books, row, "declined", at)
    assert services.release_if_covered(homework=homework, at=at)
    agree(books, at)


def test_what_the_bank_took_was_there(source: Payment, books: Books, homework: Homework, at: datetime) -> None:
    row = disputed(books, source, at)
    assert not services.release_if_covered(homework=homework, at=at)
    decided(books, row, "merchant-accepted", at)
    assert ledger.credit_of(homework.student) == 0
    assert ledger.balances().get(LedgerAccount.DISPUTES, 0) == 0
    agree(books, at)


def test_only_what_the_bank_asks_for_waits(books: Books, homework: Homework, finance: User, at: datetime) -> None:
    short, source = (make_payment(homework_waiting_too(homework)) for _ in range(2))
    for payment, amount_kobo in ((short, 20_000), (source, 49_900)):
        books.receives(payment, at, amount=amount_kobo)
        services.settle(reference=payment.reference, at=at)
        services.credit_held_money(payment=payment, actor=finance, at=at)
    row = disputed(books, source, at)
    assert services.spendable_credit_of(homework.student) == 20_000
    row["refund_amount"] = 30_000
    decided(books, row, "merchant-accepted", at)
    assert services.spendable_credit_of(homework.student) == ledger.credit_of(homework.student) == 39_900
    agree(books, at)


def test_a_link_whose_credit_is_frozen_brings_credit_itself(
    source: Payment, books: Books, homework: Homework, at: datetime
) -> None:
    plan = Plan.objects.get(name="Monthly")
    attempt = services.open_plan_attempt(student=homework.student, plan=plan, homework=None, at=at)
    assert attempt.credit_kobo == 50_000
    disputed(books, source, at)
    books.receives(attempt, at)
    assert services.settle(reference=attempt.reference, at=at).outcome == "credit_gone"
    assert services.spendable_credit_of(homework.student) == attempt.amount_kobo
    agree(books, at)
