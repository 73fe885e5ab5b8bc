import logging

from django.db import OperationalError

from core.commands import CronCommand, DependencyDown, Job
from payments.going_back import refunds
from payments.models import Refund
from payments.paystack.errors import PaystackBusy, PaystackProblem, PaystackRefused

log = logging.getLogger(__name__)


class Command(CronCommand):
    help = "Sends refunds that a dead worker left, looks up lost answers, and asks how open ones stand. Run every five minutes."

    def work(self, job: Job) -> None:
        for refund in Refund.objects.filter(next_check_at__lte=job.at).order_by("next_check_at")[: job.limit]:
            job.count("due")
            if not job.dry_run:
                self._follow(refund, job)

    def _follow(self, refund: Refund, job: Job) -> None:
        try:
            refunds.follow_refund(refund_id=refund.pk, at=job.at)
        except OperationalError:
            raise
        except PaystackProblem as problem:
            job.failed += 1
            self.stderr.write(f"{refund}: {problem}")
            if isinstance(problem, PaystackBusy) or (isinstance(problem, PaystackRefused) and problem.is_bad_key):
                raise DependencyDown("Paystack cannot be asked now; the rest stays due.") from problem
        except Exception:  # one refund must not keep the others from being followed
            log.exception("%s could not be followed.", refund)
            job.failed += 1
