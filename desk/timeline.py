"""What happened to one person, told by all apps in one order."""

from dataclasses import dataclass
from functools import partial

from core.pieces import PIECES, Entry, Person, TimelineSource, Viewer
from desk.reading import read


@dataclass(frozen=True)
class Timeline:
    """The entries, newest first, and the titles of the sources that could not be read."""

    entries: list[Entry]
    missing: list[str]


def timeline(person: Person, user: Viewer, *, limit: int) -> Timeline:
    """Returns the latest entries that this user may see, with one statement for each source."""
    sources = PIECES.all(TimelineSource)
    told = [(each.title, read(each, user, partial(each.entries, person, limit))) for each in sources]
    entries = sorted((entry for _, some in told for entry in some or []), key=lambda entry: entry.at, reverse=True)
    return Timeline(entries[:limit], [title for title, some in told if some is None])
