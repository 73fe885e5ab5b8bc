"""How a solution's text becomes messages."""

from hypothesis import given
from hypothesis import strategies as st

from tutors.services.parts import PART_LIMIT, split_text


def test_a_short_text_is_one_message() -> None:
    assert split_text("  x = 2\n") == ["x = 2"]


def test_no_text_is_no_message() -> None:
    assert split_text(" \n ") == []


def test_it_is_cut_between_paragraphs_first() -> None:
    first, second = "a. " * 800, "b " * 800
    assert split_text(f"{first}\n\n{second}") == [first.strip(), second.strip()]


def test_it_is_cut_between_sentences_where_a_paragraph_is_too_long() -> None:
    pieces = split_text("Take the next step and add both sides. " * 200)
    assert len(pieces) > 1
    assert all(piece.endswith("sides.") for piece in pieces)


def test_one_endless_word_is_cut_at_the_limit() -> None:
    assert [len(piece) for piece in split_text("x" * 8000)] == [PART_LIMIT, PART_LIMIT, 1000]


@given(st.text(st.sampled_from("ab.?!; \n😀é"), max_size=400), st.integers(10, 60))
def test_nothing_but_white_space_is_ever_lost(text: str, limit: int) -> None:
    pieces = split_text(text, limit=limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
