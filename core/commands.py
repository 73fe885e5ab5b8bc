"""The base of cron commands: one job each, one at a time, safe to run twice, late or killed midway."""

import json
import logging
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Model
from django.utils.dateparse import parse_datetime

from core.clock import now
from core.models import CommandRun

log = logging.getLogger(__name__)
DONE, SOME_FAILED, BAD_ARGUMENTS, LOCKED, DEPENDENCY_DOWN = 0, 1, 2, 3, 4
ADVISORY_LOCK_SPACE = 7341
SHOWN = 20
"""How many failures of a run are kept in words; all are counted."""
Item = TypeVar("Item", bound=int | Model)


class DependencyDown(Exception):
    """WhatsApp, Paystack, the storage or the database cannot be reached, so that going on is useless: exit code 4."""


class ItemFailed(Exception):
    """One item failed in a way that was to be expected. The text is kept with the run: it may name rows, never people."""


@dataclass
class Job:
    """What one run is asked for, and what it has done so far."""

    at: datetime
    limit: int
    dry_run: bool
    counts: dict[str, int] = field(default_factory=dict)
    failed: int = 0
    failures: list[str] = field(default_factory=list)
    problem: str = ""
    """Why the run broke off."""

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number

    def fail(self, text: str) -> None:
        self.failed += 1
        if len(self.failures) < SHOWN:
            self.failures.append(text)

    def each(self, name: str, items: Iterable[Item], act: Callable[[Item], object]) -> None:
        """Does `act` for each item, and counts as `name` those for which it did not say False. A rehearsal only counts.

        One that fails is recorded by its id and keeps no other from its turn.

        Args:
            items: rows, or ids of rows.

        Raises:
            DependencyDown: by `act`, or because the database is gone. What is left stays for the next run.
        """
        for item in items:
            if self.dry_run or self._succeeds(name, item, act):
                self.count(name)

    def _succeeds(self, name: str, item: Item, act: Callable[[Item], object]) -> bool:
        label = f"{item._meta.verbose_name} {item.pk}" if isinstance(item, Model) else f"{name} {item}"
        try:
            return act(item) is not False
        except DependencyDown:
            raise
        except ItemFailed as problem:
            self.fail(f"{label}: {problem}")
        except Exception as problem:
            if _database_is_gone(problem):
                raise DependencyDown(_in_a_line(problem)) from problem
            log.exception("%s failed.", label)
            self.fail(f"{label}: {type(problem).__name__}")
        return False

    @property
    def summary(self) -> dict[str, Any]:
        """What is kept of the run, and shown to staff."""
        told = {"failures": self.failures, "problem": self.problem}
        return {"failed": self.failed, **self.counts, **{name: value for name, value in told.items() if value}}


class CronCommand(ABC, BaseCommand):
    """Subclasses implement `work(job)`, most often as `job.each(name, items, act)` with a service as the act.

    Exit codes: 0 done or nothing to do, 1 some items failed, 2 bad arguments, 3 locked elsewhere, 4 a dependency is down.
    An exception that nobody expected ends the run with 1 as well. The last run is stored however it ended.
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
        try:
            with _lock(name):
                code, crash = self._run(name, job)
        except (OperationalError, InterfaceError) as problem:  # of the lock: those of the work are dealt with by then
            job.problem, code, crash = _in_a_line(problem), DEPENDENCY_DOWN, None
        self._tell(name, job, code, as_json=options["json"])
        if crash:
            raise crash
        if code:
            raise CommandError(f"{name} ended with code {code}.", returncode=code)

    def _moment(self, text: str | None) -> datetime:
        if text is None:
            return now()
        moment = parse_datetime(text)
        if moment is None or moment.tzinfo is None:
            raise CommandError(f"--now {text!r} is not an ISO date and time with a zone.", returncode=BAD_ARGUMENTS)
        return moment

    def _run(self, name: str, job: Job) -> tuple[int, Exception | None]:
        """Works and stores how it ended; returns the exit code and what nobody expected."""
        started_at, crash = now(), None
        try:
            self.work(job)
            code = SOME_FAILED if job.failed else DONE
        except CommandError:  # bad arguments: there was no run
            raise
        except DependencyDown as problem:
            job.problem, code = str(problem), DEPENDENCY_DOWN
        except Exception as problem:  # noqa: BLE001 (it is raised again by the caller, after the run was stored)
            job.problem = _in_a_line(problem)
            code, crash = (DEPENDENCY_DOWN, None) if _database_is_gone(problem) else (SOME_FAILED, problem)
        if not job.dry_run:
            self._store(name, job, started_at, code)
        return code, crash

    def _store(self, name: str, job: Job, started_at: datetime, code: int) -> None:
        facts = {"started_at": started_at, "finished_at": now(), "exit_code": code, "summary": job.summary}
        if not connection.is_usable():
            connection.close()  # the next statement opens a new one, if the database is back
        try:
            CommandRun.objects.update_or_create(name=name, defaults=facts)
        except DatabaseError as problem:
            self.stderr.write(f"{name}: the run could not be stored: {_in_a_line(problem)}")

    def _tell(self, name: str, job: Job, code: int, *, as_json: bool) -> None:
        for line in [*job.failures, *([job.problem] if job.problem else [])]:
            self.stderr.write(f"{name}: {line}")
        counts = ", ".join(f"{key} {value}" for key, value in {"failed": job.failed, **job.counts}.items())
        summary = {"command": name, "exit_code": code, **job.summary}
        self.stdout.write(json.dumps(summary) if as_json else f"{name}: {counts}")


@contextmanager
def _lock(name: str) -> Iterator[None]:
    """A session lock of the database: gone with the connection, so a killed run never blocks the next one."""
    key = [ADVISORY_LOCK_SPACE, zlib.crc32(name.encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        if not cursor.fetchone()[0]:
            raise CommandError(f"{name} is running elsewhere.", returncode=LOCKED)
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _database_is_gone(problem: Exception) -> bool:
    """Whether it is the connection that failed. A deadlock or a statement that took too long is one item's trouble."""
    return isinstance(problem, OperationalError | InterfaceError) and not connection.is_usable()


def _in_a_line(problem: Exception) -> str:
    """The exception's kind and first line: below it PostgreSQL gives the values of the row, which may be a person's."""
    return f"{type(problem).__name__}: {problem}".partition("\n")[0][:300]
