"""School classes as students write them: SS2, ss 2, jss1, Primary 5, Form 4, Grade 10, 10A, Year 9, 100 level."""

import re
from dataclasses import dataclass

from students.models import Level


@dataclass(frozen=True)
class SchoolClass:
    text: str
    level: Level


@dataclass(frozen=True)
class Group:
    """A kind of school and how many years it has."""

    name: str
    level: Level
    years: int


GROUPS = (
    Group("Primary", Level.PRIMARY, 6),
    Group("JSS", Level.JUNIOR, 3),
    Group("SS", Level.SENIOR, 3),
    Group("WAEC/JAMB", Level.EXAM, 0),
)
_WORDS = {
    "primary": "Primary", "basic": "Primary", "pry": "Primary", "pri": "Primary",
    "jss": "JSS", "js": "JSS", "junior": "JSS",
    "ss": "SS", "sss": "SS", "senior": "SS", "shs": "SS",
}  # fmt: skip
_EXAMS = {"waec", "neco", "jamb", "utme", "wassce", "gce", "waec/jamb", "jamb/waec"}
_FOREIGN = re.compile(r"^(form|grade|year|class)\s*(\d{1,2})\s*[a-z]?$")


def parse(text: str) -> SchoolClass | None:
    """Returns the class that a short text names; None for a group without its year or for anything unclear.

    Text that names no class we know is kept as written by `as_written`.
    """
    words = re.sub(r"[\s\-]+", " ", text.casefold().replace(".", "")).strip()
    if words in _EXAMS:
        return SchoolClass(words.upper(), Level.EXAM)
    local = re.match(r"^([a-z]+) ?(\d)\s?[a-z]?$", words)
    group = next((group for group in GROUPS if local and group.name == _WORDS.get(local[1])), None)
    if local and group and 1 <= int(local[2]) <= group.years:
        return SchoolClass(f"{group.name}{'' if len(group.name) < 4 else ' '}{local[2]}", group.level)
    foreign = _FOREIGN.match(words)
    if foreign:
        return SchoolClass(text.strip()[:60], _foreign_level(foreign[1], int(foreign[2])))
    bare = re.match(r"^(\d{1,2})\s?[a-z]$", words)
    if bare:
        return SchoolClass(text.strip()[:60], _foreign_level("grade", int(bare[1])))
    return None


def group_named(text: str) -> Group | None:
    """Returns the group that a text such as "ss" or "junior secondary" names without a year."""
    words = text.casefold().replace("secondary", "").strip()
    name = _WORDS.get(words)
    return next((group for group in GROUPS if group.name == name), None)


def as_written(text: str) -> SchoolClass:
    return SchoolClass(" ".join(text.split())[:60], Level.OTHER)


def _foreign_level(word: str, number: int) -> Level:
    if word == "form":
        return Level.JUNIOR if number <= 3 else Level.SENIOR
    if number <= 6:
        return Level.PRIMARY
    return Level.JUNIOR if number <= 9 else Level.SENIOR if number <= 13 else Level.OTHER
