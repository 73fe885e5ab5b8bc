"""Lines that staff have worded differently, kept in memory: a turn reads many lines and asks the database for none."""

from time import monotonic

from conversations.models import Wording

REFRESH_SECONDS = 5.0
"""How long a process may speak the old words after a change; the one statement for it is spread over all turns."""

Lines = dict[tuple[str, str], str]
_lines: Lines = {}
_loaded_at: float | None = None


def current() -> Lines:
    """Returns the changed lines by (language, key)."""
    global _lines, _loaded_at  # noqa: PLW0603 (one memory for the process)
    if _loaded_at is None or monotonic() - _loaded_at > REFRESH_SECONDS:
        rows = Wording.objects.exclude(text="")
        _lines = {(row.language, row.key): row.text for row in rows}
        _loaded_at = monotonic()
    return _lines


def forget() -> None:
    """Makes the next read ask the database, after a change in this very process."""
    global _loaded_at  # noqa: PLW0603
    _loaded_at = None
