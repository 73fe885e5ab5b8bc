"""One search over everything that apps have made findable."""

from dataclasses import dataclass
from functools import partial

from core.pieces import PIECES, Door, SearchSource, Viewer
from desk.reading import read

LONGEST = 100
HITS_PER_SOURCE = 10


@dataclass(frozen=True)
class Found:
    """What one source found, best first; `doors` is None where it could not be read."""

    title: str
    doors: list[Door] | None


def find(words: str, user: Viewer) -> list[Found]:
    """Returns what this person may see and the words lead to, without the sources that found nothing."""
    asked = words.replace("\0", "").strip()[:LONGEST]
    if not asked:
        return []
    sources = PIECES.all(SearchSource)
    found = [Found(each.title, read(each, user, partial(each.hits, asked, user, HITS_PER_SOURCE))) for each in sources]
    return [one for one in found if one.doors != []]
