"""Which accounts each event moves: the whole of our accounting in one file.

A payment's money is followed by the transactions that name the payment: their sums say how much of it is revenue, credit, held
or on its way back (`ledger.positions`). Spending credit names no payment, because credit is one sum per student.
"""

from datetime import date, datetime

from homework.models import Homework
from payments.books.ledger import Leg, book, credit_of, positions, reverse
from payments.models import CreditUse, Dispute, LedgerAccount, LedgerTransaction, Payment, Refund, Subscription

Account = LedgerAccount
Kind = LedgerTransaction.Kind


def payment_came_in(payment: Payment, at: datetime) -> None:
    """Money came in, whatever it did. Paystack keeps its fee; a fee that the payer paid on top is not our cost."""
    assert payment.paid_amount_kobo is not None
    currency, paid, fees = payment.paid_currency, payment.paid_amount_kobo, payment.fees_kobo or 0
    there = Account.OTHER_MODE if payment.outcome == Payment.Outcome.WRONG_MODE else Account.CLEARING
    on_top = paid - payment.amount_kobo if payment.outcome == Payment.Outcome.SETTLED else 0
    legs = [Leg(there, paid - fees, currency), Leg(Account.FEES, fees - on_top, currency), *_what_it_bought(payment)]
    _book_payment(payment, Kind.PAYMENT, f"payment:{payment.reference}", legs, at)


def _what_it_bought(payment: Payment) -> list[Leg]:
    paid, due = payment.paid_amount_kobo or 0, payment.amount_kobo
    if payment.outcome in Payment.HELD:
        return [Leg(Account.HELD, -paid, payment.paid_currency)]
    if payment.outcome in Payment.CREDITED:
        return [Leg(Account.STUDENT_CREDIT, -paid)]
    earned = Account.DEFERRED if payment.purpose == Payment.Purpose.PLAN else Account.REVENUE
    over = paid - due if payment.outcome == Payment.Outcome.OVER else 0
    return [Leg(earned, -due), Leg(Account.STUDENT_CREDIT, -over)]


def fee_corrected(payment: Payment, fees_kobo: int, number: int, at: datetime) -> None:
    """Paystack's books name another fee than it told us when the money came."""
    more = fees_kobo - (payment.fees_kobo or 0)
    there = Account.OTHER_MODE if payment.outcome == Payment.Outcome.WRONG_MODE else Account.CLEARING
    legs = [Leg(Account.FEES, more, payment.paid_currency), Leg(there, -more, payment.paid_currency)]
    _book_payment(payment, Kind.FEE_CORRECTED, f"fee:{payment.reference}:{number}", legs, at)


def held_became_credit(payment: Payment, amount_kobo: int, at: datetime) -> None:
    legs = [Leg(Account.HELD, amount_kobo), Leg(Account.STUDENT_CREDIT, -amount_kobo)]
    _book_payment(payment, Kind.HELD_CREDITED, f"held-credited:{payment.reference}", legs, at)


def revenue_became_credit(payment: Payment, kind: LedgerTransaction.Kind, at: datetime) -> int:
    """The homework was withdrawn, or turned out to be paid twice: what is left of its money is the student's again.

    More of it may become theirs later, where a refund of another part fails.
    """
    now_there = positions(payment)
    left_kobo = -(now_there.get(Account.REVENUE, 0) + now_there.get(Account.REFUNDS, 0) + now_there.get(Account.DISPUTES, 0))
    if left_kobo <= 0:
        return 0
    legs = [Leg(Account.REVENUE, left_kobo), Leg(Account.STUDENT_CREDIT, -left_kobo)]
    earlier = LedgerTransaction.objects.filter(payment=payment, kind=kind).count()
    key = f"{kind.value}:{payment.reference}" + (f":{earlier + 1}" if earlier else "")
    _book_payment(payment, kind, key, legs, at, homework=payment.homework)
    return left_kobo


def credit_spent(use: CreditUse, at: datetime) -> None:
    _book_credit(use, Kind.CREDIT_SPENT, f"credit-use:{use.pk}", use.amount_kobo, at)


def credit_returned(use: CreditUse, at: datetime) -> None:
    _book_credit(use, Kind.CREDIT_RETURNED, f"credit-back:{use.pk}", -use.returned_kobo, at)


def _book_credit(use: CreditUse, kind: LedgerTransaction.Kind, key: str, spent_kobo: int, at: datetime) -> None:
    """Moves credit into what it bought; a negative amount moves it back."""
    earned = Account.REVENUE if use.subscription is None else Account.DEFERRED
    legs = [Leg(Account.STUDENT_CREDIT, spent_kobo), Leg(earned, -spent_kobo)]
    book(
        kind=kind,
        key=key,
        student=use.student,
        legs=legs,
        at=at,
        homework=use.homework,
        subscription=use.subscription,
    )


def plan_day_earned(subscription: Subscription, day: date, amount_kobo: int, at: datetime) -> None:
    legs = [Leg(Account.DEFERRED, amount_kobo), Leg(Account.REVENUE, -amount_kobo)]
    key = f"plan-day:{subscription.pk}:{day}"
    book(kind=Kind.PLAN_DAY, key=key, student=subscription.student, legs=legs, at=at, day=day, subscription=subscription)


def plan_ended(subscription: Subscription, unearned_kobo: int, *, by_dispute: bool, at: datetime) -> None:
    """The money went back before the plan was used up: what was never earned makes up for it."""
    lost = Account.DISPUTES if by_dispute else Account.REFUNDS
    legs = [Leg(Account.DEFERRED, unearned_kobo), Leg(lost, -unearned_kobo)]
    key = f"plan-ended:{subscription.pk}"
    book(kind=Kind.PLAN_ENDED, key=key, student=subscription.student, legs=legs, at=at, subscription=subscription)


def plan_rest_became_credit(subscription: Subscription, payment: Payment, at: datetime) -> int:
    """The plan had ended early and its money stays: what `plan_ended` had set against the loss is the student's credit.

    More of it may become theirs later, where a refund of another part fails. Returns it in kobo.
    """
    ended = LedgerTransaction.objects.filter(subscription=subscription, kind=Kind.PLAN_ENDED).first()
    if ended is None:
        return 0
    lost = LedgerAccount(ended.entries.get(amount_kobo__lt=0).account)
    now_there = positions(payment)
    gone_kobo = now_there.get(Account.REFUNDS, 0) + now_there.get(Account.DISPUTES, 0)
    left_kobo = ended.entries.get(amount_kobo__gt=0).amount_kobo - gone_kobo
    if left_kobo <= 0:
        return 0
    earlier = LedgerTransaction.objects.filter(payment=payment, kind=Kind.PLAN_REST).count()
    key = f"plan-rest:{payment.reference}:{earlier + 1}"
    legs = [Leg(lost, left_kobo), Leg(Account.STUDENT_CREDIT, -left_kobo)]
    _book_payment(payment, Kind.PLAN_REST, key, legs, at)
    return left_kobo


def refund_asked(refund: Refund, at: datetime) -> None:
    """Sets the money aside, so that nobody spends it while it is on its way."""
    _set_aside(refund, f"refund-asked:{refund.pk}", at)


def refund_asked_again(refund: Refund, at: datetime) -> None:
    """It had failed, its money was put back, and it is paid out after all: from wherever the money stands by now."""
    _set_aside(refund, f"refund-asked-again:{refund.pk}", at)


def _set_aside(refund: Refund, key: str, at: datetime) -> None:
    legs = [*_taken_from(refund.payment, refund.amount_kobo, Account.REFUNDS)]
    legs.append(Leg(Account.REFUNDS_DUE, -refund.amount_kobo, refund.currency))
    _book_payment(refund.payment, Kind.REFUND_ASKED, key, legs, at, refund=refund)


def refund_paid(refund: Refund, at: datetime) -> None:
    """Paystack gives no fee back, so the whole amount leaves what it holds for us."""
    legs = [Leg(Account.REFUNDS_DUE, refund.amount_kobo, refund.currency)]
    legs.append(Leg(Account.CLEARING, -refund.amount_kobo, refund.currency))
    _book_payment(refund.payment, Kind.REFUND_PAID, f"refund-paid:{refund.pk}", legs, at, refund=refund)


def refund_dropped(refund: Refund, at: datetime) -> None:
    asked = LedgerTransaction.objects.get(key=f"refund-asked:{refund.pk}")
    reverse(asked, kind=Kind.REFUND_DROPPED, key=f"refund-dropped:{refund.pk}", at=at)


def dispute_lost(dispute: Dispute, at: datetime) -> None:
    legs = [*_taken_from(dispute.payment, dispute.amount_kobo, Account.DISPUTES)]
    legs.append(Leg(Account.CLEARING, -dispute.amount_kobo, dispute.currency))
    _book_payment(dispute.payment, Kind.DISPUTE_LOST, f"dispute-lost:{dispute.pk}", legs, at, dispute=dispute)


def _taken_from(payment: Payment, amount_kobo: int, rest: LedgerAccount) -> list[Leg]:
    """Where money that goes back comes from: held money first, then the credit it became, as far as it is not spent."""
    legs, missing = [], amount_kobo
    now_there = positions(payment)
    available = {
        Account.HELD: -now_there.get(Account.HELD, 0),
        Account.STUDENT_CREDIT: min(-now_there.get(Account.STUDENT_CREDIT, 0), credit_of(payment.student)),
    }
    for account, there_kobo in available.items():
        taken = max(min(missing, there_kobo), 0)
        legs.append(Leg(account, taken, payment.paid_currency))
        missing -= taken
    return [*legs, Leg(rest, missing, payment.paid_currency)]


def _book_payment(
    payment: Payment,
    kind: LedgerTransaction.Kind,
    key: str,
    legs: list[Leg],
    at: datetime,
    *,
    homework: Homework | None = None,
    refund: Refund | None = None,
    dispute: Dispute | None = None,
) -> None:
    book(
        kind=kind,
        key=key,
        student=payment.student,
        legs=legs,
        at=at,
        payment=payment,
        homework=homework,
        refund=refund,
        dispute=dispute,
    )
