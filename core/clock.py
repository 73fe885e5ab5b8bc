"""The one clock that product code reads, so that tests and the sandbox can move time without touching the code."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def _source(path: str) -> Callable[[], datetime]:
    source: Callable[[], datetime] = import_string(path)
    return source


def now() -> datetime:
    """Returns the present moment, aware, from the clock that `settings.CLOCK` names."""
    return _source(settings.CLOCK)()
