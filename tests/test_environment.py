"""The environment is checked at start: each mistake is told with a hint, and unsafe combinations refuse to start."""

import re
import subprocess
import sys
from dataclasses import fields
from itertools import pairwise

import pytest

from config import environment
from config.checks import PRODUCTION_LIKE
from config.environment import BASE_DIR, EnvironmentProblem

SANDBOX = {"DEBUG": "1", "SANDBOX": "1"}
PRODUCTION = {name: value for name, value in PRODUCTION_LIKE.items() if name != "DJANGO_SETTINGS_MODULE"}


def problems(capsys: pytest.CaptureFixture[str], values: dict[str, str]) -> str:
    with pytest.raises(EnvironmentProblem) as stopped:
        environment.read(values)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_the_example_lists_exactly_the_variables_that_are_read() -> None:
    listed = re.findall(r"^([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(field.name.upper() for field in fields(environment.Environment))


def test_each_variable_of_the_example_has_its_comment() -> None:
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    bare = [line for before, line in pairwise(lines) if re.match(r"[A-Z_]+=", line) and not before.startswith("# ")]
    assert bare == []


def test_the_sandbox_needs_nothing_else() -> None:
    read = environment.read(SANDBOX)
    assert read.whatsapp_api_url == "http://127.0.0.1:8000/sandbox/graph/v25.0"
    assert (read.web_concurrency, read.web_threads) == (2, 8)


def test_a_production_environment_is_accepted() -> None:
    read = environment.read(PRODUCTION)
    assert read.is_production
    assert read.secure_urls
    assert read.web_threads == 1
    assert read.allowed_hosts == ["tutorline.example"]


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("PORT", "80800", "whole number from 1 to 65535"),
        ("PORT", "eight", "whole number"),
        ("DEBUG", "maybe", "use 1 or 0"),
        ("PUBLIC_URL", "tutorline.example", "full http(s) address"),
        ("PAYSTACK_API_URL", "ftp://paystack", "full http(s) address"),
        ("LOG_LEVEL", "LOUD", "use one of"),
        ("LOG_LEVEL", "DEBUG", "not with DEBUG=0"),
        ("SECRET_KEY", "short", "at least 32"),
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("WHATSAPP_APP_SECRET", "", "WHATSAPP_APP_SECRET is missing"),
        ("PAYSTACK_SECRET_KEY", "pk_test_public", "sk_test_ or sk_live_"),
        ("PAYSTACK_PREVIOUS_SECRET_KEY", "sk_live_before", "other mode"),
        ("ALERT_EMAILS", "ada@tutorline.example", "name the mail server too"),
        ("ALERT_EMAILS", "ada", "'ada' is no e-mail address"),
        ("EMAIL_FROM", "alerts", "no e-mail address"),
        ("EMAIL_URL", "mail.example:587", "no address of a mail server"),
        ("WORKER_CONCURRENCY", "0", "whole number from 1 to 64"),
        ("WEB_THREADS", "many", "whole number"),
        ("SANDBOX", "1", "SANDBOX=1 needs DEBUG=1"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_hint(
    capsys: pytest.CaptureFixture[str], name: str, value: str, hint: str
) -> None:
    assert hint in problems(capsys, PRODUCTION | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAYSTACK_SECRET_KEY", "sk_live_1234567890"),
        ("WHATSAPP_API_URL", "https://graph.facebook.com/v25.0"),
        ("PAYSTACK_API_URL", "https://api.paystack.co"),
        ("DEBUG", "0"),
    ],
)
def test_the_sandbox_refuses_anything_live(capsys: pytest.CaptureFixture[str], name: str, value: str) -> None:
    assert "SANDBOX=1" in problems(capsys, SANDBOX | {name: value})


def test_all_mistakes_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    told = problems(capsys, PRODUCTION | {"PORT": "x", "SECRET_KEY": "short", "DATABASE_URL": ""})
    assert told.count("\n  - ") == 3


def test_a_process_with_a_bad_environment_ends_with_2_and_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env=PRODUCTION_LIKE | {"PORT": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "PORT='x'" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_starts_without_its_database() -> None:
    start = "from config.wsgi import application; print('started')"
    done = subprocess.run(
        [sys.executable, "-c", start], cwd=BASE_DIR, env=PRODUCTION_LIKE, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "started", done.stderr
