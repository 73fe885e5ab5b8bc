from conversations.outbox import delivery
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Sends messages that are due and that no worker has sent."

    def work(self, job: Job) -> None:
        lost = [] if job.dry_run else delivery.requeue_lost(job.at)
        people = dict.fromkeys([*delivery.due_conversations(job.at, job.limit), *lost])
        job.each("people", people, delivery.deliver)
