"""Numbers as people say them: the keys of rows, counted from 1000 on, some with a letter before."""

import re

START = 1000


def key_of(words: str, prefix: str) -> int | None:
    """Returns the key of the row that is called this, or None: `T1001` with the prefix `T` is 1."""
    found = re.fullmatch(rf"{prefix}\s*([0-9]{{4,10}})", words.strip(), re.IGNORECASE)
    return int(found[1]) - START if found and START < int(found[1]) < 2**31 else None
