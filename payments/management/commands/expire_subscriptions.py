import logging

from django.db import OperationalError

from core.commands import CronCommand, Job
from payments.covering import plans

log = logging.getLogger(__name__)


class Command(CronCommand):
    help = "Tidies plan periods that are over, so that nightly runs pass them by. Entitlement never waits for it."
    default_limit = 100_000

    def work(self, job: Job) -> None:
        for subscription in plans.unfinished(at=job.at).filter(ends_at__lte=job.at)[: job.limit]:
            job.count("over")
            if job.dry_run:
                continue
            try:
                plans.close_ended(subscription=subscription, at=job.at)
            except OperationalError:
                raise
            except Exception:  # one period must not keep the others from being tidied
                log.exception("Subscription %s could not be closed.", subscription.pk)
                job.failed += 1
