"""One thing that cannot be followed must not keep the rest of the night from being compared."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from payments.models import ReconciliationRun
from payments.paystack.errors import PaystackProblem

log = logging.getLogger(__name__)
NOT_FOLLOWED = "not_followed"
"""How many payments, refunds or disputes could not be brought in line; each shows as a difference."""


@contextmanager
def apart(run: ReconciliationRun, name: str) -> Iterator[None]:
    """Keeps a fault in following one thing to itself. Paystack's silence and the database's end the step as ever."""
    try:
        yield
    except (PaystackProblem, OperationalError):
        raise
    except Exception:
        log.exception("%s could not be followed.", name)
        run.counts[NOT_FOLLOWED] = run.counts.get(NOT_FOLLOWED, 0) + 1
