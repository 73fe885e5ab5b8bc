from conversations import account, media, turns
from conversations.outbox import reports
from core.commands import CronCommand, Job


class Command(CronCommand):
    help = "Answers messages that a dead worker left unprocessed, loads their photos, applies waiting reports and notices."

    def work(self, job: Job) -> None:
        people, photos = turns.waiting_conversations(job.at, job.limit), media.pending(job.at, job.limit)
        job.count("people", len(people))
        job.count("photos", len(photos))
        if job.dry_run:
            return
        for message_id in photos:
            media.load(message_id)
        for conversation_id in people:
            turns.take_turn(conversation_id)
        job.count("news", account.handle_news(job.at, job.limit))
        job.count("reported", len(reports.apply_reports(job.at, job.limit)))
