"""How a cron command asks Paystack about one row after the other."""

from collections.abc import Callable
from typing import NoReturn, TypeVar

from core.commands import DependencyDown, ItemFailed
from payments.paystack.errors import PaystackBusy, PaystackDown, PaystackProblem, PaystackRefused

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class Asking:
    """Decorates the act of a run that asks Paystack about a row.

    A row without an answer fails alone; the run ends when it is plain that the others would get none either.

    patience: so many in a row without an answer mean that Paystack is down; None where each one is waited for.
    """

    def __init__(self, *, patience: int | None = None) -> None:
        self.patience, self.unanswered = patience, 0

    def __call__(self, act: Callable[[Row], Answer]) -> Callable[[Row], Answer]:
        def asked(row: Row) -> Answer:
            try:
                answer = act(row)
            except PaystackProblem as problem:
                self._fail(problem)
            self.unanswered = 0
            return answer

        return asked

    def _fail(self, problem: PaystackProblem) -> NoReturn:
        self.unanswered = self.unanswered + 1 if isinstance(problem, PaystackDown) else 0
        bad_key = isinstance(problem, PaystackRefused) and problem.is_bad_key
        if bad_key or isinstance(problem, PaystackBusy) or self.unanswered == self.patience:
            raise DependencyDown(f"{problem} The rest stays due.") from problem
        raise ItemFailed(str(problem)) from problem
