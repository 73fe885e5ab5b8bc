from core.commands import CronCommand, Job
from payments.management.asking import Asking
from payments.models import Payment
from payments.paying import checks, sweep


class Command(CronCommand):
    help = "Asks Paystack about attempts whose check is due, and answers students left without an answer. Run every minute."

    def work(self, job: Job) -> None:
        def answer(payment_id: int) -> None:
            checks.answer_check(payment_id=payment_id, at=job.at)

        @Asking(patience=3)
        def verify(payment: Payment) -> None:
            job.count(sweep.verify_due(payment=payment, at=job.at).status)

        job.each("unanswered", sweep.unanswered(at=job.at, limit=job.limit), answer)
        job.each("due", sweep.due(at=job.at, limit=job.limit), verify)
