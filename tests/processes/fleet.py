"""Real worker processes that can be killed at any moment: started, struck down with SIGKILL, and replaced."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum

from config.environment import BASE_DIR
from conversations.models import InboundMessage, OutboundMessage
from tests.waiting import until, used_cpu

LOST_ANSWER_SECONDS = 15
"""Short, so that a lost answer is asked for again within the test; long enough for a report on a very busy machine."""


class Fleet:
    """Workers, each with a name of its own, so that the fake Graph API can tell them apart."""

    def __init__(self, graph_url: Callable[[str], str], log_folder: Path) -> None:
        self._graph_url, self._log_folder = graph_url, log_folder
        self._processes: dict[str, int] = {}
        self._lock = threading.RLock()
        self.killed: list[str] = []
        command = [sys.executable, "-m", "tests.processes.nursery"]
        self._nursery = subprocess.Popen(
            command, cwd=BASE_DIR, env=os.environ | _environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self) -> str:
        """Starts one more worker and returns its name."""
        assert self._nursery.stdin
        assert self._nursery.stdout
        with self._lock:
            name = f"worker-{len(self._processes) + 1:02}"
            self._nursery.stdin.write(f"{self._graph_url(name)} {self._log_folder / name}.log\n")
            self._nursery.stdin.flush()
            self._processes[name] = int(self._nursery.stdout.readline())
            return name

    def kill(self, name: str) -> None:
        """SIGKILL, as when a machine goes down; returns when the process is gone."""
        with self._lock:
            if not _lives(self._processes[name]):
                return
            os.kill(self._processes[name], signal.SIGKILL)
            until(lambda: not _lives(self._processes[name]), f"{name} is gone")
            self.killed.append(name)

    def keep(self, size: int) -> None:
        """Replaces the dead until `size` workers are alive."""
        while len(self.alive) < size:
            self.start()

    @property
    def alive(self) -> list[str]:
        with self._lock:
            return [name for name, process in self._processes.items() if name not in self.killed and _lives(process)]

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Waits for something that the workers will do."""
        until(condition, what, moved=self._progress)

    def _progress(self) -> tuple[object, ...]:
        """Changes as long as any worker gets on: what is handled and sent, who was killed, the processor time used."""
        with self._lock:
            living = [self._processes[name] for name in self.alive]
        return handled(), len(self.killed), used_cpu(living)

    def stop(self) -> None:
        for name in self.alive:
            self.kill(name)
        self._nursery.communicate()

    def logs(self) -> str:
        """What the workers had to say, but for their greeting."""
        texts = [(path.stem, path.read_text()) for path in sorted(self._log_folder.glob("worker-*.log"))]
        return "\n".join(f"{name}: {text}" for name, text in texts if text.strip() != "Launching a worker on all queues")


@contextmanager
def running(graph_url: Callable[[str], str], log_folder: Path) -> Iterator[Fleet]:
    fleet = Fleet(graph_url, log_folder)
    try:
        yield fleet
    finally:
        fleet.stop()


def database_url(name: str = "") -> str:
    """The URL of the database that this test uses, or of another one on the same server, for another process."""
    facts: dict[str, Any] = connection.settings_dict
    name = name or facts["NAME"]
    host = facts["HOST"] or facts.get("OPTIONS", {}).get("host", "")
    login = quote(facts["USER"], safe="") + (f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else "")
    if host.startswith("/"):
        return f"postgres://{login}@/{name}?host={quote(host, safe='')}"
    return f"postgres://{login}@{host}:{facts['PORT'] or 5432}/{name}"


def handled() -> tuple[object, ...]:
    """How far messages have come, in both directions."""
    inbox = InboundMessage.objects.aggregate(processed=Count("processed_at"), media=Count("media_file"), tries=Sum("tries"))
    outbox = OutboundMessage.objects.values_list("status").annotate(Count("pk"), Sum("attempts")).order_by("status")
    return tuple(inbox.values()), tuple(outbox)


def _environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "DEBUG": "1",
        "SANDBOX": "0",
        "LOG_LEVEL": "WARNING",
        "WORKER_CONCURRENCY": "4",
        "LOST_ANSWER_SECONDS": str(LOST_ANSWER_SECONDS),
        "WHATSAPP_PHONE_NUMBER_ID": settings.WHATSAPP_PHONE_NUMBER_ID,
        "WHATSAPP_ACCESS_TOKEN": settings.WHATSAPP_ACCESS_TOKEN,
        "WHATSAPP_APP_SECRET": settings.WHATSAPP_APP_SECRET,
        "WHATSAPP_VERIFY_TOKEN": settings.WHATSAPP_VERIFY_TOKEN,
        "PAYSTACK_API_URL": "http://127.0.0.1:9",
        "PAYSTACK_SECRET_KEY": settings.PAYSTACK_SECRET_KEY,
    }


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
