from core.commands import CronCommand, Job
from payments.management.asking import Asking
from payments.models import Subscription
from payments.renewing import cards, renewals


class Command(CronCommand):
    help = "Charges the cards of students who agreed to it for the next period of their plan. Run hourly in the daytime."

    def work(self, job: Job) -> None:
        @Asking()
        def read(card_id: int) -> None:
            cards.read_card(card_id=card_id, at=job.at)

        @Asking()
        def renew(subscription: Subscription) -> None:
            job.count(renewals.renew(subscription=subscription, at=job.at))

        job.each("unread", renewals.unread(limit=job.limit), read)
        job.each("due", renewals.due(at=job.at)[: job.limit], renew)
