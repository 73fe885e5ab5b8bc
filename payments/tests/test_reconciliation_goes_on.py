"""A payment that cannot be booked costs the night nothing but that payment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from payments.models import Dispute, FinanceTask, Payment, Refund
from payments.paying import purchases
from payments.tests.books import Books
from tests.builders import make_homework, make_payment, make_student


@pytest.fixture
def unbookable(payment: Payment, monkeypatch: pytest.MonkeyPatch) -> Payment:
    complete = purchases.complete

    def refuse_one(row: Payment, at: datetime) -> None:
        if row.pk == payment.pk:
            raise IntegrityError("a constraint that nobody thought of")
        complete(row, at)

    monkeypatch.setattr(purchases, "complete", refuse_one)
    return payment


def compare(at: datetime) -> Any:
    with pytest.raises(CommandError) as ended:
        call_command("reconcile_paystack", now=(at + timedelta(hours=1)).isoformat())
    return ended.value.returncode


def test_the_others_are_settled_and_the_bad_one_becomes_a_task(unbookable: Payment, books: Books, at: datetime) -> None:
    good = make_payment(make_homework(make_student("Bola Ade"), status="awaiting_payment"))
    books.receives(unbookable, at)
    books.receives(good, at)
    assert compare(at) == 1
    good.refresh_from_db()
    unbookable.refresh_from_db()
    assert good.is_booked
    assert not unbookable.is_booked
    assert FinanceTask.objects.get().payment == unbookable


def test_a_refund_or_dispute_of_it_does_not_stop_the_others(unbookable: Payment, books: Books, at: datetime) -> None:
    """The news of a dispute settles its payment first."""
    others = [make_payment(make_homework(make_student(name), status="awaiting_payment")) for name in ("Bola Ade", "Chidi Eze")]
    for payment in [unbookable, *others]:
        books.receives(payment, at)
    books.opens_dispute(unbookable.reference)
    books.makes_refund(others[0].reference, 50_000)
    books.opens_dispute(others[1].reference)
    assert compare(at) == 1
    assert Refund.objects.get().payment == others[0]
    assert Dispute.objects.get().payment == others[1]
