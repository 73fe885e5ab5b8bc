"""Our disputes against Paystack's. Only Paystack makes them, so one direction is enough."""

from datetime import datetime

from django.db import transaction

from payments.models import Dispute, ReconciliationRun
from payments.paystack import lists
from payments.paystack.lists import ListedDispute
from payments.reconciliation.differences import Kind, note
from payments.reconciliation.refunds import payment_of
from payments.reconciliation.rules import compare_dispute


def read_page(run: ReconciliationRun, at: datetime) -> str | None:
    page = lists.disputes(since=run.since, until=run.until, at=run.place)
    with transaction.atomic():
        for listed in page.items:
            _compare(run, listed, at)
    run.counts["disputes"] = run.counts.get("disputes", 0) + len(page.items)
    return page.following or None


def _compare(run: ReconciliationRun, listed: ListedDispute, at: datetime) -> None:
    dispute = Dispute.objects.select_related("payment").filter(paystack_id=listed.id).first() if listed.id else None
    payment = dispute.payment if dispute else payment_of(listed.reference, listed.transaction_id)
    findings = compare_dispute(dispute.resolution if dispute else None, listed, payment)
    note(run=run, compared=[f"dispute {listed.id}"], kinds=[Kind.DISPUTE], findings=findings, at=at)
