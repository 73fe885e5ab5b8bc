"""Waiting itself: as long as something moves, however long it takes, and no longer."""

import subprocess
import sys
from itertools import count

import pytest

from tests import waiting
from tests.races import Gate, together
from tests.waiting import until, used_cpu


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PAUSE_SECONDS", 0)


def test_what_comes_true_is_returned() -> None:
    looks = iter([None, "", "done"])
    assert until(lambda: next(looks), "something") == "done"


def test_a_wait_in_which_nothing_moves_is_given_up() -> None:
    looks = count()
    with pytest.raises(AssertionError, match=r"Nothing has moved for 5 looks\. Still awaited: the answer\."):
        until(lambda: next(looks) < 0, "the answer", moved=lambda: "still", looks=5)
    assert 5 <= next(looks) <= 7


def test_a_wait_goes_on_while_anything_moves() -> None:
    looks, moves = count(), count()
    assert until(lambda: next(looks) >= 1_000, "a thousand looks", moved=lambda: next(moves) // 4, looks=5)


def test_the_dead_use_no_processor_time() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert used_cpu([gone.pid]) == 0


def test_a_gate_lets_everybody_through_once_enough_have_come() -> None:
    gate, passed = Gate(3), []

    def pass_through() -> None:
        gate.pass_through()
        passed.append(1)

    assert together(*[pass_through] * 5) == []
    assert len(passed) == 5


def test_what_acts_raise_together_is_returned() -> None:
    def fail() -> None:
        raise ValueError("no")

    assert [type(problem) for problem in together(fail, fail, lambda: None)] == [ValueError, ValueError]
