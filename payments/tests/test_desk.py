"""What the desk finds and tells of money; its doors are in `test_home`."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from core.clock import now
from core.pieces import Person
from core.testing import found, told
from payments.models import Payment, Refund
from payments.tests.money_rows import attempt, paid, refunded, student


@pytest.fixture
def femi(db: None) -> User:
    user = User.objects.create_user("femi", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_payment", "view_refund"]))
    return user


@pytest.fixture
def payment(db: None) -> Payment:
    payment = paid(now() - timedelta(days=3))
    attempt(now())
    return payment


def of(payment: Payment) -> Person:
    return Person(students=frozenset({payment.student_id}), leads=frozenset())


def test_a_payment_is_found_by_its_reference(payment: Payment, femi: User) -> None:
    (door,) = found("payments.payments", payment.reference.upper(), femi)
    assert (door.title, door.text) == (f"{payment.reference} (₦500)", "Ada Obi, paid")
    assert door.url == f"/admin/payments/payment/{payment.pk}/change/"


def test_the_latest_payments_of_a_student_come_first(payment: Payment, femi: User) -> None:
    assert [door.text for door in found("payments.payments", payment.student.code, femi)] == [
        "Ada Obi, created",
        "Ada Obi, paid",
    ]


def test_money_that_came_and_went_back_is_told(payment: Payment, femi: User, django_assert_num_queries: Any) -> None:
    refund = refunded(payment, now(), 10_000)
    Refund.objects.create(payment=paid(now(), student=student("Bola Ade", "")), amount_kobo=1)
    femi.has_perm("payments.view_payment")
    with django_assert_num_queries(2):
        came, went = told("payments.paid", of(payment), femi), told("payments.refunded", of(payment), femi)
    assert [(entry.at, entry.door.text) for entry in came] == [(payment.paid_at, f"paid for {payment.homework}")]
    assert [(entry.at, entry.door.text) for entry in went] == [(refund.asked_at, "₦100, refunded")]


def test_a_stranger_finds_and_is_told_nothing(payment: Payment) -> None:
    stranger = User.objects.create_user("stranger", is_staff=True)
    assert found("payments.payments", payment.reference, stranger) == []
    assert told("payments.paid", of(payment), stranger) == []
