"""The movable clock: real time plus an offset that every process reads from one row."""

import time
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sandbox.models import Movement

CACHE_SECONDS = 1.0


class _Cache:
    offset = timedelta()
    read_at = float("-inf")


def now() -> datetime:
    """Returns real time moved by the offset; another process's move is seen within a second."""
    if time.monotonic() - _Cache.read_at >= CACHE_SECONDS:
        _refresh()
    return timezone.now() + _Cache.offset


def offset() -> timedelta:
    """Returns how far the clock stands from real time, fresh from the table."""
    _refresh()
    return _Cache.offset


def move(by: timedelta) -> None:
    """Moves the clock, forward as a rule: the product may not like a past it has already seen."""
    _store(offset() + by)


def reset() -> None:
    """Goes back to real time."""
    _store(timedelta())


def _store(value: timedelta) -> None:
    Movement.objects.update_or_create(pk=1, defaults={"seconds": int(value.total_seconds())})
    _refresh()


def forget() -> None:
    """Forgets the offset as read: for tests, which roll its row back."""
    _Cache.offset, _Cache.read_at = timedelta(), float("-inf")


def _refresh() -> None:
    try:
        # The savepoint keeps the caller's transaction whole where the table does not exist yet: while migrations run.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            seconds = Movement.objects.filter(pk=1).values_list("seconds", flat=True).first() or 0
    except DatabaseError:
        # A caller whose transaction has failed still needs the time, to say so: the offset as last read will do.
        return
    _Cache.offset, _Cache.read_at = timedelta(seconds=seconds), time.monotonic()
