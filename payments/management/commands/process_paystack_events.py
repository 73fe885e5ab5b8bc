from core.commands import CronCommand, Job
from payments import inbox
from payments.models import PaystackEvent
from payments.paying import sweep


class Command(CronCommand):
    help = "Acts on stored Paystack events that a dead worker left behind. Run every minute."

    def work(self, job: Job) -> None:
        for event_id in sweep.waiting_events(at=job.at, limit=job.limit):
            job.count("waiting")
            if job.dry_run:
                continue
            inbox.process_event(event_id=event_id, at=job.at)
            if PaystackEvent.objects.filter(pk=event_id, processed_at=None).exists():
                job.failed += 1
