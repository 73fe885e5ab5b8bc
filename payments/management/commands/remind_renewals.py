from core.commands import CronCommand, Job
from payments.services import reminders


class Command(CronCommand):
    help = "Reminds students whose plan ends within three days or has just ended. Run hourly in the daytime."

    def work(self, job: Job) -> None:
        for is_over, periods in ((False, reminders.ending(at=job.at)), (True, reminders.ended(at=job.at))):
            for subscription in periods.select_related("student", "plan")[: job.limit]:
                if job.dry_run or reminders.remind(subscription=subscription, is_over=is_over, at=job.at):
                    job.count("over" if is_over else "ending")
