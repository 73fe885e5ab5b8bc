"""Whether a homework may go to the tutors: decided here and nowhere else, from money and dates, never from a flag."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from homework import services as homework_services
from homework.models import Homework
from payments.books import ledger
from payments.covering import credit
from payments.giving_up import give_up_open
from payments.models import CreditUse, Payment, Refund, Subscription
from students.models import Student


class CoveredBy(StrEnum):
    """What pays for a homework without another payment."""

    PAYMENT = "payment"
    PLAN = "plan"
    CREDIT = "credit"


@dataclass(frozen=True)
class Cost:
    """What a homework costs its student at a moment: the quoted price, the credit that goes into it, and what is left to pay.

    `covered_by` is empty while something is left to pay. `limit_reached`: a plan runs, but its fair use is used up.
    """

    price_kobo: int
    credit_kobo: int
    due_kobo: int
    covered_by: CoveredBy | None
    limit_reached: bool = False


def counting(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Those whose money is here undisputedly, and not wholly on its way back."""
    going_back = Sum("refunds__amount_kobo", filter=~Q(refunds__status__in=Refund.DEAD))
    return (
        payments.filter(status__in=Payment.COUNTS)
        .annotate(going_back_kobo=Coalesce(going_back, 0))
        .filter(going_back_kobo__lt=F("paid_amount_kobo"))
    )


def is_paid(homework: Homework) -> bool:
    """Whether money or credit has been given for this homework itself, and is still given."""
    own = Payment.objects.filter(homework=homework, purpose=Payment.Purpose.HOMEWORK, outcome__in=Payment.BOUGHT)
    if counting(own).exists():
        return True
    return CreditUse.objects.filter(homework=homework, payment=None, returned_at=None).exists()


def is_entitled(*, homework: Homework, at: datetime) -> bool:
    """Whether the homework is covered at this moment: paid for, or within a plan and its fair use.

    The student's credit counts only once it is spent: `release_if_covered` does that.
    """
    if is_paid(homework):
        return True
    period = period_of(homework.student, at)
    return period is not None and has_room(period, homework)


def period_of(student: Student, at: datetime) -> Subscription | None:
    """Returns the student's plan at this moment; none while its payment is disputed or goes back."""
    running = counting_periods(student).filter(starts_at__lte=at, ends_at__gt=at)
    return running.select_related("plan", "payment").first()


def counting_periods(student: Student) -> QuerySet[Subscription]:
    """The student's periods that are paid for undisputedly, whenever they run."""
    paid = counting(Payment.objects.filter(student=student, purpose=Payment.Purpose.PLAN))
    return Subscription.objects.filter(Q(payment=None) | Q(payment__in=paid.values("pk")), student=student)


def covered_homework(period: Subscription) -> QuerySet[Homework]:
    """The homeworks that count against a period: released in it, and neither withdrawn nor paid for by themselves."""
    released = Homework.objects.filter(
        student=period.student, released_at__gte=period.starts_at, released_at__lt=period.ends_at
    ).exclude(status=Homework.Status.CANCELLED)
    own = Payment.objects.filter(
        homework__in=released, purpose=Payment.Purpose.HOMEWORK, status__in=Payment.BOOKED, outcome__in=Payment.BOUGHT
    )
    spent = CreditUse.objects.filter(homework__in=released, returned_at=None)
    return released.exclude(pk__in=own.values("homework")).exclude(pk__in=spent.values("homework"))


def has_room(period: Subscription, homework: Homework | None = None) -> bool:
    """Whether fair use leaves room for one more homework."""
    used = covered_homework(period)
    if homework is not None:
        used = used.exclude(pk=homework.pk)
    return used.count() < period.homework_limit


@transaction.atomic
def cost_of(*, homework: Homework, at: datetime) -> Cost:
    """Returns what the homework costs now; the price quoted first holds for a day."""
    price_kobo = homework_services.quote(homework=homework, at=at)
    if is_paid(homework):
        return Cost(price_kobo, 0, 0, CoveredBy.PAYMENT)
    period = period_of(homework.student, at)
    if period and has_room(period, homework):
        return Cost(price_kobo, 0, 0, CoveredBy.PLAN)
    parts = credit.split(price_kobo, ledger.spendable_credit_of(homework.student))
    covered_by = None if parts.due_kobo else CoveredBy.CREDIT
    return Cost(price_kobo, parts.credit_kobo, parts.due_kobo, covered_by, limit_reached=period is not None)


@transaction.atomic
def release_if_covered(*, homework: Homework, at: datetime) -> bool:
    """Hands the homework to the tutors if nothing is left to pay, spending the student's credit where that covers it.

    Returns:
        False, with nothing changed, if money is needed first.

    Raises:
        homework.services.NotAllowed: if the homework is withdrawn or with the tutors already.
    """
    row = homework_services.locked(homework.pk)
    student = credit.locked_student(row.student_id)
    cost = cost_of(homework=row, at=at)
    if cost.covered_by is None:
        return False
    if cost.covered_by is CoveredBy.CREDIT:
        credit.spend(student=student, amount_kobo=cost.credit_kobo, at=at, homework=row)
    homework_services.release(homework_id=row.pk, at=at)
    give_up_open(homework=row, purpose=Payment.Purpose.HOMEWORK, reason="It was covered without a payment.", at=at)
    return True
