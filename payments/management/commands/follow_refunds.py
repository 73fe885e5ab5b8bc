from core.commands import CronCommand, Job
from payments.going_back import refunds
from payments.management.asking import Asking
from payments.models import Refund


class Command(CronCommand):
    help = "Sends refunds that a dead worker left, looks up lost answers, and asks how open ones stand. Run every five minutes."

    def work(self, job: Job) -> None:
        @Asking()
        def follow(refund: Refund) -> None:
            refunds.follow_refund(refund_id=refund.pk, at=job.at)

        job.each("due", Refund.objects.filter(next_check_at__lte=job.at).order_by("next_check_at")[: job.limit], follow)
