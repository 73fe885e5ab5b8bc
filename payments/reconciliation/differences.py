"""Writes down where Paystack's books and ours disagree, and gives finance a task for each; also when they agree again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from payments.models import Difference, FinanceTask, Payment, ReconciliationRun
from payments.tasks import raise_task, resolve_task

Kind = Difference.Kind
OF_PAYMENTS = (Kind.ONLY_OURS, Kind.ONLY_THEIRS, Kind.AMOUNT, Kind.FEE)
TASKS = {
    Kind.ONLY_OURS: FinanceTask.Kind.ONLY_OURS,
    Kind.ONLY_THEIRS: FinanceTask.Kind.ONLY_THEIRS,
    Kind.AMOUNT: FinanceTask.Kind.AMOUNT_DIFFERS,
    Kind.FEE: FinanceTask.Kind.FEE_DIFFERS,
    Kind.REFUND: FinanceTask.Kind.REFUND,
    Kind.DISPUTE: FinanceTask.Kind.DISPUTE,
    Kind.PAYOUT: FinanceTask.Kind.SETTLEMENT,
}


@dataclass(frozen=True)
class Finding:
    """One disagreement about the thing that both sides call `reference`."""

    kind: Difference.Kind
    reference: str
    text: str
    payment: Payment | None = None
    ours_kobo: int | None = None
    theirs_kobo: int | None = None


def note(
    *,
    run: ReconciliationRun,
    compared: Collection[str],
    kinds: Collection[Difference.Kind],
    findings: list[Finding],
    at: datetime,
) -> None:
    """Takes what comparing these references has found. What was found before and is not found now is gone.

    The caller holds the transaction in which the comparison itself moves on.
    """
    known = {(row.kind, row.reference): row for row in Difference.objects.filter(reference__in=compared, kind__in=kinds)}
    for finding in findings:
        _found(run, known.pop((finding.kind, finding.reference), None), finding, at)
    for row in known.values():
        if row.gone_at is None:
            _gone(row, at)


def _found(run: ReconciliationRun, row: Difference | None, finding: Finding, at: datetime) -> None:
    if row is None:
        row = Difference(kind=finding.kind, reference=finding.reference, first_seen_at=at)
    elif row.gone_at is not None:
        row.first_seen_at, row.gone_at = at, None
    row.payment, row.last_seen_at = finding.payment, at
    row.ours_kobo, row.theirs_kobo, row.text = finding.ours_kobo, finding.theirs_kobo, finding.text[:300]
    row.save()
    row.runs.add(run)
    run.counts[finding.kind] = run.differences.filter(kind=finding.kind).count()
    raise_task(
        kind=TASKS[finding.kind],
        key=_task_key(row),
        text=finding.text,
        payment=finding.payment,
        reference=finding.reference,
        at=at,
    )


def _gone(row: Difference, at: datetime) -> None:
    row.gone_at = at
    row.save(update_fields=["gone_at"])
    resolve_task(key=_task_key(row), how="A later comparison found both sides equal.", at=at)


def _task_key(row: Difference) -> str:
    """Names the task. A difference that was gone and comes back is another fact, so it gets another task."""
    return f"difference.{row.kind}.{row.reference}.{row.first_seen_at.astimezone(UTC):%Y%m%d%H%M%S}"
