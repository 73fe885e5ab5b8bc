from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from homework.models import Homework
from payments.models import Payment
from payments.services import give_up

PAID: dict[str, Any] = {"status": "paid", "outcome": "settled", "paid_amount_kobo": 50_000}


def refused(payment: Payment, **values: Any) -> str:
    """Writes straight to the table, past every service, and returns the constraint that objects."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**values)
    return str(caught.value)


def copy_of(payment: Payment, **values: Any) -> Payment:
    facts = {"amount_kobo": 50_000, "mode": "test", "quoted_at": payment.quoted_at} | values
    return Payment.objects.create(homework=payment.homework, student=payment.student, **facts)


def test_one_open_attempt_per_homework(payment: Payment) -> None:
    with pytest.raises(IntegrityError, match="payments_one_open_attempt_per_homework"), transaction.atomic():
        copy_of(payment)
    copy_of(payment, status="failed")
    copy_of(payment, status="given_up")


def test_one_settled_payment_per_homework(payment: Payment, at: datetime) -> None:
    times = {"paid_at": at, "settled_at": at}
    Payment.objects.filter(pk=payment.pk).update(**PAID, **times)
    with pytest.raises(IntegrityError, match="payments_one_settled_per_homework"), transaction.atomic():
        copy_of(payment, **PAID, **times)
    copy_of(payment, **PAID | {"outcome": "duplicate"}, **times)


def test_references_and_tokens_are_unique(payment: Payment, at: datetime) -> None:
    give_up(payment=payment, at=at)
    for field in ("reference", "token"):
        with pytest.raises(IntegrityError, match=field), transaction.atomic():
            copy_of(payment, **{field: getattr(payment, field)})


def test_money_always_has_an_outcome_and_an_outcome_money(payment: Payment, at: datetime) -> None:
    name = "payments_money_has_an_outcome"
    times = {"paid_at": at, "settled_at": at}
    assert name in refused(payment, status="paid")
    assert name in refused(payment, outcome="settled")
    assert name in refused(payment, **PAID | {"outcome": ""}, **times)
    assert name in refused(payment, **PAID | {"paid_amount_kobo": None}, **times)
    assert name in refused(payment, **PAID | {"status": "given_up"}, **times)
    assert name in refused(payment, paid_amount_kobo=50_000)


def test_amount_currency_and_homework_are_checked(payment: Payment) -> None:
    assert "payments_amount_is_positive" in refused(payment, amount_kobo=0)
    assert "payments_are_asked_in_naira" in refused(payment, currency="USD")
    assert "payments_for_homework_name_it" in refused(payment, homework=None)


def test_money_rows_are_never_cascaded_away(payment: Payment, homework: Homework) -> None:
    with pytest.raises(ProtectedError):
        homework.delete()
    with pytest.raises(ProtectedError):
        homework.student.delete()


def test_references_are_what_paystack_accepts(payment: Payment) -> None:
    assert len(payment.reference) <= 40
    assert payment.reference.replace("-", "").isalnum()
    assert payment.reference.isascii()
