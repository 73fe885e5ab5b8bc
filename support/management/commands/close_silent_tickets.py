from core.commands import CronCommand, Job
from support import services
from support.models import SupportTicket


class Command(CronCommand):
    help = "Ends answered tickets in which the person said nothing for two days, and closes ended ones that can't reopen."

    def work(self, job: Job) -> None:
        silent, by = services.fallen_silent(at=job.at, limit=job.limit), SupportTicket.EndedBy.SILENCE
        job.each("ended", silent, lambda ticket: services.end(ticket=ticket, at=job.at, ended_by=by))
        if not job.dry_run:
            job.count("closed", services.close_for_good(at=job.at, limit=job.limit))
