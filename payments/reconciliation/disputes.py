"""Our disputes against Paystack's. Only Paystack makes them, so one direction is enough."""

from datetime import datetime

from django.db import transaction

from payments.going_back.disputes import follow_dispute, sync_dispute
from payments.models import Dispute, Payment, ReconciliationRun
from payments.paystack import lists
from payments.paystack.refunds import DisputeFacts
from payments.reconciliation.apart import apart
from payments.reconciliation.differences import Kind, note
from payments.reconciliation.rules import compare_dispute


def read_page(run: ReconciliationRun, at: datetime) -> str | None:
    """Compares one page of Paystack's disputes with ours; one whose webhook never came is followed up first.

    After the last page, those that are open here and were opened before the span are asked about one by one: a dispute may
    take weeks, and the news of its end may be lost.
    """
    page = lists.disputes(since=run.since, until=run.until, at=run.place)
    for listed in page.items:
        if _lags_behind(listed):
            _follow(run, listed, at)
    with transaction.atomic():
        for listed in page.items:
            _compare(run, listed, at)
    run.seen += [listed.id for listed in page.items]
    run.counts["disputes"] = run.counts.get("disputes", 0) + len(page.items)
    if not page.following:
        _follow_older(run, at)
    return page.following or None


def _follow(run: ReconciliationRun, listed: DisputeFacts, at: datetime) -> None:
    with apart(run, f"Dispute {listed.id}"):
        if sync_dispute(told=listed, at=at):
            run.counts["disputes_followed"] = run.counts.get("disputes_followed", 0) + 1


def _follow_older(run: ReconciliationRun, at: datetime) -> None:
    still_open = Dispute.objects.filter(resolved_at=None, payment__mode=run.mode)
    still_open = still_open.exclude(paystack_id__in=[number for number in run.seen if number])
    for dispute in still_open.select_related("payment__student").order_by("pk"):
        with apart(run, str(dispute)):
            follow_dispute(dispute=dispute, at=at)
            run.counts["older_disputes"] = run.counts.get("older_disputes", 0) + 1


def _lags_behind(listed: DisputeFacts) -> bool:
    known = _known(listed)
    return known is None or (known.is_open and listed.status != known.status)


def _known(listed: DisputeFacts) -> Dispute | None:
    return Dispute.objects.select_related("payment").filter(paystack_id=listed.id).first() if listed.id else None


def _compare(run: ReconciliationRun, listed: DisputeFacts, at: datetime) -> None:
    known = _known(listed)
    payment = known.payment if known else Payment.objects.filter(reference=listed.reference).first()
    findings = compare_dispute(known.resolution if known else None, listed, payment)
    note(run=run, compared=[f"dispute {listed.id}"], kinds=[Kind.DISPUTE], findings=findings, at=at)
