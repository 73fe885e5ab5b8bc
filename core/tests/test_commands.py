"""What every cron command promises, tried on a small one."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from core.commands import SHOWN, CronCommand, DependencyDown, ItemFailed, Job
from core.models import Alert, CommandRun

pytestmark = pytest.mark.django_db
NAME = "test_commands"
Act = Callable[[int], object]


class Command(CronCommand):
    """Acts on the ids 1 to 3."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act

    def work(self, job: Job) -> None:
        job.each("done", [1, 2, 3], self.act)


def run(command: CronCommand, **options: Any) -> tuple[int, dict[str, Any], str]:
    """Returns the exit code, the summary and what was complained about."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command(command, json=True, stdout=out, stderr=err, **options)
    except CommandError as problem:
        code = problem.returncode
    return code, json.loads(out.getvalue() or "{}"), err.getvalue()


def stored() -> tuple[int | None, dict[str, Any]]:
    last = CommandRun.objects.get(name=NAME)
    assert last.finished_at
    assert last.finished_at >= last.started_at
    return last.exit_code, last.summary


def raising(problem: Exception, *, at: int = 2) -> tuple[Act, list[int]]:
    """An act that fails for one id, and the ids it was called with."""
    called: list[int] = []

    def act(number: int) -> None:
        called.append(number)
        if number == at:
            raise problem

    return act, called


def test_a_run_counts_what_it_did_and_is_stored() -> None:
    assert run(Command(lambda number: None)) == (0, {"command": NAME, "exit_code": 0, "failed": 0, "done": 3}, "")
    assert stored() == (0, {"failed": 0, "done": 3})


def test_what_needed_no_doing_is_not_counted() -> None:
    assert run(Command(lambda number: number != 2))[1]["done"] == 2


def test_one_that_fails_keeps_no_other_from_its_turn_and_is_named_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    act, called = raising(ValueError("Ada Obi, 08031234567"))
    code, told, complaint = run(Command(act))
    assert (code, called, told["done"], told["failed"]) == (1, [1, 2, 3], 2, 1)
    assert stored() == (1, {"failed": 1, "done": 2, "failures": ["done 2: ValueError"]})
    assert complaint == f"{NAME}: done 2: ValueError\n"
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("ERROR", "done 2 failed.")]


def test_a_failure_that_was_to_be_expected_is_told_in_its_words_and_is_no_error_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    act, called = raising(ItemFailed("Paystack answered 502."))
    assert (run(Command(act))[0], called) == (1, [1, 2, 3])
    assert stored() == (1, {"failed": 1, "done": 2, "failures": ["done 2: Paystack answered 502."]})
    assert caplog.records == []


def test_a_row_is_named_by_its_kind_and_id() -> None:
    alert = Alert.objects.create(key="a", text="Ada Obi's payment")

    class OfRows(CronCommand):
        def work(self, job: Job) -> None:
            job.each("seen", Alert.objects.all(), lambda row: 1 / 0)

    assert run(OfRows())[1]["failures"] == [f"alert {alert.pk}: ZeroDivisionError"]


def test_many_failures_are_counted_and_the_first_ones_named() -> None:
    class OfMany(CronCommand):
        def work(self, job: Job) -> None:
            job.each("seen", range(100), lambda number: 1 / 0)

    _, told, _ = run(OfMany())
    assert (told["failed"], len(told["failures"])) == (100, SHOWN)


def test_a_dependency_that_is_down_ends_the_run() -> None:
    act, called = raising(DependencyDown("Paystack refuses our key."))
    code, told, complaint = run(Command(act))
    assert (code, called, told["exit_code"]) == (4, [1, 2], 4)
    assert "refuses our key" in complaint
    assert stored() == (4, {"failed": 0, "done": 1, "problem": "Paystack refuses our key."})


def test_an_exception_that_nobody_expected_is_raised_and_leaves_its_words_with_the_run() -> None:
    class Broken(CronCommand):
        def work(self, job: Job) -> None:
            job.count("done", 2)
            raise KeyError("a mistake of ours\nand what PostgreSQL tells of a person's row")

    CommandRun.objects.create(name=NAME, started_at="2026-11-01T00:00Z", finished_at="2026-11-01T00:01Z", exit_code=0)
    with pytest.raises(KeyError):
        run(Broken())
    code, summary = stored()
    assert (code, summary["done"]) == (1, 2)
    assert summary["problem"].startswith("KeyError: ")


def test_a_deadlock_is_one_items_trouble() -> None:
    act, called = raising(OperationalError("deadlock detected"))
    assert (run(Command(act))[0], called) == (1, [1, 2, 3])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_ends_the_run_and_is_stored_when_it_is_back() -> None:
    called = []

    def act(number: int) -> None:
        called.append(number)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert (run(Command(act))[0], called) == (4, [1])
    code, summary = stored()
    assert code == 4
    assert summary["problem"].startswith("OperationalError: terminating connection")
    assert run(Command(lambda number: None))[0] == 0, "the lock went with the connection"


def test_a_database_that_is_not_there_at_all_is_a_dependency_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    code, told, complaint = run(Command(lambda number: None))
    assert (code, told["exit_code"]) == (4, 4)
    assert "connection refused" in complaint


def test_a_rehearsal_counts_does_nothing_and_is_not_stored() -> None:
    act, called = raising(ValueError())
    assert run(Command(act), dry_run=True)[:2] == (0, {"command": NAME, "exit_code": 0, "failed": 0, "done": 3})
    assert called == []
    assert not CommandRun.objects.exists()


@pytest.mark.parametrize("options", [{"limit": 0}, {"now": "yesterday"}, {"now": "2026-11-01T10:00"}])
def test_arguments_that_make_no_sense_are_refused_and_there_was_no_run(options: dict[str, Any]) -> None:
    act, called = raising(ValueError())
    assert run(Command(act), **options)[:2] == (2, {})
    assert called == []
    assert not CommandRun.objects.exists()


def test_a_second_run_at_the_same_time_does_nothing() -> None:
    act, called = raising(ValueError())

    def elsewhere() -> int:
        try:
            return run(Command(act))[0]
        finally:
            connection.close()

    def look(number: int) -> None:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(elsewhere).result() == 3

    assert run(Command(look))[0] == 0
    assert called == []
    assert run(Command(act))[0] == 1, "afterwards it may run"
