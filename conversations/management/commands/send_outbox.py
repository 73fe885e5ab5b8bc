from conversations.outbox import delivery
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Sends messages that are due and that no worker has sent."

    def work(self, job: Job) -> None:
        people = delivery.due_conversations(job.at, job.limit)
        if not job.dry_run:
            people = list({*people, *delivery.requeue_lost(job.at)})
            for conversation_id in people:
                delivery.deliver(conversation_id)
        job.count("people", len(people))
