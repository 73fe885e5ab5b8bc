from core.commands import CronCommand, ItemFailed, Job
from payments import inbox
from payments.models import PaystackEvent
from payments.paying import sweep


class Command(CronCommand):
    help = "Acts on stored Paystack events that a dead worker left behind. Run every minute."

    def work(self, job: Job) -> None:
        def process(event_id: int) -> None:
            inbox.process_event(event_id=event_id, at=job.at)
            if PaystackEvent.objects.filter(pk=event_id, processed_at=None).exists():
                raise ItemFailed("its row says why")

        job.each("waiting", sweep.waiting_events(at=job.at, limit=job.limit), process)
