"""The columns of an export. Their names are for machines and never change; new ones are added at the end of their group."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a value is written. Amounts are whole kobo in both kinds of amount, moments are text; only the writing differs."""

    TEXT = "text"
    NUMBER = "number"
    KOBO = "kobo"
    NAIRA = "naira"
    LAGOS = "lagos"
    UTC = "utc"


@dataclass(frozen=True)
class Column:
    """One column: its name, how its values are written, and its width in a spreadsheet."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 14


def _amount(name: str) -> list[Column]:
    return [Column(f"{name}_kobo", Kind.KOBO), Column(f"{name}_naira", Kind.NAIRA)]


def _moment(name: str) -> list[Column]:
    return [Column(f"{name}_lagos", Kind.LAGOS, 19), Column(f"{name}_utc", Kind.UTC, 21)]


AMOUNTS = ("requested", "gross", "fee", "refund", "dispute", "net")
"""In this order in every row: what was asked for, what came, Paystack's fee, and what went back (negative)."""

COLUMNS: tuple[Column, ...] = (
    Column("kind", width=9),
    Column("day", width=11),
    Column("reference", width=22),
    Column("refund_or_dispute", width=12),
    Column("paystack_id", Kind.NUMBER),
    Column("mode", width=6),
    Column("status"),
    Column("outcome"),
    Column("purpose", width=10),
    Column("homework_code"),
    Column("plan"),
    Column("plan_period", width=23),
    Column("student_code"),
    Column("student_phone", width=16),
    Column("student_name", width=20),
    Column("channel"),
    Column("currency", width=8),
    *[column for name in AMOUNTS for column in _amount(name)],
    Column("foreign_amount"),
    *_moment("created"),
    *_moment("paid"),
    *_moment("booked"),
    Column("payout_id", Kind.NUMBER),
    Column("payout_lagos", Kind.LAGOS, 19),
    Column("reconciled_lagos", Kind.LAGOS, 19),
    Column("staff"),
)
NAMES = tuple(column.name for column in COLUMNS)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Returns text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def masked(phone: str) -> str:
    """Returns a phone number by which its owner can be recognised but not called: 234*******678."""
    return f"{phone[:3]}{'*' * (len(phone) - 6)}{phone[-3:]}" if len(phone) > 8 else "*" * len(phone)


def naira_text(amount_kobo: int) -> str:
    """Returns naira with two decimals for machines: -50050 -> `-500.50`."""
    whole, kobo = divmod(abs(amount_kobo), 100)
    return f"{'-' if amount_kobo < 0 else ''}{whole}.{kobo:02}"
