"""The home page: for each person the panels that have something for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from core.pieces import PIECES, Door, Panel, Viewer
from desk.reading import read


@dataclass(frozen=True)
class ShownPanel:
    """`doors` is None where the panel could not be read."""

    panel: Panel
    doors: Sequence[Door] | None


def shown_panels(user: Viewer) -> list[ShownPanel]:
    """Returns the panels in their order, without the empty ones."""
    asked = [ShownPanel(panel, read(panel, user, partial(panel.doors, user))) for panel in PIECES.all(Panel)]
    return [shown for shown in asked if shown.doors != []]
