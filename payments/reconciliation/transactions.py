"""Payments against Paystack's transactions, in both directions."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from payments.models import Dispute, ListedPayment, Payment, ReconciliationRun, Refund
from payments.paying.settlement import MONEY_WENT_BACK, settle
from payments.paystack import client, lists
from payments.paystack.client import Transaction
from payments.paystack.errors import UNKNOWN_REFERENCE, PaystackRefused
from payments.reconciliation.apart import apart
from payments.reconciliation.differences import OF_PAYMENTS, Finding, note
from payments.reconciliation.rules import compare, not_listed, unknown

log = logging.getLogger(__name__)
ASKED_PER_STEP = 50
SETTLES = {"success", *MONEY_WENT_BACK}
"""Money came; where it went back before we knew of it, both are booked."""


def read_page(run: ReconciliationRun, at: datetime) -> str | None:
    """Compares one page of Paystack's list with our payments; money that came there and is open here is settled first."""
    page = lists.transactions(since=run.since, until=run.until, at=run.place)
    answers = [answer for answer in page.items if answer.reference]
    _settle_open(run, answers, at)
    with transaction.atomic():
        _compare(run, answers, at)
    _count(run, "listed", len(answers))
    return page.following or None


def ask_about_the_rest(run: ReconciliationRun, at: datetime) -> str | None:
    """Asks Paystack about booked payments of the span that its list did not name: the list goes by another date than ours."""
    last = int(run.place or 0)
    rest = Payment.objects.filter(
        Q(listed=None) | Q(listed__seen_at__lt=run.started_at),
        pk__gt=last,
        paid_at__gte=run.since,
        paid_at__lt=run.until,
        mode=run.mode,
    ).exclude(outcome=Payment.Outcome.WRONG_MODE)
    payments = list(rest.order_by("pk")[:ASKED_PER_STEP])
    if not payments:
        return None
    answers = {payment.reference: _ask(payment.reference) for payment in payments}
    with transaction.atomic():
        _compare(run, [answer for answer in answers.values() if answer], at)
        for payment in payments:
            if answers[payment.reference] is None:
                _note(run, [payment.reference], [not_listed(payment)], at)
    _count(run, "asked", len(payments))
    return str(payments[-1].pk)


def _ask(reference: str) -> Transaction | None:
    try:
        return client.verify(reference)
    except PaystackRefused as refused:
        if refused.code == UNKNOWN_REFERENCE:
            return None
        raise


def _settle_open(run: ReconciliationRun, answers: list[Transaction], at: datetime) -> None:
    paid = [answer.reference for answer in answers if answer.status in SETTLES]
    for reference in Payment.objects.filter(reference__in=paid, paid_at=None).values_list("reference", flat=True):
        log.info("%s was paid at Paystack and open here: settling.", reference)
        with apart(run, reference):
            if settle(reference=reference, at=at).paid_at is not None:
                _count(run, "settled", 1)


def _compare(run: ReconciliationRun, answers: list[Transaction], at: datetime) -> None:
    references = [answer.reference for answer in answers]
    ours = {payment.reference: payment for payment in Payment.objects.filter(reference__in=references)}
    back = _went_back([payment.pk for payment in ours.values()])
    findings: list[Finding] = []
    for answer in answers:
        payment = ours.get(answer.reference)
        if payment is None:
            findings += unknown(answer)
        else:
            findings += compare(payment, answer, went_back_here=payment.pk in back)
    _note(run, references, findings, at)
    different = {finding.reference for finding in findings}
    booked = [payment for payment in ours.values() if payment.paid_at]
    _list(run, [payment for payment in booked if payment.reference not in different], at, agreed=True)
    _list(run, [payment for payment in booked if payment.reference in different], at, agreed=False)


def _went_back(ids: list[int]) -> set[int]:
    refunds = Refund.objects.filter(payment__in=ids).exclude(status__in=Refund.DEAD).values_list("payment_id", flat=True)
    return {*refunds, *Dispute.objects.filter(payment__in=ids).values_list("payment_id", flat=True)}


def _note(run: ReconciliationRun, references: list[str], findings: list[Finding], at: datetime) -> None:
    note(run=run, compared=references, kinds=OF_PAYMENTS, findings=findings, at=at)


def _list(run: ReconciliationRun, payments: list[Payment], at: datetime, *, agreed: bool) -> None:
    rows = [ListedPayment(payment=payment, seen_at=run.started_at, agreed_at=at if agreed else None) for payment in payments]
    ListedPayment.objects.bulk_create(rows, update_conflicts=True, unique_fields=["payment"], update_fields=["seen_at"])
    ids = [payment.pk for payment in payments]
    if agreed:
        ListedPayment.objects.filter(payment__in=ids, agreed_at=None).update(agreed_at=at)
    else:
        ListedPayment.objects.filter(payment__in=ids).update(agreed_at=None)


def _count(run: ReconciliationRun, name: str, number: int) -> None:
    run.counts[name] = run.counts.get(name, 0) + number
