"""Amounts in words."""

import pytest

from core.money import in_currency, naira


@pytest.mark.parametrize(
    ("amount_kobo", "text"), [(0, "₦0"), (50_000, "₦500"), (50_050, "₦500.50"), (123_456_705, "₦1,234,567.05"), (-5, "-₦0.05")]
)
def test_naira(amount_kobo: int, text: str) -> None:
    assert naira(amount_kobo) == text


@pytest.mark.parametrize(
    ("hundredths", "currency", "text"), [(50_000, "NGN", "₦500"), (120_050, "GHS", "GHS 1,200.50"), (120_050, "", "? 1,200.50")]
)
def test_other_currencies_name_theirs(hundredths: int, currency: str, text: str) -> None:
    assert in_currency(hundredths, currency) == text
