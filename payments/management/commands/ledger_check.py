from core import staff_words
from core.commands import CronCommand, Job
from core.services import raise_alert, resolve_alert
from payments.books import check, ledger

ALERT = "payments.ledger_check"


class Command(CronCommand):
    help = (
        "Proves the books: every transaction balances, and every payment, refund, dispute, use of credit and plan day has its "
        "entries. Exit code 1 names what does not. Run every night after earn_plan_days. Changes nothing."
    )
    default_limit = 1_000_000

    def work(self, job: Job) -> None:
        problems = check.problems(at=job.at)
        for problem in problems:
            job.fail(problem)
        for account, balance_kobo in sorted(ledger.balances().items()):
            job.count(f"{account}_kobo", balance_kobo)
        if job.dry_run:
            return
        if problems:
            text = f"The books do not add up: {len(problems)} problems at {staff_words.moment(job.at)}. {problems[0]}"
            raise_alert(ALERT, text, urgent=True)
        else:
            resolve_alert(ALERT)
