"""Acts in real threads, each on a connection of its own, that start in one moment."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connections

from tests.waiting import until


def together(*acts: Callable[[], Any]) -> list[Exception]:
    """Performs all acts at once and returns what they raised."""
    start, problems = threading.Barrier(len(acts)), []
    threads = []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            act()
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    for act in acts:
        threads.append(threading.Thread(target=run, args=(act,), daemon=True))
        threads[-1].start()
    until(lambda: not _alive(threads), "every thread has ended", moved=lambda: (_alive(threads), int(time.process_time())))
    return problems


def _alive(threads: list[threading.Thread]) -> int:
    return sum(thread.is_alive() for thread in threads)


class Gate:
    """Opens for good once so many threads have come to it; who comes early waits, who comes late walks through."""

    def __init__(self, needed: int) -> None:
        self._missing, self._lock, self._open = needed, threading.Lock(), threading.Event()

    def pass_through(self) -> None:
        with self._lock:
            self._missing -= 1
            if self._missing <= 0:
                self._open.set()
        self._open.wait()
