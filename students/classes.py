"""School classes as students write them: SS2, ss two, jss1, Primary 5, Form 4, Grade 10, 10A, Year 9, 100 level."""

import re
from dataclasses import dataclass

from students.models import AgeBand, Level


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
_YEARS = {group.name: group.years for group in GROUPS}
_WORDS = {
    "primary": "Primary", "basic": "Primary", "pry": "Primary", "pri": "Primary", "prim": "Primary", "p": "Primary",
    "prmary": "Primary",
    "jss": "JSS", "js": "JSS", "junior": "JSS", "jnr": "JSS",
    "ss": "SS", "sss": "SS", "senior": "SS", "shs": "SS", "snr": "SS",
}  # fmt: skip
_EXAMS = {
    "waec": "WAEC", "wassce": "WAEC", "wasce": "WAEC", "ssce": "WAEC", "gce": "GCE", "neco": "NECO", "jamb": "JAMB",
    "jambite": "JAMB", "utme": "JAMB", "waec/jamb": "WAEC/JAMB", "jamb/waec": "WAEC/JAMB",
}  # fmt: skip
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
}
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "first": 1, "second": 2, "third": 3}
_LEAD = re.compile(
    r"^(?:my (?:son|daughter|child|boy|girl|ward|brother|sister|kid) (?:is|dey)|(?:he|she) (?:is|dey)"
    r"|final year|i am|im|am|i'm|i dey|i de|dey|my class is|my class na|class is|na|it is|its|currently|now|student of|in|at"
    r"|a|an|writing|preparing for|i am writing|i wan write|i want to write|going to|abeg|please|pls|just|hi|hello|sir|ma) "
)
_TAIL = re.compile(
    r" (?:20\d\d|sci|comm|dept|department"
    r"|science|sciences|art|arts|commercial|business|technical|student|pupil|candidate|class|exam|exams|now|please|pls"
    r"|sir|ma|abeg|o|oo|this year|\([a-z ]+\))$"
)
_SHORT_YEAR = re.compile(r"^(?:yr|yrs)\.? ?(?=\w)")
_FOREIGN = re.compile(r"^(form|grade|year|class)\s*(\d{1,2})\s*[a-z]?$")


def parse(text: str) -> SchoolClass | None:
    """Returns the class that a short text names; None for a group without its year or for anything unclear.

    Text that names no class we know is kept as written by `as_written`.
    """
    words = _core(text)
    if words in _EXAMS:
        return SchoolClass(_EXAMS[words], Level.EXAM)
    local = re.match(r"^([a-z]+) ?(\d)\s?[a-z]?$", words)
    group = next((group for group in GROUPS if local and group.name == _WORDS.get(local[1])), None)
    if local and local[1] == "basic" and 7 <= int(local[2]) <= 9:  # basic education goes on into junior secondary school
        return SchoolClass(f"JSS{int(local[2]) - 6}", Level.JUNIOR)
    if local and group and 1 <= int(local[2]) <= group.years:
        return SchoolClass(f"{group.name}{'' if len(group.name) < 4 else ' '}{local[2]}", group.level)
    foreign = _FOREIGN.match(words)
    if foreign:
        written = text.strip() if _FOREIGN.match(text.strip().casefold()) else words.capitalize()
        return SchoolClass(written[:60], _foreign_level(foreign[1], int(foreign[2])))
    bare = re.match(r"^(\d{1,2})\s?[a-z]$", words)
    if bare:
        return SchoolClass(text.strip()[:60], _foreign_level("grade", int(bare[1])))
    return None


def group_named(text: str) -> Group | None:
    """Returns the group that a text such as "ss" or "junior secondary" names without a year."""
    words = re.sub(r" school$", "", _core(text))
    name = _WORDS.get(words)
    return next((group for group in GROUPS if group.name == name), None)


def is_too_wide(text: str) -> bool:
    """Whether the text only says that somebody goes to school, and names no class to keep."""
    return bool(re.fullmatch(r"(?:secondary|high|my|private|public)?(?: ?school)?(?: student| pupil)?", _core(text)))


def as_written(text: str) -> SchoolClass:
    return SchoolClass(" ".join(text.split())[:60], Level.OTHER)


_AGE_OF_LEVEL = {Level.PRIMARY: AgeBand.UNDER_13, Level.JUNIOR: AgeBand.TEENAGER, Level.SENIOR: AgeBand.TEENAGER}
_SMALL_CHILDREN = re.compile(r"\b(nursery|kindergarten|kg|creche|reception|pre ?school)\b")
_HIGHER_STUDIES = re.compile(
    r"\b([1-7]00 ?l(evel)?|university|undergraduate|graduate|polytechnic|nd ?[12]?|hnd ?[12]?|degree)\b"
)


def age_band(school_class: SchoolClass) -> AgeBand | None:
    """Returns the age that goes with a class, or None where people of any age are in it: exam candidates, unknown words."""
    if school_class.level in _AGE_OF_LEVEL:
        return _AGE_OF_LEVEL[school_class.level]
    words = school_class.text.casefold()
    if _SMALL_CHILDREN.search(words):
        return AgeBand.UNDER_13
    return AgeBand.ADULT if _HIGHER_STUDIES.search(words) else None


def age_band_of(years: int) -> AgeBand:
    if years < 13:
        return AgeBand.UNDER_13
    return AgeBand.TEENAGER if years < 18 else AgeBand.ADULT


def age_in(text: str) -> int | None:
    """Returns the age in years that a short answer gives (`I am 17`), between 4 and 99."""
    found = re.search(r"(?<![\d/-])([1-9]\d|[4-9])(?![\d/-])", text)
    return int(found[1]) if found else None


def _core(text: str) -> str:
    """The class alone, its year as a digit: `I am in SS two science` and `senior secondary school II` are `ss 2`."""
    words = re.sub(r"[\s\-_,]+", " ", text.casefold().replace("’", "'").replace(".", "")).strip(" !?")
    for edge in (_LEAD, _TAIL):
        while (cut := edge.sub("", words)) != words:
            words = cut
    words = re.sub(r"^(junior|jnr|senior|snr|primary|basic) (?:sec(?:ondary)? )?(?:school )?(?=\S)", r"\1 ", words)
    words = re.sub(r"^(junior|jnr|senior|snr) sec(?:ondary)?(?: school)?$", r"\1", words)
    words = _SHORT_YEAR.sub("year ", words)
    words = re.sub(r"^j s s?(?= ?\S)", "jss", re.sub(r"^s s( s)?(?= ?\d)", "ss", words))
    words = re.sub(r"^(s{2,3}|jss?)(i{1,3})$", r"\1 \2", words)
    first, _, last = words.rpartition(" ")
    if first in _WORDS or first in {"form", "grade", "year", "class"}:
        return f"{first} {_NUMBERS.get(last, last)}"
    if last in _WORDS and (year := _YEARS[_WORDS[last]] if first == "final" else _ORDINALS.get(first)):
        return f"{last} {year}"
    return words


def _foreign_level(word: str, number: int) -> Level:
    if word == "form":
        return Level.JUNIOR if number <= 3 else Level.SENIOR
    if number <= 6:
        return Level.PRIMARY
    return Level.JUNIOR if number <= 9 else Level.SENIOR if number <= 13 else Level.OTHER
