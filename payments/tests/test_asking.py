"""When a run that asks Paystack about many rows goes on, and when it ends."""

from collections.abc import Callable

import pytest

from core.commands import DependencyDown, ItemFailed
from payments.management.asking import Asking
from payments.paystack.errors import BAD_KEY, PaystackBusy, PaystackDown, PaystackProblem, PaystackRefused

DOWN = PaystackDown("Paystack answered 502.")
REFUSED = PaystackRefused("http_403", "no", 403)


def asked(asking: Asking, *answers: PaystackProblem | str) -> list[str]:
    """What becomes of a run that gets these answers: a word for each row it comes to."""
    told: list[str] = []

    @asking
    def ask(answer: PaystackProblem | str) -> str:
        if isinstance(answer, PaystackProblem):
            raise answer
        return answer

    for answer in answers:
        try:
            told.append(ask(answer))
        except ItemFailed:
            told.append("failed")
        except DependencyDown:
            return [*told, "down"]
    return told


@pytest.mark.parametrize("problem", [PaystackBusy(60), PaystackRefused(BAD_KEY, "no", 400), PaystackRefused("x", "no", 401)])
def test_too_many_questions_and_a_dead_key_end_the_run(problem: PaystackProblem) -> None:
    assert asked(Asking(), "paid", problem, "paid") == ["paid", "down"]


def test_a_row_that_is_refused_fails_alone() -> None:
    assert asked(Asking(patience=2), REFUSED, REFUSED, REFUSED, "paid") == ["failed", "failed", "failed", "paid"]


def test_patience_ends_with_so_many_in_a_row_without_an_answer() -> None:
    assert asked(Asking(patience=2), DOWN, "paid", DOWN, REFUSED, DOWN, DOWN, "paid") == [
        *("failed", "paid", "failed", "failed", "failed"),
        "down",
    ]
    assert asked(Asking(), *[DOWN] * 5, "paid")[-1] == "paid"


@pytest.mark.parametrize(("problem", "becomes"), [(DOWN, ItemFailed), (PaystackBusy(60), DependencyDown)])
def test_what_paystack_said_is_kept(problem: PaystackProblem, becomes: type[Exception]) -> None:
    def ask(row: int) -> None:
        raise problem

    wrapped: Callable[[int], None] = Asking()(ask)
    with pytest.raises(becomes, match="Paystack") as caught:
        wrapped(1)
    assert caught.value.__cause__ is problem
