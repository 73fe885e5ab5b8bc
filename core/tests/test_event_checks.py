"""News from a lower floor that nobody hears would be lost without a sound, so the product does not start."""

import sys
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import Signal

from core import event_checks


@pytest.fixture
def module(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of an app of ours, by its name."""
    made = ModuleType(request.param)
    monkeypatch.setitem(sys.modules, request.param, made)
    return made


def refusal() -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        event_checks.check()
    return str(refused.value)


def test_all_events_of_the_house_are_heard() -> None:
    event_checks.check()


@pytest.mark.parametrize("module", ["tutors.events"], indirect=True)
def test_an_event_without_a_listener_is_named(module: ModuleType) -> None:
    module.tutor_left = Signal()  # type: ignore[attr-defined]
    assert "tutors.events.tutor_left: nobody listens" in refusal()


@pytest.mark.parametrize("module", ["payments.somewhere"], indirect=True)
def test_an_event_outside_events_is_named(module: ModuleType) -> None:
    module.paid = Signal()  # type: ignore[attr-defined]
    module.paid.connect(lambda **_: None, weak=False)
    assert "payments.somewhere.paid: an event is declared in its app's events.py" in refusal()


@pytest.mark.parametrize("module", ["somebody.elses"], indirect=True)
def test_signals_of_other_packages_are_theirs(module: ModuleType) -> None:
    module.theirs = Signal()  # type: ignore[attr-defined]
    event_checks.check()
