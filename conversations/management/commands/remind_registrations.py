from conversations.news import reminders
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Reminds people, once, who left their registration half done some hours ago; by day and inside their window only."

    def work(self, job: Job) -> None:
        for conversation_id in reminders.left_registrations(job.at, job.limit):
            if job.dry_run or reminders.remind(conversation_id, job.at):
                job.count("reminded")
