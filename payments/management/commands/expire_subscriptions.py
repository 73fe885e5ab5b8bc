from core.commands import CronCommand, Job
from payments.covering import plans


class Command(CronCommand):
    help = "Tidies plan periods that are over, so that nightly runs pass them by. Entitlement never waits for it."
    default_limit = 100_000

    def work(self, job: Job) -> None:
        over = plans.unfinished(at=job.at).filter(ends_at__lte=job.at)[: job.limit]
        job.each("over", over, lambda subscription: plans.close_ended(subscription=subscription, at=job.at))
