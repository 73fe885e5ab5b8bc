"""Where a person can go, by what they may see."""

from core.pieces import PIECES, Link, Viewer
from desk.reading import read


def links_of(user: Viewer) -> dict[str, list[Link]]:
    """Returns this person's links by their group."""
    groups: dict[str, list[Link]] = {}
    for link in PIECES.all(Link):
        if read(link, user, lambda: [True]):
            groups.setdefault(link.group, []).append(link)
    return groups
