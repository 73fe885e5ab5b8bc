"""Homework by the number that people call it by."""

from core.codes import key_of


def key_of_homework(words: str) -> int | None:
    """Returns the key of the homework that `1001`, `#1001` or `No. 1001` names, or None."""
    return key_of(words, r"(?:No\.?|#)?")
