from functools import partial

from core.commands import CronCommand, Job
from payments.models import Subscription
from payments.renewing import reminders


class Command(CronCommand):
    help = "Reminds students whose plan ends within three days or has just ended. Run hourly in the daytime."

    def work(self, job: Job) -> None:
        def remind(subscription: Subscription, *, is_over: bool) -> bool:
            return reminders.remind(subscription=subscription, is_over=is_over, at=job.at)

        job.each("ending", reminders.ending(at=job.at)[: job.limit], partial(remind, is_over=False))
        job.each("over", reminders.ended(at=job.at)[: job.limit], partial(remind, is_over=True))
