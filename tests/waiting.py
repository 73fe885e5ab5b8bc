"""Waiting for other threads, processes and pages: as long as something moves, however slow the machine is.

No test has a deadline of its own (`tests/test_waits.py` holds this). What others will do is awaited with `until`, which gives
up only after thousands of looks in which nothing moved. Looks are counted, not seconds: a machine that is busy, or stands still
for a while, makes fewer of them.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from time import sleep
from typing import TypeVar

import psutil

PAUSE_SECONDS = 0.02
LOOKS = 10_000
"""More than three minutes on an idle machine: longer than anything in the product waits by itself."""
STANDSTILL_SECONDS = 180
"""For libraries that take nothing but a time-out: so generous that only a test which hangs meets it."""

Found = TypeVar("Found")


def until(condition: Callable[[], Found], what: str, *, moved: Callable[[], object] | None = None, looks: int = LOOKS) -> Found:
    """Asks again and again until the condition gives something true, and returns that.

    Args:
        what: what is awaited, for the message.
        moved: gives a measure of what has been done so far, such as a count of rows or `used_cpu`. While it changes,
            the wait goes on.

    Raises:
        AssertionError: if the measure stays as it is for so many looks.
    """
    known, still = None, 0
    while not (found := condition()):
        measure = moved() if moved else None
        still = still + 1 if measure == known else 0
        known = measure
        assert still < looks, f"Nothing has moved for {looks} looks. Still awaited: {what}."
        sleep(PAUSE_SECONDS)
    return found


def used_cpu(processes: Iterable[int]) -> int:
    """Returns how much processor time these living processes have used, in steps of ten seconds.

    Such a step tells a process that starves beside others from one that only asks now and then whether there is work: the first
    takes it while `until` looks, the second does not.
    """
    return int(sum(_used(process) for process in processes)) // 10


def _used(process: int) -> float:
    with suppress(psutil.NoSuchProcess):
        times = psutil.Process(process).cpu_times()
        return float(times.user + times.system)
    return 0.0
