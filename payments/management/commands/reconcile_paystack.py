from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser

from core.commands import BAD_ARGUMENTS, CronCommand, DependencyDown, Job
from payments.models import Payment, ReconciliationRun
from payments.paystack.errors import PaystackProblem
from payments.reconciliation import reconcile
from payments.reconciliation.apart import NOT_FOLLOWED
from payments.reconciliation.runs import REFUSED, span


class Command(CronCommand):
    help = "Compares Paystack's books with ours; each difference becomes a task for finance. Run every night."
    default_limit = 2000

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--days", type=int, help="look back so many days instead of four before the last comparison")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days is not None and days < 1:
            raise CommandError("--days must be at least 1.", returncode=BAD_ARGUMENTS)
        self.look_back = None if days is None else timedelta(days=days)
        super().handle(*args, **options)

    def work(self, job: Job) -> None:
        if job.dry_run:
            since, until = span(job.at, self.look_back)
            job.count("payments", Payment.objects.filter(paid_at__gte=since, paid_at__lt=until).count())
            return
        run = self._compare(job)
        if run.finished_at is not None and run.started_at < job.at:
            self._compare(job)  # that was the rest of a comparison broken off earlier

    def _compare(self, job: Job) -> ReconciliationRun:
        try:
            run = reconcile(at=job.at, most_steps=job.limit, look_back=self.look_back)
        except PaystackProblem as problem:
            raise DependencyDown(f"{problem} What was compared is kept; the next run goes on there.") from problem
        for name, number in run.counts.items():
            job.count(name, number)
        job.failed += run.counts.get(REFUSED, 0) + run.counts.get(NOT_FOLLOWED, 0)
        return run
