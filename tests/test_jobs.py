"""A job that is asked for by a name no task has would fail in the worker, where nobody looks."""

from types import ModuleType

import pytest
from procrastinate.contrib.django import app

from conversations import job_names as of_conversations
from payments import job_names as of_payments


def declared(module: ModuleType) -> set[str]:
    return {value for name, value in vars(module).items() if name.isupper()}


@pytest.mark.parametrize("module", [of_conversations, of_payments], ids=lambda module: str(module.__package__))
def test_every_declared_job_has_a_task_and_every_task_is_declared(module: ModuleType) -> None:
    tasks = {name for name in app.tasks if name.startswith(f"{module.__package__}.")}
    assert declared(module) == tasks
