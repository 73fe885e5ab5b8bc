"""Rows of money for reports, exports and reconciliation, made at once rather than lived through."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from homework.models import Homework
from payments.models import Dispute, Payment, Refund
from students.models import Student
from tests.builders import make_student


def lagos(text: str) -> datetime:
    """A moment given as `2026-11-02 10:00` in Lagos."""
    return timezone.make_aware(datetime.fromisoformat(text))


def student(name: str = "Ada Obi", phone: str = "2348031234567") -> Student:
    """The one student of this name."""
    return Student.objects.filter(full_name=name).first() or make_student(name, phone=phone)


def paid(at: datetime, amount_kobo: int = 50_000, *, name: str = "Ada Obi", **facts: Any) -> Payment:
    """A settled payment of an own homework, whose attempt was made ten minutes earlier."""
    owner = facts.pop("student", None) or student(name)
    made = at - timedelta(minutes=10)
    values: dict[str, Any] = {
        "student": owner,
        "homework": Homework.objects.create(student=owner, created_at=made),
        "amount_kobo": amount_kobo,
        "mode": "test",
        "quoted_at": made,
        "created_at": made,
        "checkout_at": made,
        "status": Payment.Status.PAID,
        "outcome": Payment.Outcome.SETTLED,
        "paid_at": at,
        "settled_at": at + timedelta(minutes=1),
        "paid_amount_kobo": amount_kobo,
        "paid_currency": "NGN",
        "fees_kobo": amount_kobo * 15 // 1000,
        "channel": "card",
    }
    return Payment.objects.create(**values | facts)


def attempt(at: datetime, *, name: str = "Ada Obi") -> Payment:
    """An attempt that brought nothing so far."""
    owner = student(name)
    homework = Homework.objects.create(student=owner, created_at=at)
    return Payment.objects.create(
        student=owner, homework=homework, amount_kobo=50_000, mode="test", quoted_at=at, created_at=at, checkout_at=at
    )


def refunded(payment: Payment, at: datetime, amount_kobo: int) -> Refund:
    return Refund.objects.create(
        payment=payment,
        amount_kobo=amount_kobo,
        status=Refund.Status.PROCESSED,
        asked_at=at - timedelta(days=1),
        finished_at=at,
        paystack_id=900_000 + payment.pk,
    )


def lost_dispute(payment: Payment, at: datetime, amount_kobo: int) -> Dispute:
    return Dispute.objects.create(
        payment=payment,
        paystack_id=800_000 + payment.pk,
        amount_kobo=amount_kobo,
        opened_at=at - timedelta(days=1),
        resolved_at=at,
        status=Dispute.Status.RESOLVED,
        resolution=Dispute.Resolution.MERCHANT_ACCEPTED,
    )
