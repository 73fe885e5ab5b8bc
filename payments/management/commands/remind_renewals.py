import logging

from django.db import OperationalError

from core.commands import CronCommand, Job
from payments.models import Subscription
from payments.renewing import reminders

log = logging.getLogger(__name__)


class Command(CronCommand):
    help = "Reminds students whose plan ends within three days or has just ended. Run hourly in the daytime."

    def work(self, job: Job) -> None:
        for is_over, periods in ((False, reminders.ending(at=job.at)), (True, reminders.ended(at=job.at))):
            for subscription in periods.select_related("student", "plan")[: job.limit]:
                if job.dry_run or self._reminded(subscription, job, is_over=is_over):
                    job.count("over" if is_over else "ending")

    def _reminded(self, subscription: Subscription, job: Job, *, is_over: bool) -> bool:
        try:
            return reminders.remind(subscription=subscription, is_over=is_over, at=job.at)
        except OperationalError:
            raise
        except Exception:  # one student must not keep the others from being reminded
            log.exception("The reminder about subscription %s failed.", subscription.pk)
            job.failed += 1
            return False
