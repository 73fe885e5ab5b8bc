"""Cutting a text that is too long for one message."""

from bisect import bisect_right
from collections.abc import Callable

BREAKS = ("\n\n", "\n", ". ", "? ", "! ", "; ", " ")


def cut(text: str, limit: int, *, measure: Callable[[str], int] = len) -> list[str]:
    """Returns the text in pieces, cut at paragraphs, lines, sentences or words, in that order. White space alone gives none.

    Args:
        limit: how long a piece may be, by `measure`; at least as much as any one character measures.
        measure: the length of a text. It grows with the text.
    """
    pieces = []
    rest = text.strip()
    while measure(rest) > limit:
        end = _end_of_piece(rest, limit, measure)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*pieces, rest] if rest else pieces


def _end_of_piece(text: str, limit: int, measure: Callable[[str], int]) -> int:
    longest = bisect_right(range(1, len(text)), limit, key=lambda end: measure(text[:end]))
    # A break in the first third would leave a stump of a message: the next kind of break is better then.
    for mark in BREAKS:
        found = text.rfind(mark, longest // 3, longest)
        if found > 0:
            return found + len(mark)
    return max(longest, 1)
