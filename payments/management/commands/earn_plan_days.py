from core.commands import CronCommand, Job
from payments.covering import plans
from payments.models import Subscription


class Command(CronCommand):
    help = "Books the revenue of each plan day that has passed. Run every night after midnight."
    default_limit = 100_000

    def work(self, job: Job) -> None:
        def earn(subscription: Subscription) -> None:
            job.count("days", plans.earn_days(subscription=subscription, at=job.at))

        job.each("periods", plans.unfinished(at=job.at)[: job.limit], earn)
