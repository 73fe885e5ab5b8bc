"""The fault knobs: read once per call, counted down as they hit."""

import time
from typing import Any

from django.db.models import F

from sandbox.models import Faults

KNOBS = [field.name for field in Faults._meta.get_fields() if field.name.startswith(("whatsapp_", "media_", "paystack_"))]
SLOW_LIMIT = 60


class Knobs:
    """The knobs as they stood when a call came in."""

    def __init__(self) -> None:
        self.row = Faults.objects.filter(pk=1).first() or Faults()

    def take(self, name: str) -> bool:
        """Returns whether this fault hits now, using up one of its calls.

        Two calls at once never share the last one: the row is changed only if it still has calls left.
        """
        left = getattr(self.row, name)
        if left <= 0:
            return bool(left)
        return bool(Faults.objects.filter(pk=1, **{f"{name}__gt": 0}).update(**{name: F(name) - 1}))

    def dawdle(self, name: str) -> None:
        """Waits `slow_seconds` if the fault hits."""
        if self.take(name):
            time.sleep(self.row.slow_seconds)


def set_faults(**values: int) -> Faults:
    """Sets knobs by name: 0 off, n for the next n calls, -1 until switched off; also `slow_seconds`, `rate_limit_code`.

    Raises:
        ValueError: for an unknown name or a value that is not a sensible number.
    """
    row = Faults.objects.get_or_create(pk=1)[0]
    for name, value in values.items():
        _check(name, value)
        setattr(row, name, value)
    row.save(update_fields=list(values) or None)
    return row


def clear_faults() -> Faults:
    """Switches everything off."""
    return set_faults(**dict.fromkeys(KNOBS, 0))


def as_json() -> dict[str, Any]:
    row = Faults.objects.filter(pk=1).first() or Faults()
    return {name: getattr(row, name) for name in [*KNOBS, "slow_seconds", "rate_limit_code"]}


def _check(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be a whole number.")
    if name == "slow_seconds" and not 0 <= value <= SLOW_LIMIT:
        raise ValueError(f"slow_seconds must be from 0 to {SLOW_LIMIT}.")
    if name == "rate_limit_code" and value not in Faults.RateLimit.values:
        raise ValueError(f"rate_limit_code must be one of {Faults.RateLimit.values}.")
    if name not in [*KNOBS, "slow_seconds", "rate_limit_code"]:
        raise ValueError(f"{name} is not a fault; known are: {', '.join(KNOBS)}.")
