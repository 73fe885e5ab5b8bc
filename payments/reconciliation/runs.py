"""One comparison from beginning to end, in steps that each commit: a killed run goes on where it stood."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from payments.models import Payment, ReconciliationRun
from payments.paystack import client
from payments.paystack.errors import PaystackProblem, PaystackRefused
from payments.reconciliation import disputes, payouts, refunds, transactions

log = logging.getLogger(__name__)
REFUSED = "refused"
"""How many lists Paystack would not show."""
OVERLAP = timedelta(days=4)
"""How far each comparison reaches back before the end of the last one: late webhooks and corrections show by then."""
FIRST_LOOK_BACK = timedelta(days=30)
Stage = ReconciliationRun.Stage
Step = Callable[[ReconciliationRun, datetime], str | None]
STEPS: dict[str, tuple[Step, Stage]] = {
    Stage.TRANSACTIONS: (transactions.read_page, Stage.ONLY_OURS),
    Stage.ONLY_OURS: (transactions.ask_about_the_rest, Stage.REFUNDS),
    Stage.REFUNDS: (refunds.read_page, Stage.DISPUTES),
    Stage.DISPUTES: (disputes.read_page, Stage.SETTLEMENTS),
    Stage.SETTLEMENTS: (payouts.read_page, Stage.FINISHED),
}
"""What a stage does at its `place`, and the stage after it. A step saves its findings and returns the next place, or None."""


def reconcile(*, at: datetime, most_steps: int, look_back: timedelta | None = None) -> ReconciliationRun:
    """Compares Paystack's books with ours, or goes on with the comparison that was broken off. Call it outside any transaction.

    Args:
        most_steps: after so many steps (pages) the run is left for the next call.
        look_back: how far before now to begin; otherwise four days before the end of the last comparison.

    Raises:
        PaystackProblem: if Paystack did not answer; what was done until then is kept.
    """
    run = _open_run(at, look_back)
    try:
        for _ in range(most_steps):
            if run.stage == Stage.FINISHED:
                break
            _take_step(run, at)
    except PaystackProblem as problem:
        run.problem = str(problem)[:300]
        run.save(update_fields=["problem"])
        raise
    return run


def span(at: datetime, look_back: timedelta | None) -> tuple[datetime, datetime]:
    """Returns what a new comparison covers; the first one of all covers every payment."""
    if look_back is not None:
        return at - look_back, at
    finished = ReconciliationRun.objects.filter(mode=client.mode(), finished_at__isnull=False)
    last = finished.order_by("-until").first()
    if last is not None:
        return min(last.until - OVERLAP, at - OVERLAP), at
    oldest = Payment.objects.order_by("created_at").values_list("created_at", flat=True).first()
    return min(oldest or at, at - FIRST_LOOK_BACK), at


def _open_run(at: datetime, look_back: timedelta | None) -> ReconciliationRun:
    left = ReconciliationRun.objects.filter(mode=client.mode(), finished_at=None).first()
    if left is not None:
        return left
    since, until = span(at, look_back)
    return ReconciliationRun.objects.create(mode=client.mode(), since=since, until=until, started_at=at)


def _take_step(run: ReconciliationRun, at: datetime) -> None:
    step, following = STEPS[run.stage]
    try:
        place = step(run, at)
    except PaystackRefused as refused:
        if refused.is_bad_key or run.stage in {Stage.TRANSACTIONS, Stage.ONLY_OURS}:
            raise
        # A list that this account may not read must not keep the others from being compared.
        log.warning("%s: %s", run.get_stage_display(), refused)
        run.counts[REFUSED], place = run.counts.get(REFUSED, 0) + 1, None
    if place is None:
        run.stage, run.place, run.seen = following, "", []
        run.finished_at = at if following == Stage.FINISHED else None
    else:
        run.place = place
    run.problem = ""
    run.save()
