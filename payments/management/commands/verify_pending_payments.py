from core.commands import CronCommand, DependencyDown, Job
from payments.paystack.errors import PaystackBusy, PaystackProblem, PaystackRefused
from payments.services import checks, sweep

FAILURES_IN_A_ROW = 3


class Command(CronCommand):
    help = "Asks Paystack about attempts whose check is due, and answers students left without an answer. Run every minute."

    def work(self, job: Job) -> None:
        self._answer_students(job)
        failures = 0
        for payment in sweep.due(at=job.at, limit=job.limit):
            job.count("due")
            if job.dry_run:
                continue
            try:
                status = sweep.verify_due(payment=payment, at=job.at).status
            except PaystackProblem as problem:
                failures += 1
                job.failed += 1
                self.stderr.write(f"{payment.reference}: {problem}")
                if failures >= FAILURES_IN_A_ROW or isinstance(problem, PaystackBusy | PaystackRefused):
                    raise DependencyDown("Paystack cannot be asked now; the rest stays due.") from problem
            else:
                failures = 0
                job.count(status)

    def _answer_students(self, job: Job) -> None:
        for payment_id in sweep.unanswered(at=job.at, limit=job.limit):
            job.count("unanswered")
            if not job.dry_run:
                checks.answer_check(payment_id=payment_id, at=job.at)
