"""What one homework costs: the price of the student's level where there is one, else the price in the settings.

A homework asks for it once and keeps its quote (`homework.services.quote`); texts that name the price ask here.
"""

from dataclasses import dataclass

from core.models import AdminSettings
from homework.models import LevelPrice
from students.models import Level


@dataclass(frozen=True)
class Prices:
    """What the levels pay, taken together; in kobo."""

    lowest_kobo: int
    differ: bool


def price_of(level: str) -> int:
    """Returns what a homework of a student at this level costs today, in kobo."""
    own = LevelPrice.objects.filter(level=level).values_list("price_kobo", flat=True).first()
    return AdminSettings.load().homework_price_kobo if own is None else own


def prices() -> Prices:
    """Returns what can be told to somebody whose level is not known."""
    own = dict(LevelPrice.objects.values_list("level", "price_kobo"))
    general_kobo = AdminSettings.load().homework_price_kobo
    paid = {own.get(level, general_kobo) for level in Level.values}
    return Prices(min(paid), len(paid) > 1)
