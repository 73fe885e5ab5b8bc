import logging

from django.db import OperationalError

from core.commands import CronCommand, Job
from payments.covering import plans

log = logging.getLogger(__name__)


class Command(CronCommand):
    help = "Books the revenue of each plan day that has passed. Run every night after midnight."
    default_limit = 100_000

    def work(self, job: Job) -> None:
        for subscription in plans.unfinished(at=job.at)[: job.limit]:
            job.count("periods")
            if job.dry_run:
                continue
            try:
                job.count("days", plans.earn_days(subscription=subscription, at=job.at))
            except OperationalError:
                raise
            except Exception:  # one period must not keep the others from being earned
                log.exception("The days of subscription %s could not be earned.", subscription.pk)
                job.failed += 1
