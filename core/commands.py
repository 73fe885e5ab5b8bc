"""The base of cron commands: one job each, one at a time, safe to run twice, late or killed midway."""

import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.utils.dateparse import parse_datetime

from core import clock
from core.models import CommandRun

DONE, SOME_FAILED, BAD_ARGUMENTS, LOCKED, DEPENDENCY_DOWN = 0, 1, 2, 3, 4
ADVISORY_LOCK_SPACE = 7341


class DependencyDown(Exception):
    """Raised by a job when WhatsApp, Paystack or the storage cannot be reached: exit code 4."""


@dataclass
class Job:
    """What one run is asked for, and what it has done so far."""

    at: datetime
    limit: int
    dry_run: bool
    counts: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number


class CronCommand(ABC, BaseCommand):
    """Subclasses implement `work(job)`.

    Exit codes: 0 done or nothing to do, 1 some items failed, 2 bad arguments, 3 locked elsewhere, 4 a dependency is down.
    """

    default_limit = 1000

    @abstractmethod
    def work(self, job: Job) -> None:
        """Does the job; counts what it did on `job`. Must be safe to run twice and to stop at any moment."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
        parser.add_argument("--limit", type=int, default=self.default_limit, help="most items in one run")
        parser.add_argument("--now", help="ISO date and time with zone to run as of")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        job = Job(at=self._moment(options["now"]), limit=options["limit"], dry_run=options["dry_run"])
        if job.limit < 1:
            raise CommandError("--limit must be at least 1.", returncode=BAD_ARGUMENTS)
        name = type(self).__module__.rsplit(".", 1)[-1]
        with _lock(name) as locked:
            if not locked:
                raise CommandError(f"{name} is running elsewhere.", returncode=LOCKED)
            code = self._run(name, job)
        summary = {"command": name, "exit_code": code, "failed": job.failed, **job.counts}
        self.stdout.write(json.dumps(summary) if options["json"] else _line(summary))
        if code:
            raise CommandError(f"{name} ended with code {code}.", returncode=code)

    def _moment(self, text: str | None) -> datetime:
        if text is None:
            return clock.now()
        moment = parse_datetime(text)
        if moment is None or moment.tzinfo is None:
            raise CommandError(f"--now {text!r} is not an ISO date and time with a zone.", returncode=BAD_ARGUMENTS)
        return moment

    def _run(self, name: str, job: Job) -> int:
        started_at = clock.now()
        try:
            self.work(job)
            code = SOME_FAILED if job.failed else DONE
        except (DependencyDown, OperationalError) as problem:
            self.stderr.write(f"{name}: {problem}")
            code = DEPENDENCY_DOWN
        if not job.dry_run:
            CommandRun.objects.update_or_create(
                name=name,
                defaults={
                    "started_at": started_at,
                    "finished_at": clock.now(),
                    "exit_code": code,
                    "summary": job.counts | {"failed": job.failed},
                },
            )
        return code


@contextmanager
def _lock(name: str) -> Iterator[bool]:
    """A session lock of the database: gone with the connection, so a killed run never blocks the next one."""
    key = zlib.crc32(name.encode()) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ADVISORY_LOCK_SPACE, key])
        locked = bool(cursor.fetchone()[0])
        try:
            yield locked
        finally:
            if locked:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [ADVISORY_LOCK_SPACE, key])


def _line(summary: dict[str, Any]) -> str:
    counts = ", ".join(f"{key} {value}" for key, value in summary.items() if key not in {"command", "exit_code"})
    return f"{summary['command']}: {counts}"
