"""A refund that failed here and is paid out by Paystack after all: the money has left, and the books say so."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User

from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import ledger
from payments.models import FinanceTask, LedgerAccount, Payment, Refund
from payments.tests.books import Books, Row
from payments.tests.happenings import agree, fails, paid_anew, sent_back_elsewhere
from payments.tests.paystack import Announcements


@pytest.fixture
def failed(settled: Payment, books: Books, at: datetime) -> Row:
    row = sent_back_elsewhere(books, settled, at)
    fails(books, row, settled, at)
    return row


def paid_out(row: Row, payment: Payment, at: datetime) -> Payment:
    row["status"] = "processed"
    for _ in range(2):
        services.sync_refunds(payment=payment, at=at)
    return Payment.objects.get(pk=payment.pk)


def open_tasks(kind: str = "refund") -> list[str]:
    return list(FinanceTask.objects.filter(kind=kind, resolved_at=None).values_list("text", flat=True))


def test_it_is_booked_told_and_looked_at(
    failed: Row, settled: Payment, books: Books, at: datetime, announced: Announcements
) -> None:
    payment = paid_out(failed, settled, at)
    assert (payment.status, Refund.objects.get().status) == ("refunded", "processed")
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT
    assert len(open_tasks()) == 1
    assert "paid out after it had failed" in open_tasks()[0]
    assert announced.names == ["refund"]
    agree(books, at)


def test_what_had_become_credit_meanwhile_is_taken_first(
    failed: Row, settled: Payment, books: Books, homework: Homework, at: datetime
) -> None:
    homework_services.cancel(homework_id=homework.pk, at=at)
    assert ledger.credit_of(settled.student) == 50_000
    paid_out(failed, settled, at)
    assert (ledger.credit_of(settled.student), ledger.balances().get(LedgerAccount.REFUNDS, 0)) == (0, 0)
    agree(books, at)


def test_the_homework_can_be_paid_anew_afterwards(
    failed: Row, settled: Payment, books: Books, homework: Homework, at: datetime
) -> None:
    paid_out(failed, settled, at)
    assert paid_anew(books, homework, at).outcome == "settled"
    agree(books, at)


def test_one_of_ours_that_waits_for_approval_gives_way(
    failed: Row, settled: Payment, books: Books, finance: User, at: datetime
) -> None:
    waits = services.ask_refund(payment=settled, amount_kobo=50_000, reason="", actor=finance, at=at)
    Refund.objects.filter(pk=waits.pk).update(status="requested")
    paid_out(failed, settled, at)
    waits.refresh_from_db()
    assert waits.status == "declined"
    agree(books, at)


def test_more_than_came_is_not_booked_but_looked_at(failed: Row, settled: Payment, books: Books, at: datetime) -> None:
    """Finance had made it good by a second refund, which was paid out too."""
    second = sent_back_elsewhere(books, settled, at)
    paid_out(second, settled, at)
    assert paid_out(failed, settled, at).status == "refunded"
    assert [refund.status for refund in Refund.objects.order_by("pk")] == ["failed", "processed"]
    assert any("more went back than came" in text for text in open_tasks())
