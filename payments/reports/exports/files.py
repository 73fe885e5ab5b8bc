"""Writes export rows as CSV: the same values as in the spreadsheet, and the same bytes for the same rows."""

import csv
import io
from collections.abc import Iterable, Iterator

from payments.reports.exports.columns import COLUMNS, NAMES, Kind, naira_text
from payments.reports.exports.rows import Row, Totals

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINES_PER_PIECE = 500
NAIRA_PLACES = [place for place, column in enumerate(COLUMNS) if column.kind is Kind.NAIRA]


def csv_pieces(rows: Iterable[Row], totals: Totals, *, byte_order_mark: bool) -> Iterator[bytes]:
    """Gives a CSV file in pieces, its header at once. UTF-8; old spreadsheet programs need the byte order mark to see that."""
    yield (BYTE_ORDER_MARK if byte_order_mark else b"") + (",".join(NAMES) + "\r\n").encode()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for number, row in enumerate(rows, 1):
        writer.writerow(_in_naira(row))
        if number % LINES_PER_PIECE == 0:
            yield _taken(buffer)
    writer.writerow(_in_naira(totals.row()))
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _in_naira(row: Row) -> Row:
    """Writes the amounts of the naira columns with two decimals; everything else is text or a whole number already."""
    for place in NAIRA_PLACES:
        if row[place] is not None:
            row[place] = naira_text(row[place])
    return row
