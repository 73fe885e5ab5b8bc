"""What a payment that came in whole buys: a homework's release, or a period of a plan."""

from datetime import datetime

from homework import services as homework_services
from homework.models import Homework
from payments.books import ledger
from payments.covering import credit, plans
from payments.covering.entitlement import is_paid
from payments.models import Payment
from payments.paying.attempts import bought_after

Outcome = Payment.Outcome


def obstacle(payment: Payment) -> Payment.Outcome | None:
    """Returns why money that came in whole cannot buy what it was for. The payment, its homework and student are locked."""
    if payment.purpose == Payment.Purpose.PLAN:
        if bought_after(payment):
            return Outcome.DUPLICATE
    else:
        assert payment.homework is not None, "held by a constraint"
        if is_paid(payment.homework):
            return Outcome.DUPLICATE
        if not _still_waits(payment.homework):
            return Outcome.TOO_LATE
    enough = ledger.spendable_credit_of(payment.student) >= payment.credit_kobo
    return None if enough else Outcome.CREDIT_GONE


def complete(payment: Payment, at: datetime) -> None:
    """Spends the credit that goes with the payment, then starts the plan or releases the homework, which comes back fresh."""
    if payment.purpose == Payment.Purpose.PLAN:
        _start_plan(payment, at)
        return
    homework = payment.homework
    assert homework is not None, "held by a constraint"
    credit.spend(student=payment.student, amount_kobo=payment.credit_kobo, at=at, homework=homework, payment=payment)
    payment.homework = homework_services.release(homework_id=homework.pk, at=at)


def _start_plan(payment: Payment, at: datetime) -> None:
    assert payment.plan is not None, "held by a constraint"
    subscription = plans.begin(
        student=payment.student, plan=payment.plan, price_kobo=payment.price_kobo, payment=payment, at=at
    )
    credit.spend(student=payment.student, amount_kobo=payment.credit_kobo, at=at, subscription=subscription, payment=payment)
    if payment.homework is not None:
        plans.release_attached(payment.homework, at)


def _still_waits(homework: Homework) -> bool:
    """Whether the student still wants it sent: not withdrawn, not with the tutors by other means. One whose payment they
    gave up is a draft again, perhaps half rewritten: it goes only when they say so once more."""
    return homework.status == Homework.Status.AWAITING_PAYMENT
