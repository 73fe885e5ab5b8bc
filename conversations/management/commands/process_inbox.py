from conversations import account, media, turns
from conversations.outbox import reports
from core.commands import CronCommand, ItemFailed, Job


class Command(CronCommand):
    help = "Answers messages that a dead worker left unprocessed, loads their photos, applies waiting reports and notices."

    def work(self, job: Job) -> None:
        def answer(conversation_id: int) -> None:
            if not turns.take_turn(conversation_id):
                raise ItemFailed("its messages say why")

        def handle(message_id: int) -> None:
            if not account.handle(message_id, job.at):
                raise ItemFailed("its row says why")

        def apply(report_id: int) -> bool:
            return reports.apply_report(report_id, job.at) is not None

        job.each("photos", media.pending(job.at, job.limit), media.load)
        job.each("people", turns.waiting_conversations(job.at, job.limit), answer)
        job.each("news", account.waiting(job.limit), handle)
        job.each("reported", reports.waiting(job.limit), apply)
