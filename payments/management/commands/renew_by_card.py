import logging
from collections.abc import Callable
from functools import partial

from django.db import OperationalError

from core.commands import CronCommand, DependencyDown, Job
from payments.paystack.errors import PaystackProblem, PaystackRefused
from payments.renewing import cards, renewals

log = logging.getLogger(__name__)


class Command(CronCommand):
    help = "Charges the cards of students who agreed to it for the next period of their plan. Run hourly in the daytime."

    def work(self, job: Job) -> None:
        for card_id in renewals.unread(limit=job.limit):
            job.count("unread")
            if not job.dry_run:
                self._asked(job, partial(cards.read_card, card_id=card_id, at=job.at))
        for subscription in renewals.due(at=job.at)[: job.limit]:
            job.count("due")
            if not job.dry_run:
                became = self._asked(job, partial(renewals.renew, subscription=subscription, at=job.at))
                job.count(str(became or "put off"))

    def _asked(self, job: Job, act: Callable[[], object]) -> object:
        """Does one act that asks Paystack; one that fails keeps no other from its turn, except where the key is dead."""
        try:
            return act()
        except OperationalError:
            raise
        except PaystackProblem as problem:
            job.failed += 1
            self.stderr.write(str(problem))
            if isinstance(problem, PaystackRefused) and problem.is_bad_key:
                raise DependencyDown("Paystack refuses our key; the rest stays due.") from problem
        except Exception:
            log.exception("A renewal failed.")
            job.failed += 1
        return None
