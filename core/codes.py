"""The numbers by which people call rows: ids counted from 1000 on, behind the letter of their kind."""

import re
from dataclasses import dataclass

START = 1000
DIGITS = re.compile(r"[0-9]{4,12}")


@dataclass(frozen=True)
class Codes:
    """The codes of one kind of row: `Codes("S")` calls the row with id 1 `S1001`."""

    letter: str = ""

    def of(self, row_id: int) -> str:
        return f"{self.letter}{START + row_id}"

    def row_id(self, code: str) -> int | None:
        """Returns the id behind a code, in capitals or not; None if the text is not a code of this kind."""
        head, digits = code[: len(self.letter)], code[len(self.letter) :]
        if head.upper() != self.letter or not DIGITS.fullmatch(digits):
            return None
        row_id = int(digits) - START
        return row_id if row_id > 0 else None
