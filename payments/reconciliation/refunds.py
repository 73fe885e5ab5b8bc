"""Our refunds against Paystack's."""

from datetime import datetime, timedelta

from django.db import transaction

from core.money import naira
from payments.going_back.refund_events import is_of_dispute, sync_refunds
from payments.models import Payment, ReconciliationRun, Refund
from payments.paying.attempts import payment_of
from payments.paystack import lists
from payments.paystack.refunds import RefundFacts
from payments.reconciliation.apart import apart
from payments.reconciliation.differences import Finding, Kind, note
from payments.reconciliation.rules import compare_refund

EDGE = timedelta(hours=1)
"""Paystack dates a refund by its own clock: near the edges of the span, a missing one says nothing."""


def read_page(run: ReconciliationRun, at: datetime) -> str | None:
    """Compares one page of Paystack's refunds with ours; after the last page, looks for those that only we know.

    A refund whose webhook never came is followed up first, by the one road that books refunds.
    """
    page = lists.refunds(since=run.since, until=run.until, at=run.place)
    for payment in _lagging_behind(page.items):
        with apart(run, f"Refunds of {payment.reference}"):
            sync_refunds(payment=payment, at=at)
            run.counts["refunds_followed"] = run.counts.get("refunds_followed", 0) + 1
    with transaction.atomic():
        for listed in page.items:
            _compare(run, listed, at)
        run.seen += [listed.id for listed in page.items]
        run.counts["refunds"] = run.counts.get("refunds", 0) + len(page.items)
        if not page.following:
            _only_ours(run, at)
    return page.following or None


def _lagging_behind(listed: list[RefundFacts]) -> set[Payment]:
    """Returns payments with a refund that we do not know, that is still on its way here and no longer there, or that failed
    here and was paid out there."""
    behind = set()
    for facts in listed:
        known = _known(facts)
        if known is None or _is_behind(known, facts):
            payment = known.payment if known else payment_of(facts.reference, facts.transaction_id)
            behind |= {payment} if payment and payment.is_booked else set()
    return behind


def _is_behind(known: Refund, facts: RefundFacts) -> bool:
    if known.status in Refund.DEAD:
        return facts.status == "processed"
    return known.finished_at is None and facts.status in {"processed", "failed"}


def _known(listed: RefundFacts) -> Refund | None:
    return Refund.objects.select_related("payment").filter(paystack_id=listed.id).first() if listed.id else None


def _compare(run: ReconciliationRun, listed: RefundFacts, at: datetime) -> None:
    refund = _known(listed)
    payment = refund.payment if refund else payment_of(listed.reference, listed.transaction_id)
    if refund is None and is_of_dispute(listed):
        return
    findings = compare_refund(refund, listed, payment)
    note(run=run, compared=[f"refund {listed.id}"], kinds=[Kind.REFUND], findings=findings, at=at)


def _only_ours(run: ReconciliationRun, at: datetime) -> None:
    ours = Refund.objects.filter(
        status=Refund.Status.PROCESSED,
        sent_at__gte=run.since + EDGE,
        sent_at__lt=run.until - EDGE,
        paystack_id__isnull=False,
        payment__mode=run.mode,
    ).exclude(paystack_id__in=[number for number in run.seen if number])
    for refund in ours.select_related("payment"):
        name = f"refund {refund.paystack_id}"
        text = (
            f"{name} of {refund.payment.reference} over {naira(refund.amount_kobo)} stands in our books; Paystack lists none."
        )
        finding = Finding(Kind.REFUND, name, text, refund.payment, refund.amount_kobo, None)
        note(run=run, compared=[name], kinds=[Kind.REFUND], findings=[finding], at=at)
