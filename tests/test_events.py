"""News from a lower floor that nobody hears would be lost without a sound."""

from importlib import import_module

import pytest
from django.dispatch import Signal

from config.environment import BASE_DIR

APPS = sorted(path.parent.name for path in BASE_DIR.glob("*/events.py"))


def declared_events(app: str) -> dict[str, Signal]:
    return {name: value for name, value in vars(import_module(f"{app}.events")).items() if isinstance(value, Signal)}


def test_events_are_found() -> None:
    assert {"homework", "payments", "tutors"} <= set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_every_declared_event_is_received(app: str) -> None:
    assert [name for name, event in declared_events(app).items() if not event.receivers] == []
