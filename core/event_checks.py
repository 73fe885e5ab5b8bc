"""Checks at start that no event is lost without a sound: each is declared in its app's `events.py`, and somebody listens."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import Signal


def check() -> None:
    """Call it when all apps have connected their receivers.

    Raises:
        ImproperlyConfigured: naming every event that nobody listens to, and every signal declared anywhere else.
    """
    modules = list(_modules())
    declared = {id(signal) for module in modules if _holds_events(module) for _, signal in _signals(module)}
    problems = [
        f"{module.__name__}.{name}: nobody listens to this event."
        for module in modules
        if _holds_events(module)
        for name, signal in _signals(module)
        if not signal.receivers
    ]
    problems += [
        f"{module.__name__}.{name}: an event is declared in its app's events.py."
        for module in modules
        for name, signal in _signals(module)
        if id(signal) not in declared
    ]
    if problems:
        raise ImproperlyConfigured("\n".join(problems))


def _modules() -> Iterator[ModuleType]:
    """Every loaded module of our own apps."""
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in ours and isinstance(module, ModuleType):
            yield module


def _holds_events(module: ModuleType) -> bool:
    return module.__name__.endswith(".events")


def _signals(module: ModuleType) -> list[tuple[str, Signal]]:
    return [(name, value) for name, value in vars(module).items() if isinstance(value, Signal)]
