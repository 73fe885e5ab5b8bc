"""School classes as students write them, and the ages that go with them."""

import pytest

from students import classes
from students.classes import SchoolClass
from students.models import AgeBand, Level

LOCAL = [
    ("SS2", "SS2", Level.SENIOR),
    ("ss two", "SS2", Level.SENIOR),
    ("S.S.S 3", "SS3", Level.SENIOR),
    ("S S 2", "SS2", Level.SENIOR),
    ("SS-1", "SS1", Level.SENIOR),
    ("ssiii", "SS3", Level.SENIOR),
    ("SS 2B", "SS2", Level.SENIOR),
    ("senior secondary school II", "SS2", Level.SENIOR),
    ("SHS 1", "SS1", Level.SENIOR),
    ("first ss", "SS1", Level.SENIOR),
    ("jss1", "JSS1", Level.JUNIOR),
    ("J.S.S. 2", "JSS2", Level.JUNIOR),
    ("junior secondary 3", "JSS3", Level.JUNIOR),
    ("final jss", "JSS3", Level.JUNIOR),
    ("Basic 8", "JSS2", Level.JUNIOR),
    ("Primary 5", "Primary 5", Level.PRIMARY),
    ("pry six", "Primary 6", Level.PRIMARY),
    ("p3", "Primary 3", Level.PRIMARY),
    ("basic 4", "Primary 4", Level.PRIMARY),
    ("final primary", "Primary 6", Level.PRIMARY),
]
EXAMS = [
    ("waec", "WAEC", Level.EXAM),
    ("WASSCE 2026", "WAEC", Level.EXAM),
    ("I am writing jamb", "JAMB", Level.EXAM),
    ("utme candidate", "JAMB", Level.EXAM),
    ("neco", "NECO", Level.EXAM),
    ("GCE", "GCE", Level.EXAM),
    ("jamb/waec", "WAEC/JAMB", Level.EXAM),
]
AROUND = [
    ("I am in SS2 science", "SS2", Level.SENIOR),
    ("my son is in primary 4", "Primary 4", Level.PRIMARY),
    ("my daughter dey jss2", "JSS2", Level.JUNIOR),
    ("ss 2 please sir", "SS2", Level.SENIOR),
    ("abeg na SS1 o", "SS1", Level.SENIOR),
    ("ss2 (science)", "SS2", Level.SENIOR),
]
ABROAD = [
    ("Form 3", "Form 3", Level.JUNIOR),
    ("Form 4A", "Form 4A", Level.SENIOR),
    ("form four", "Form 4", Level.SENIOR),
    ("Grade 6", "Grade 6", Level.PRIMARY),
    ("grade 10", "grade 10", Level.SENIOR),
    ("yr. 9", "Year 9", Level.JUNIOR),
    ("Year 13", "Year 13", Level.SENIOR),
    ("year 14", "year 14", Level.OTHER),
    ("10A", "10A", Level.SENIOR),
    ("7 b", "7 b", Level.JUNIOR),
]


@pytest.mark.parametrize(("written", "text", "level"), [*LOCAL, *EXAMS, *AROUND, *ABROAD])
def test_a_class_is_read_in_many_spellings(written: str, text: str, level: Level) -> None:
    assert classes.parse(written) == SchoolClass(text, level)


@pytest.mark.parametrize(
    "written",
    ["SS4", "SS0", "JSS 4", "primary 7", "basic 10", "ss", "10", "ss1 or ss2", "SS2 SS3", "university", "class of 2026", ""],
)
def test_a_group_without_its_year_and_unclear_texts_are_no_class(written: str) -> None:
    assert classes.parse(written) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ss", "SS"),
        ("Senior Secondary School", "SS"),
        ("jss", "JSS"),
        ("junior sec", "JSS"),
        ("I am in primary school", "Primary"),
        ("final year ss", "SS"),
        ("SS2", None),
        ("waec", None),
        ("school", None),
    ],
)
def test_a_group_alone_is_known_so_that_its_year_can_be_asked(written: str, name: str | None) -> None:
    group = classes.group_named(written)
    assert (group.name if group else None) == name


@pytest.mark.parametrize("number", range(len(classes.GROUPS)))
def test_each_year_that_is_offered_of_a_group_can_be_read(number: int) -> None:
    group = classes.GROUPS[number]
    years = [classes.parse(f"{group.name} {year}") for year in range(1, group.years + 1)]
    assert all(year and year.level == group.level for year in years)


@pytest.mark.parametrize(
    ("written", "wide"),
    [
        ("secondary school", True),
        ("high school student", True),
        ("my school", True),
        ("", True),
        ("SS2", False),
        ("Unilag", False),
    ],
)
def test_to_go_to_school_is_no_class(written: str, wide: bool) -> None:
    assert classes.is_too_wide(written) is wide


def test_what_is_no_class_of_ours_is_kept_as_written_in_sixty_letters() -> None:
    assert classes.as_written("  100   level\nUnilag ") == SchoolClass("100 level Unilag", Level.OTHER)
    assert len(classes.as_written("x" * 100).text) == 60


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("Primary 6", AgeBand.UNDER_13),
        ("Grade 6", AgeBand.UNDER_13),
        ("JSS1", AgeBand.TEENAGER),
        ("SS3", AgeBand.TEENAGER),
        ("10A", AgeBand.TEENAGER),
        ("waec", None),
        ("year 14", None),
    ],
)
def test_the_age_that_goes_with_a_class(written: str, band: AgeBand | None) -> None:
    found = classes.parse(written)
    assert found
    assert classes.age_band(found) == band


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("nursery 2", AgeBand.UNDER_13),
        ("KG 1", AgeBand.UNDER_13),
        ("pre school", AgeBand.UNDER_13),
        ("100 level", AgeBand.ADULT),
        ("Unilag 300L", AgeBand.ADULT),
        ("HND 2", AgeBand.ADULT),
        ("polytechnic", AgeBand.ADULT),
        ("home school", None),
    ],
)
def test_the_age_that_goes_with_other_words(written: str, band: AgeBand | None) -> None:
    assert classes.age_band(classes.as_written(written)) == band


@pytest.mark.parametrize(
    ("years", "band"),
    [(4, AgeBand.UNDER_13), (12, AgeBand.UNDER_13), (13, AgeBand.TEENAGER), (17, AgeBand.TEENAGER), (18, AgeBand.ADULT)],
)
def test_thirteen_and_eighteen_are_the_borders(years: int, band: AgeBand) -> None:
    assert classes.age_band_of(years) == band


@pytest.mark.parametrize(
    ("answer", "years"),
    [
        ("I am 17", 17),
        ("7", 7),
        ("he is 12 years old", 12),
        ("17yrs", 17),
        ("99", 99),
        ("3", None),
        ("100", None),
        ("12/11/2010", None),
        ("2010", None),
        ("15-16", None),
        ("seventeen", None),
    ],
)
def test_an_age_in_a_short_answer(answer: str, years: int | None) -> None:
    assert classes.age_in(answer) == years
