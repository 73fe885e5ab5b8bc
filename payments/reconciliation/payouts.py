"""Paystack's payouts to our bank account, stored with the transactions in them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from payments.models import Payment, ReconciliationRun, SettledTransaction, Settlement
from payments.paystack import lists
from payments.paystack.client import Transaction
from payments.paystack.lists import ListedSettlement
from payments.reconciliation.differences import Finding, Kind, note
from payments.reconciliation.rules import money

PAID_OUT = "success"


def read_page(run: ReconciliationRun, at: datetime) -> str | None:
    page = lists.settlements(since=run.since, until=run.until, at=run.place)
    for listed in page.items:
        settlement = _store(run, listed, at)
        if settlement.status == PAID_OUT and settlement.transactions_read_at is None:
            _read_transactions(run, settlement, at)
    run.counts["payouts"] = run.counts.get("payouts", 0) + len(page.items)
    return page.following or None


def _store(run: ReconciliationRun, listed: ListedSettlement, at: datetime) -> Settlement:
    facts = {
        "mode": run.mode,
        "status": listed.status[:20],
        "currency": listed.currency[:3],
        "gross_kobo": listed.gross_kobo,
        "fees_kobo": listed.fees_kobo,
        "net_kobo": listed.net_kobo,
        "paid_out_at": listed.paid_out_at,
    }
    settlement, _ = Settlement.objects.update_or_create(
        paystack_id=listed.id, defaults=facts, create_defaults={**facts, "first_seen_at": at}
    )
    return settlement


def _read_transactions(run: ReconciliationRun, settlement: Settlement, at: datetime) -> None:
    """Stores what a payout paid out, page by page. One that was broken off is read again: what is stored is passed over."""
    place = ""
    while True:
        page = lists.settled_transactions(settlement_id=settlement.paystack_id, at=place)
        with transaction.atomic():
            _store_transactions(settlement, [answer for answer in page.items if answer.id is not None])
            if not page.following:
                _check_sum(run, settlement, at)
                settlement.transactions_read_at = at
                settlement.save(update_fields=["transactions_read_at"])
                return
        place = page.following


def _store_transactions(settlement: Settlement, answers: list[Transaction]) -> None:
    ours = dict(Payment.objects.filter(reference__in=[answer.reference for answer in answers]).values_list("reference", "pk"))
    rows = [
        SettledTransaction(
            settlement=settlement,
            paystack_id=answer.id or 0,
            reference=answer.reference[:100],
            payment_id=ours.get(answer.reference),
            amount_kobo=answer.amount_kobo or 0,
            fees_kobo=answer.fees_kobo,
        )
        for answer in answers
    ]
    SettledTransaction.objects.bulk_create(rows, ignore_conflicts=True)


def _check_sum(run: ReconciliationRun, settlement: Settlement, at: datetime) -> None:
    name, total_kobo = f"payout {settlement.paystack_id}", settlement.gross_kobo
    sum_kobo = settlement.transactions.aggregate(sum=Sum("amount_kobo"))["sum"] or 0
    findings = []
    if total_kobo is not None and total_kobo != sum_kobo:
        text = f"{name}: its transactions add up to {money(sum_kobo)}, Paystack says {money(total_kobo)}."
        findings.append(Finding(Kind.PAYOUT, name, text, None, sum_kobo, total_kobo))
    note(run=run, compared=[name], kinds=[Kind.PAYOUT], findings=findings, at=at)
