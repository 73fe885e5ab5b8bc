"""Cutting a long text into messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import cut


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_short_text_is_one_piece() -> None:
    assert cut("  x = 2\n", 100) == ["x = 2"]


def test_white_space_is_no_piece() -> None:
    assert cut(" \n ", 100) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two\n\nThree\nFour five", "One. Two"),
        ("One. Two\nThree four. Five", "One. Two"),
        ("Once? Two three four", "Once?"),
        ("One, two, three four", "One, two,"),
    ],
)
def test_it_is_cut_at_the_strongest_break_within_reach(text: str, first: str) -> None:
    assert cut(text, 12)[0] == first


def test_a_break_that_would_leave_a_stump_is_passed_over() -> None:
    assert cut("Yes.\n\nThe rest of it, which is long", 20)[0] == "Yes.\n\nThe rest of"


def test_one_endless_word_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in cut("x" * 250, 100)] == [100, 100, 50]


def test_length_is_what_the_measure_says() -> None:
    assert cut("😀" * 5, 4) == ["😀" * 4, "😀"]
    assert cut("😀" * 5, 4, measure=utf16_units) == ["😀" * 2, "😀" * 2, "😀"]


@given(st.text(st.sampled_from("ab.?!; \n😀é"), max_size=400), st.integers(2, 60), st.sampled_from([len, utf16_units]))
def test_nothing_but_white_space_is_ever_lost(text: str, limit: int, measure: type) -> None:
    pieces = cut(text, limit, measure=measure)
    assert all(0 < measure(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
