"""Whether a homework may go to the tutors: decided here and nowhere else, from money and dates, never from a flag."""

from datetime import datetime

from homework.models import Homework
from payments.models import Payment


def is_paid(homework: Homework) -> bool:
    """Whether a payment of its own has settled for this homework."""
    return Payment.objects.filter(homework=homework, status=Payment.Status.PAID, outcome__in=Payment.BOUGHT).exists()


def is_entitled(*, homework: Homework, at: datetime) -> bool:
    """Whether the homework is covered at this moment; so far only its own payment covers it."""
    return is_paid(homework)
