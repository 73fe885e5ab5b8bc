"""The numbers by which people call rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codes import Codes


@given(st.integers(1, 2**39), st.sampled_from(["", "S", "R"]))
def test_a_code_leads_back_to_its_row(row_id: int, letter: str) -> None:
    codes = Codes(letter)
    assert codes.row_id(codes.of(row_id)) == codes.row_id(codes.of(row_id).lower()) == row_id


@pytest.mark.parametrize(
    "text", ["", "S", "S1000", "S12", "1001", "R1001", "S 1001", "S1001x", "S-1001", "S" + "9" * 13, "S١٠٠١"]
)
def test_anything_else_is_no_code(text: str) -> None:
    assert Codes("S").row_id(text) is None
