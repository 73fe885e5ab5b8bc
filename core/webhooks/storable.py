"""What of a vendor's JSON PostgreSQL can hold."""

import math
from typing import Any

DEEPEST = 50
"""How many levels of a payload are kept: far more than any message has, few enough for PostgreSQL."""


def clean(text: str) -> str:
    """PostgreSQL stores neither NUL nor lone surrogates, and JSON can carry both."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def storable(value: Any, depth: int = 0) -> Any:
    """The same JSON without what PostgreSQL refuses, cut off below the deepest level that is kept."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict | list) and depth == DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {clean(str(key)): storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # PostgreSQL's JSON knows no NaN or Infinity, Python's reader does
    return value
