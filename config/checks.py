"""`make test`: everything that CI runs, one step after the other, with a summary at the end. Exit code 1 if any step failed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree as ET

import psycopg

from config.environment import BASE_DIR
from core import embedded_postgres

TEST_SETTINGS = "config.settings_test"
PRODUCTION_LIKE = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DEBUG": "0",
    "SANDBOX": "0",
    "LOG_LEVEL": "INFO",
    "SECRET_KEY": "a-key-only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "PUBLIC_URL": "https://tutorline.example",
    "ALLOWED_HOSTS": "tutorline.example",
    "CSRF_TRUSTED_ORIGINS": "https://tutorline.example",
    # Port 9 answers nowhere: a production start must not need the database.
    "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
    "WHATSAPP_API_URL": "https://graph.facebook.com/v25.0",
    "WHATSAPP_PHONE_NUMBER_ID": "100200300400",
    "WHATSAPP_ACCESS_TOKEN": "check",
    "WHATSAPP_APP_SECRET": "check",
    "WHATSAPP_VERIFY_TOKEN": "check",
    "PAYSTACK_API_URL": "https://api.paystack.co",
    "PAYSTACK_SECRET_KEY": "sk_test_check",
}


@dataclass(frozen=True)
class Step:
    """One check: a Python module and its arguments, with variables on top of the environment of the tests."""

    title: str
    arguments: list[str]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    title: str
    passed: bool
    seconds: float


def steps(report: Path) -> list[Step]:
    return [
        Step("lint", ["-m", "ruff", "check", "."]),
        Step("format", ["-m", "ruff", "format", "--check", "."]),
        Step("types", ["-m", "mypy", "."]),
        Step("missing migrations", ["manage.py", "makemigrations", "--check", "--dry-run"]),
        Step("system checks", ["manage.py", "check", "--fail-level", "WARNING"]),
        Step("deploy checks", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION_LIKE),
        Step("tests", ["-m", "pytest", "-n", "2", f"--junitxml={report}"]),
    ]


def main(only: list[str]) -> NoReturn:
    """Runs every step, or those that `only` names by title."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the database stops too
    with tempfile.TemporaryDirectory(prefix="tutorline-checks-") as folder, database(Path(folder)) as url:
        report = Path(folder) / "tests.xml"
        results = [_run(step, url) for step in steps(report) if not only or step.title in only]
        passed, failed, skipped = _counts(report)
    _summarize(results, skipped)
    if report_expected := any(result.title == "tests" for result in results):
        print(f"{passed} passed, {failed} failed", flush=True)
    well = all(result.passed for result in results) and (passed > 0 or not report_expected)
    raise SystemExit(0 if well else 1)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Gives the URL of DATABASE_URL's server, or of an embedded one of its own that no `make run` shares."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    url = embedded_postgres.start(folder)
    with psycopg.connect(url, autocommit=True) as connection:
        # The data of a test run need not survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield url
    finally:
        embedded_postgres.stop(folder)


def _run(step: Step, database_url: str) -> Result:
    print(f"\n=== {step.title}", flush=True)
    variables = {"DJANGO_SETTINGS_MODULE": TEST_SETTINGS, "DATABASE_URL": database_url} | step.variables
    start = time.monotonic()
    code = subprocess.run([sys.executable, *step.arguments], cwd=BASE_DIR, env=os.environ | variables, check=False).returncode
    return Result(step.title, code == 0, time.monotonic() - start)


def _counts(report: Path) -> tuple[int, int, list[str]]:
    """Returns how many tests passed and failed, and why others were skipped."""
    if not report.exists():
        return 0, 0, []
    root = ET.parse(report).getroot()
    cases = root.findall(".//testcase")
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    reasons = [found.get("message") or "no reason given" for found in root.findall(".//skipped")]
    return len(cases) - len(failed) - len(reasons), len(failed), reasons


def _summarize(results: list[Result], skipped: list[str]) -> None:
    print("\n=== summary")
    for result in results:
        print(f"{'ok    ' if result.passed else 'FAILED'}  {result.title} ({result.seconds:.0f} s)")
    for reason in sorted(set(skipped)):
        print(f"Not run: {skipped.count(reason)} of the tests ({reason})")


if __name__ == "__main__":
    main(sys.argv[1:])
