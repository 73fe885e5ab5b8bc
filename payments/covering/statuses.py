"""What a student has now, worked out from dates, money and counts at the moment of asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homework.models import Homework
from payments.books import ledger
from payments.covering.entitlement import counting_periods, covered_homework, period_of
from payments.models import Payment, Refund, Subscription
from students.models import Student

RECENT = timedelta(days=7)
ANSWERED = (Homework.Status.SOLVED, Homework.Status.CLOSED, Homework.Status.DISPUTED)


@dataclass(frozen=True)
class PlanStatus:
    """A student's plan, credit that can be spent, and open matters.

    `period` runs now; `paid_until` is the last covered minute, also over periods that follow; `ended` is the last one if it
    ended within a week and nothing runs. `sent` and `solved` count the homeworks that the period covers.
    """

    period: Subscription | None
    paid_until: datetime | None
    ended: Subscription | None
    sent: int
    solved: int
    last_payment: Payment | None
    pending_payment: Payment | None
    credit_kobo: int
    has_dispute: bool
    has_refund: bool


def plan_status(*, student: Student, at: datetime) -> PlanStatus:
    """Returns what the student has at a moment; reads, and changes nothing."""
    period = period_of(student, at)
    last = Subscription.objects.filter(student=student).select_related("plan", "payment").order_by("-ends_at").first()
    last_paid = counting_periods(student).order_by("-ends_at").first() if period else None
    covered = covered_homework(period) if period else Homework.objects.none()
    payments = Payment.objects.filter(student=student)
    bought = payments.filter(settled_at__isnull=False, outcome__in=Payment.BOUGHT)
    live_refunds = Refund.objects.filter(payment__student=student, finished_at=None)
    ended = last if last and period is None and at - RECENT <= last.ends_at <= at else None
    return PlanStatus(
        period=period,
        paid_until=last_paid.last_moment if last_paid else None,
        ended=ended,
        sent=covered.count(),
        solved=covered.filter(status__in=ANSWERED).count(),
        last_payment=bought.filter(purpose=Payment.Purpose.PLAN).order_by("-settled_at").first(),
        pending_payment=payments.filter(purpose=Payment.Purpose.PLAN, status__in=Payment.OPEN).first(),
        credit_kobo=ledger.spendable_credit_of(student),
        has_dispute=payments.filter(disputes__isnull=False, disputes__resolved_at=None).exists(),
        has_refund=live_refunds.exists(),
    )
