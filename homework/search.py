"""Homework by the number that people call it by."""

import re

from homework.models import Homework

BEFORE_NUMBER = re.compile(r"(no\.?|#)\s*", re.IGNORECASE)


def id_of_homework(words: str) -> int | None:
    """Returns the id of the homework that `1001`, `#1001` or `No. 1001` names, or None."""
    asked = words.strip()
    before = BEFORE_NUMBER.match(asked)
    return Homework.codes.row_id(asked[before.end() :] if before else asked)
