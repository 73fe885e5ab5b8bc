import logging

from django.db import OperationalError

from core.commands import CronCommand, DependencyDown, Job
from payments.models import Payment
from payments.paying import checks, sweep
from payments.paystack.errors import PaystackBusy, PaystackProblem, PaystackRefused

log = logging.getLogger(__name__)
FAILURES_IN_A_ROW = 3


class Command(CronCommand):
    help = "Asks Paystack about attempts whose check is due, and answers students left without an answer. Run every minute."

    def work(self, job: Job) -> None:
        for payment_id in sweep.unanswered(at=job.at, limit=job.limit):
            job.count("unanswered")
            if not job.dry_run:
                self._answer(payment_id, job)
        unreachable = 0
        for payment in sweep.due(at=job.at, limit=job.limit):
            job.count("due")
            if not job.dry_run:
                unreachable = 0 if self._verify(payment, job, unreachable) else unreachable + 1

    def _answer(self, payment_id: int, job: Job) -> None:
        try:
            checks.answer_check(payment_id=payment_id, at=job.at)
        except OperationalError:
            raise
        except Exception:  # one question must not keep the others from their answers
            log.exception("The question about payment %s could not be answered.", payment_id)
            job.failed += 1

    def _verify(self, payment: Payment, job: Job, unreachable: int) -> bool:
        """Returns whether Paystack answered; ends the run when it is plain that it will not."""
        try:
            job.count(sweep.verify_due(payment=payment, at=job.at).status)
        except OperationalError:
            raise
        except PaystackProblem as problem:
            job.failed += 1
            self.stderr.write(f"{payment.reference}: {problem}")
            if isinstance(problem, PaystackBusy | PaystackRefused) or unreachable + 1 >= FAILURES_IN_A_ROW:
                raise DependencyDown("Paystack cannot be asked now; the rest stays due.") from problem
            return False
        except Exception:  # one attempt must not keep the others from being settled
            log.exception("%s could not be settled.", payment.reference)
            job.failed += 1
        return True
