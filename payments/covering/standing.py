"""How a payment stands after money went back or is asked back, and what follows for what it bought."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from core.money import naira
from core.services import record
from homework import services as homework_services
from homework.models import Homework
from payments.books import bookings, ledger
from payments.covering import plans
from payments.covering.credit import return_beside
from payments.covering.entitlement import counting, is_entitled, is_paid
from payments.events import student_credited
from payments.models import CreditUse, Dispute, FinanceTask, LedgerTransaction, Payment, Refund, Subscription
from payments.tasks import raise_task

Status, Outcome, Kind, Task = Payment.Status, Payment.Outcome, LedgerTransaction.Kind, FinanceTask.Kind


@dataclass(frozen=True)
class Obstacle:
    """Why money that counts again buys nothing: for the ledger, for finance, and in words for people.

    `outcome` is what the payment's becomes; None: it stays.
    """

    booked_as: LedgerTransaction.Kind
    task: FinanceTask.Kind
    words: str
    outcome: Payment.Outcome | None = None


PAID_ANEW = Obstacle(Kind.DUPLICATE_FOUND, Task.DUPLICATE, "its homework was paid anew meanwhile", Outcome.DUPLICATE)
WITHDRAWN = Obstacle(Kind.WITHDRAWN, Task.TOO_LATE, "its homework was withdrawn meanwhile")
CREDIT_GONE = Obstacle(
    Kind.USE_RETURNED, Task.CREDIT_GONE, "the credit beside it was given back meanwhile", Outcome.CREDIT_GONE
)
PLAN_ANEW = Obstacle(Kind.PLAN_REST, Task.DUPLICATE, "its plan had made way for another")


def gone_kobo(payment: Payment) -> int:
    """Returns what has gone back for good: refunds paid out and disputes lost."""
    refunded = payment.refunds.filter(status=Refund.Status.PROCESSED).aggregate(total=Sum("amount_kobo"))["total"] or 0
    return refunded + _lost_kobo(payment)


def going_back_kobo(payment: Payment) -> int:
    """Returns what has gone back or is on its way."""
    return refunded_kobo(payment) + _lost_kobo(payment)


def left_kobo(payment: Payment) -> int:
    """Returns what has neither gone back nor is on its way."""
    return (payment.paid_amount_kobo or 0) - going_back_kobo(payment)


def refunded_kobo(payment: Payment) -> int:
    """Returns what its refunds come to that did not fail: asked for, on their way, paid out."""
    return payment.refunds.exclude(status__in=Refund.DEAD).aggregate(total=Sum("amount_kobo"))["total"] or 0


def _lost_kobo(payment: Payment) -> int:
    return payment.disputes.filter(resolution__in=Dispute.LOST).aggregate(total=Sum("amount_kobo"))["total"] or 0


def returnable_kobo(payment: Payment) -> int:
    """Returns what can still be refunded: what is left, without credit of this payment that the student has spent."""
    if payment.paid_amount_kobo is None or payment.outcome == Outcome.WRONG_MODE:
        return 0
    became_credit_kobo = -ledger.positions(payment).get("student_credit", 0)
    spent_kobo = max(became_credit_kobo - ledger.credit_of(payment.student), 0)
    return max(payment.paid_amount_kobo - going_back_kobo(payment) - spent_kobo, 0)


def restate(payment: Payment, at: datetime) -> None:
    """Brings the status of a locked, booked payment in line with its refunds and disputes, and what it bought with that."""
    status = _status(payment)
    if status != payment.status:
        if status in Payment.COUNTS and payment.status not in Payment.COUNTS:
            _make_room(payment, at)
        payment.status = status
        payment.save(update_fields=["status", "outcome"])
        record(f"payment.{status.value}", subject=payment)
    if status == Status.REFUNDED:
        for subscription in Subscription.objects.filter(payment=payment):
            plans.end_early(subscription=subscription, by_dispute=_lost_kobo(payment) > 0, at=at)
    follow_homework(payment, at)


def _status(payment: Payment) -> Payment.Status:
    if payment.disputes.filter(resolved_at=None).exists():
        return Status.DISPUTED
    gone = gone_kobo(payment)
    if gone and gone >= (payment.paid_amount_kobo or 0):
        return Status.REFUNDED
    return Status.PARTLY_REFUNDED if gone else Status.PAID


def came_back(payment: Payment, at: datetime) -> None:
    """Money of a locked payment that was on its way back is here again: a refund was dropped."""
    if _counts(payment):
        _make_room(payment, at)
        payment.save(update_fields=["outcome"])
    follow_homework(payment, at)


def step_aside(homework: Homework, at: datetime) -> None:
    """A homework is paid again: an earlier payment that is wholly on its way back no longer buys it, even if that fails."""
    bought = Q(homework=homework, purpose=Payment.Purpose.HOMEWORK, outcome__in=Payment.BOUGHT)
    for payment in Payment.objects.select_for_update().filter(bought, status__in=Payment.COUNTS):
        if not _counts(payment):
            payment.outcome = Outcome.DUPLICATE
            payment.save(update_fields=["outcome"])
            record("payment.stepped_aside", subject=payment, homework=homework.pk)


def _make_room(payment: Payment, at: datetime) -> None:
    """The payment counts again. Where that buys nothing any more, its money becomes credit; student and finance are told."""
    obstacle = _why_it_buys_nothing(payment)
    if obstacle is None:
        return
    payment.outcome = obstacle.outcome or payment.outcome
    if payment.purpose == Payment.Purpose.PLAN:
        credited_kobo = plans.give_rest_back(payment, at)
    else:
        credited_kobo = bookings.revenue_became_credit(payment, obstacle.booked_as, at)
    if credited_kobo:
        became = f"{naira(credited_kobo)} became the student's credit; refund it if they ask for that."
        text = f"{payment.reference} counts again, but {obstacle.words}. {became}"
        raise_task(kind=obstacle.task, key=f"{obstacle.task.value}:{payment.reference}", text=text, payment=payment, at=at)
        student_credited.send(Payment, student=payment.student, amount_kobo=credited_kobo, payment=payment, at=at)


def still_buys(payment: Payment) -> bool:
    """Whether booked money bought something that the student still has, or had while it counted; it may be credit instead."""
    return payment.has_bought and _why_it_buys_nothing(payment) is None


def _why_it_buys_nothing(payment: Payment) -> Obstacle | None:
    """Its homework was withdrawn or paid again meanwhile, the credit for the rest of the price was given back, or its period
    made way for another."""
    homework = payment.homework
    if payment.purpose == Payment.Purpose.PLAN:
        return PLAN_ANEW if Subscription.objects.filter(payment=payment, ended_early_at__isnull=False).exists() else None
    if homework is None:
        return None
    if payment.outcome == Outcome.DUPLICATE or (payment.has_bought and _is_paid_anew(payment, homework)):
        return PAID_ANEW
    if payment.has_bought and homework.status == Homework.Status.CANCELLED:
        return WITHDRAWN
    given_back = CreditUse.objects.filter(payment=payment, returned_at__isnull=False)
    if payment.outcome == Outcome.CREDIT_GONE or (payment.has_bought and given_back.exists()):
        return CREDIT_GONE
    return None


def _is_paid_anew(payment: Payment, homework: Homework) -> bool:
    same = Q(homework=homework, purpose=Payment.Purpose.HOMEWORK, outcome__in=Payment.BOUGHT)
    if Payment.objects.filter(same, status__in=Payment.COUNTS).exclude(pk=payment.pk).exists():
        return True
    return CreditUse.objects.filter(homework=homework, payment=None, returned_at=None).exists()


def follow_homework(payment: Payment, at: datetime) -> None:
    """A homework that no tutor has claimed leaves the queue while nothing pays for it, and comes back when something does.

    Credit that went into it together with the payment is the student's again meanwhile.
    """
    if payment.purpose != Payment.Purpose.HOMEWORK or payment.homework_id is None or not payment.has_bought:
        return
    homework = homework_services.locked(payment.homework_id)
    if homework.status == Homework.Status.QUEUED and not _counts(payment):
        if not is_entitled(homework=homework, at=at):
            homework_services.withhold(homework_id=homework.pk)
        return_beside(payment, CreditUse.objects.filter(payment=payment), at)
    elif homework.status == Homework.Status.AWAITING_PAYMENT and is_paid(homework) and _counts(payment):
        homework_services.release(homework_id=homework.pk, at=at)


def _counts(payment: Payment) -> bool:
    return counting(Payment.objects.filter(pk=payment.pk)).exists()
