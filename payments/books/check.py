"""Proves the books against the rows that they describe. Reads only; each finding is one line for people."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.fields import BigIntegerField, CharField
from django.db.models.functions import Cast, Coalesce, Concat

from core.money import naira
from payments.models import (
    CreditUse,
    Dispute,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    Refund,
    Subscription,
)

Account = LedgerAccount
Kind = LedgerTransaction.Kind


def problems(*, at: datetime) -> list[str]:
    """Returns what does not add up in the books at a moment; empty is good."""
    return [
        *_unbalanced(),
        *_payments(),
        *_refunds(),
        *_disputes(),
        *_credit_uses(),
        *_negative_credit(),
        *_plan_days(at),
    ]


def _unbalanced() -> Iterator[str]:
    sums = LedgerEntry.objects.order_by().values("transaction__key", "currency").annotate(total=Sum("amount_kobo"))
    for row in sums.exclude(total=0):
        yield f"{row['transaction__key']} does not balance: {row['total']} {row['currency']} too much."
    for transaction in LedgerTransaction.objects.filter(~Exists(LedgerEntry.objects.filter(transaction=OuterRef("pk")))):
        yield f"{transaction.key} has no entries."


def _booked(key: object, *accounts: LedgerAccount) -> Coalesce:
    """What a transaction with that key moved on these accounts together; 0 if there is none."""
    entries = LedgerEntry.objects.filter(transaction__key=key, account__in=accounts).order_by()
    total = entries.values("transaction").annotate(total=Sum("amount_kobo")).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=BigIntegerField())


def _key(prefix: str, field: str = "pk") -> Concat:
    return Concat(Value(prefix), Cast(OuterRef(field), CharField()))


def _payments() -> Iterator[str]:
    """Each booked payment brought exactly what was paid, and no payment without money has entries."""
    bad = (
        Payment.objects.filter(settled_at__isnull=False)
        .annotate(cash=_came_in(Account.CLEARING, Account.OTHER_MODE), fee=_came_in(Account.FEES))
        .annotate(on_top=_paid_on_top())
        .exclude(cash=F("paid_amount_kobo") - Coalesce(F("fees_kobo"), 0), fee=Coalesce(F("fees_kobo"), 0) - F("on_top"))
    )
    for payment in bad:
        came = f"{payment.reference} brought {payment.paid_amount_kobo} less fees of {payment.fees_kobo}"
        yield f"{came}, but the books say {payment.cash} and fees of {payment.fee}."
    early = LedgerTransaction.objects.filter(payment__settled_at=None, payment__isnull=False)
    for transaction in early.select_related("payment"):
        yield f"{transaction.key} moves money of {transaction.payment}, which is not booked."


def _came_in(*accounts: LedgerAccount) -> Coalesce:
    """What the coming of a payment moved on these accounts, corrections of its fee included."""
    kinds = [Kind.PAYMENT, Kind.FEE_CORRECTED]
    entries = LedgerEntry.objects.filter(
        transaction__payment=OuterRef("pk"), transaction__kind__in=kinds, account__in=accounts
    ).order_by()
    total = entries.values("transaction__payment").annotate(total=Sum("amount_kobo")).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=BigIntegerField())


def _paid_on_top() -> Case:
    """The fee that the payer paid on top of the price, as `bookings.payment_came_in` takes it."""
    return Case(When(outcome=Payment.Outcome.SETTLED, then=F("paid_amount_kobo") - F("amount_kobo")), default=Value(0))


def _refunds() -> Iterator[str]:
    """Money is set aside for each refund, and leaves or comes back as its status says."""
    rows = Refund.objects.annotate(
        asked=_booked(_key("refund-asked:"), Account.REFUNDS_DUE),
        paid=_booked(_key("refund-paid:"), Account.CLEARING),
        dropped=_booked(_key("refund-dropped:"), Account.REFUNDS_DUE),
        again=_booked(_key("refund-asked-again:"), Account.REFUNDS_DUE),
    )
    amount, none = F("amount_kobo"), Value(0)
    paid = Case(When(status=Refund.Status.PROCESSED, then=-amount), default=none)
    # Paid out after it had failed: put back once, set aside twice.
    dropped = Case(
        When(status__in=Refund.DEAD, then=amount), When(status=Refund.Status.PROCESSED, then=-F("again")), default=none
    )
    again = Case(When(status=Refund.Status.PROCESSED, again=-amount, then=-amount), default=none)
    for refund in rows.exclude(asked=-amount, paid=paid, dropped=dropped, again=again).select_related("payment"):
        say = f"{refund.asked}, {refund.paid}, {refund.dropped}, {refund.again}"
        yield f"{refund} is {refund.status}, but the books say {say}."


def _disputes() -> Iterator[str]:
    rows = Dispute.objects.annotate(lost=_booked(_key("dispute-lost:"), Account.CLEARING))
    lost = Case(When(resolution__in=Dispute.LOST, then=-F("amount_kobo")), default=Value(0))
    for dispute in rows.exclude(lost=lost).select_related("payment"):
        yield f"{dispute} is {dispute.resolution or 'open'}, but the books say {dispute.lost}."


def _credit_uses() -> Iterator[str]:
    rows = CreditUse.objects.annotate(
        spent=_booked(_key("credit-use:"), Account.STUDENT_CREDIT),
        back=_booked(_key("credit-back:"), Account.STUDENT_CREDIT),
    )
    for use in rows.exclude(spent=F("amount_kobo"), back=-F("returned_kobo")):
        yield f"Use {use.pk} of credit is {use.amount_kobo}, but the books say {use.spent} and {use.back}."


def _negative_credit() -> Iterator[str]:
    sums = LedgerEntry.objects.filter(account=Account.STUDENT_CREDIT).order_by().values("student")
    for row in sums.annotate(total=Sum("amount_kobo")).filter(total__gt=0):
        yield f"Student {row['student']} has spent {naira(row['total'])} more credit than there was."


def _plan_days(at: datetime) -> Iterator[str]:
    """Each day that has passed is earned once, and what is not earned stands deferred; all of it once the period is closed."""
    for subscription in _with_days(Subscription.objects.all()):
        expected = len(subscription.days_over(at))
        if subscription.days_booked != expected:
            yield f"{subscription}: {subscription.days_booked} days are earned, {expected} have passed."
        left = subscription.price_kobo - subscription.earned - subscription.ended
        if subscription.closed_at and left:
            yield f"{subscription} is closed, but {naira(left)} of it is still deferred."
        if left < 0:
            yield f"{subscription} has earned {naira(-left)} more than it cost."
    rows = LedgerEntry.objects.filter(account=Account.DEFERRED).aggregate(total=Sum("amount_kobo"))
    open_kobo = sum(s.price_kobo - s.earned - s.ended for s in _with_days(Subscription.objects.filter(closed_at=None)))
    if -(rows["total"] or 0) != open_kobo:
        yield f"Deferred plan revenue is {-(rows['total'] or 0)}, but open periods have {open_kobo} left to earn."


def _with_days(subscriptions: QuerySet[Subscription]) -> QuerySet[Any]:
    mine = Q(ledger_transactions__entries__account=Account.DEFERRED)
    day = mine & Q(ledger_transactions__kind=Kind.PLAN_DAY)
    amount = "ledger_transactions__entries__amount_kobo"
    return subscriptions.annotate(
        days_booked=Count("ledger_transactions", filter=day, distinct=True),
        earned=Coalesce(Sum(amount, filter=day), 0),
        ended=Coalesce(Sum(amount, filter=mine & Q(ledger_transactions__kind__in=[Kind.PLAN_ENDED, Kind.CREDIT_RETURNED])), 0),
    ).order_by("pk")
