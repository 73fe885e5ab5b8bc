"""Writes export rows as CSV or as a spreadsheet: the same values in both, and the same bytes for the same rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from payments.exports.columns import AMOUNTS, COLUMNS, NAMES, Kind, naira_text
from payments.exports.rows import Row, Totals

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINES_PER_PIECE = 500
MOST_ROWS = 1_048_000
"""A sheet ends at 1,048,576 rows."""
FIXED_MOMENT = datetime(2020, 1, 1)
"""In place of the time of writing, so that one month exported twice is one and the same file."""
NAIRA_PLACES = [place for place, column in enumerate(COLUMNS) if column.kind is Kind.NAIRA]
NUMBER_FORMATS = {
    Kind.KOBO: "0",
    Kind.NAIRA: "#,##0.00",
    Kind.NUMBER: "0",
    Kind.LAGOS: "yyyy-mm-dd hh:mm:ss",
    Kind.UTC: 'yyyy-mm-dd"T"hh:mm:ss"Z"',
}


class TooManyRows(Exception):
    """A spreadsheet cannot hold them; a CSV file can."""


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


def write_xlsx(path: Path, rows: Iterable[Row], totals: Totals, *, about: list[tuple[str, str]]) -> None:
    """Writes a spreadsheet row by row: a sheet about the export with its totals, and a sheet of the rows.

    Raises:
        TooManyRows: if a sheet cannot hold them.
    """
    with TemporaryDirectory() as folder:
        workbook = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False},
        )
        workbook.set_properties({"title": "Payments", "created": FIXED_MOMENT})
        heading = workbook.add_format({"bold": True, "bg_color": "#E4F2EC", "bottom": 1})
        formats = {kind: workbook.add_format({"num_format": text}) for kind, text in NUMBER_FORMATS.items()}
        cover, sheet = workbook.add_worksheet("About"), workbook.add_worksheet("Payments")
        _write_rows(sheet, rows, totals, heading, formats)
        _write_cover(cover, totals, about, heading, formats)
        workbook.close()


def _write_rows(
    sheet: Worksheet, rows: Iterable[Row], totals: Totals, heading: CellFormat, formats: dict[Kind, CellFormat]
) -> None:
    sheet.freeze_panes(1, 3)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, heading)
    line = 0
    for line, row in enumerate(rows, 1):
        if line > MOST_ROWS:
            raise TooManyRows
        _write_row(sheet, line, row, formats)
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
    _write_row(sheet, line + 1, totals.row(), formats)


def _write_row(sheet: Worksheet, line: int, row: Row, formats: dict[Kind, CellFormat]) -> None:
    for place, (column, value) in enumerate(zip(COLUMNS, row, strict=True)):
        kind = column.kind
        if value is None or value == "":
            continue
        if kind is Kind.TEXT:
            sheet.write_string(line, place, value)
        elif kind is Kind.NAIRA:
            sheet.write_number(line, place, Decimal(value).scaleb(-2), formats[kind])
        elif kind is Kind.LAGOS or kind is Kind.UTC:
            sheet.write_datetime(line, place, datetime.fromisoformat(value).replace(tzinfo=None), formats[kind])
        else:
            sheet.write_number(line, place, value, formats[kind])


def _write_cover(
    sheet: Worksheet, totals: Totals, about: list[tuple[str, str]], heading: CellFormat, formats: dict[Kind, CellFormat]
) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 2, 24)
    for line, (name, text) in enumerate([*about, ("Rows", str(totals.rows))]):
        sheet.write_string(line, 0, name, heading)
        sheet.write_string(line, 1, text)
    line = len(about) + 2
    for place, text in enumerate(("Total", "Kobo", "Naira")):
        sheet.write_string(line, place, text, heading)
    for number, name in enumerate(AMOUNTS, line + 1):
        sheet.write_string(number, 0, name)
        sheet.write_number(number, 1, totals.of(name), formats[Kind.KOBO])
        sheet.write_number(number, 2, Decimal(totals.of(name)).scaleb(-2), formats[Kind.NAIRA])
