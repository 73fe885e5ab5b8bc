"""How the desk asks a piece: a broken one is logged and leaves its neighbours standing."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from core.pieces import Viewer, Visible

log = logging.getLogger(__name__)
Read = TypeVar("Read")


def read(piece: Visible, user: Viewer, ask: Callable[[], Iterable[Read]]) -> list[Read] | None:
    """Returns what `ask` gives, nothing where this person may not see the piece, or None if it could not be read."""
    try:
        return list(ask()) if piece.allowed(user) else []
    except Exception:
        log.exception("%s could not be read", piece.name)
        return None
