"""No test has a deadline on the wall clock: a busy machine would fail it though nothing is wrong. `tests/waiting.py` waits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from tests.test_floors import PARTS, is_test

CLOCKS = {"monotonic", "perf_counter", "sleep", "wait_for_timeout"}
"""What reads a clock that tests cannot move, or waits for it."""
ENDURED = "STANDSTILL_SECONDS"
"""The one time-out, for libraries that take nothing else: it ends only tests that hang."""
EXCEPTIONS = {"tests/waiting.py"}


def files_of_tests() -> list[Path]:
    parts = [path for part in [*PARTS, "tests"] for path in sorted((BASE_DIR / part).rglob("*.py")) if is_test(path)]
    return [BASE_DIR / "conftest.py", *parts]


def deadlines(source: str) -> Iterator[str]:
    """The waits for a fixed time in a piece of code."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        limits = [keyword.value for keyword in node.keywords if keyword.arg in {"timeout", "deadline"}]
        if name in {"wait", "join"}:
            limits += [value for value in node.args if isinstance(value, ast.Constant) and isinstance(value.value, int | float)]
        if name in CLOCKS or any(_is_fixed(value) for value in limits):
            yield f"line {node.lineno}: {ast.unparse(node)[:80]}"


def _is_fixed(limit: ast.expr) -> bool:
    return ENDURED not in ast.unparse(limit) and not (isinstance(limit, ast.Constant) and limit.value is None)


@pytest.mark.parametrize("path", files_of_tests(), ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_no_test_waits_for_a_fixed_time(path: Path) -> None:
    if str(path.relative_to(BASE_DIR)) not in EXCEPTIONS:
        assert list(deadlines(path.read_text())) == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("time.sleep(1)", True),
        ("while monotonic() < end: pass", True),
        ("requests.get(url, timeout=20)", True),
        ("thread.join(timeout=60)", True),
        ("barrier.wait(10)", True),
        ("settings(deadline=200)", True),
        ("settings(deadline=None)", False),
        ("requests.get(url, timeout=STANDSTILL_SECONDS)", False),
        ("', '.join(names)", False),
        ("barrier.wait()", False),
    ],
)
def test_the_rule_itself(source: str, is_found: bool) -> None:
    assert bool(list(deadlines(source))) is is_found
