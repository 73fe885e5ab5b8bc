from conversations.engine import expiry
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Leaves flows in which nothing was said for half an hour; what was answered stays as a draft. Sends nothing."

    def work(self, job: Job) -> None:
        silent = expiry.silent_conversations(job.at, job.limit)
        job.each("expired", silent, lambda conversation_id: expiry.expire(conversation_id, job.at))
