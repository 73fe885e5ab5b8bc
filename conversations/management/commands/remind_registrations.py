from conversations.news import reminders
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Reminds people, once, who left their registration half done some hours ago; by day and inside their window only."

    def work(self, job: Job) -> None:
        left = reminders.left_registrations(job.at, job.limit)
        job.each("reminded", left, lambda conversation_id: reminders.remind(conversation_id, job.at))
