"""A spreadsheet that leaves as it is written: the library makes everything but the rows, the rows are put in as they come.

A spreadsheet file is a ZIP archive of XML parts. The library could write rows too, but only into a file that is complete before
its first byte can leave, and at a sixth of the speed.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from payments.reports.exports.columns import AMOUNTS, COLUMNS, Kind, naira_text
from payments.reports.exports.rows import Row, Totals

ROWS_PART = "xl/worksheets/sheet2.xml"
ROWS_PER_PIECE = 500
MOST_ROWS = 1_048_000
"""A sheet ends at 1,048,576 rows."""
FIXED_MOMENT = datetime(2020, 1, 1)  # noqa: DTZ001 (a spreadsheet's moments have no zone)
"""In place of the time of writing, so that one month exported twice is one and the same file."""
NUMBER_FORMATS = {
    Kind.KOBO: "0",
    Kind.NAIRA: "#,##0.00",
    Kind.NUMBER: "0",
    Kind.LAGOS: "yyyy-mm-dd hh:mm:ss",
    Kind.UTC: 'yyyy-mm-dd"T"hh:mm:ss"Z"',
}
LETTERS = [xl_col_to_name(place) for place in range(len(COLUMNS))]
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_COLUMN = re.compile(r'<col min="(\d+)" max="(\d+)"[^>]*?style="(\d+)"')

Cell = Callable[[Any], str]
About = list[tuple[str, str]]


class _Sink:
    """What the archive writes to, and the answer takes from. It cannot seek, so that the archive never looks back."""

    def __init__(self) -> None:
        self.written = bytearray()

    def write(self, data: bytes) -> int:
        self.written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def taken(self) -> bytes:
        data, self.written = bytes(self.written), bytearray()
        return data


def xlsx_pieces(rows: Iterable[Row], totals: Totals, about: Callable[[], About]) -> Iterator[bytes]:
    """Gives a workbook in pieces, its beginning at once: a sheet about the export with its totals, and a sheet of the rows.

    Args:
        rows: no more than `MOST_ROWS`.
        about: called when the rows are through.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # it only writes
        head, _ = _around_rows(_parts(0, totals, []))
        cells = _cells(head)
        with archive.open(_member(ROWS_PART), "w") as sheet:
            sheet.write(head)
            yield sink.taken()
            line = 1
            for line, row in enumerate(rows, 2):
                sheet.write(_row(line, row, cells))
                if line % ROWS_PER_PIECE == 0:
                    yield sink.taken()
            sheet.write(_row(line + 1, totals.row(), cells))
            parts = _parts(line - 1, totals, about())
            sheet.write(_around_rows(parts)[1])
        for name, data in parts.items():
            if name != ROWS_PART:
                archive.writestr(_member(name), data)
    yield sink.taken()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, FIXED_MOMENT.timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _parts(rows: int, totals: Totals, about: About) -> dict[str, bytes]:
    """Returns the parts of a workbook for so many rows, without the rows themselves."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": "Payments", "created": FIXED_MOMENT})
    heading = workbook.add_format({"bold": True, "bg_color": "#E4F2EC", "bottom": 1})
    formats = {kind: workbook.add_format({"num_format": text}) for kind, text in NUMBER_FORMATS.items()}
    cover, sheet = workbook.add_worksheet("About"), workbook.add_worksheet("Payments")
    sheet.freeze_panes(1, 3)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, formats.get(column.kind))
        sheet.write_string(0, place, column.name, heading)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    _write_cover(cover, totals, about, heading, formats)
    workbook.close()
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write_cover(sheet: Worksheet, totals: Totals, about: About, heading: CellFormat, formats: dict[Kind, CellFormat]) -> None:
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


def _around_rows(parts: dict[str, bytes]) -> tuple[bytes, bytes]:
    """Returns what stands in the sheet before its rows, with the heading, and after them."""
    head, _, tail = parts[ROWS_PART].partition(b"</sheetData>")
    # How far the sheet reaches is not known yet; it is optional, and programs believe it where it stands.
    return re.sub(rb"<dimension [^>]*/>", b"", head), b"</sheetData>" + tail


def _cells(head: bytes) -> list[Cell]:
    """Returns for each column how its values are written, with the number that the library gave to its format."""
    styles: dict[int, str] = {}
    for first, last, style in _COLUMN.findall(head.decode()):
        styles |= dict.fromkeys(range(int(first) - 1, int(last)), f' s="{style}"')
    return [WAYS[column.kind](styles.get(place, "")) for place, column in enumerate(COLUMNS)]


def _row(number: int, row: Row, cells: list[Cell]) -> bytes:
    written = [
        f'<c r="{letters}{number}"{cell(value)}</c>'
        for letters, cell, value in zip(LETTERS, cells, row, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(written)}</row>'.encode()


def _text(style: str) -> Cell:
    def cell(value: str) -> str:
        text = escape(_LIKE_AN_ESCAPE.sub("_x005F_", _NO_XML.sub("", value)))
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{style} t="inlineStr"><is><t{space}>{text}</t></is>'

    return cell


def _number(style: str) -> Cell:
    return lambda value: f"{style}><v>{value}</v>"


def _naira(style: str) -> Cell:
    return lambda value: f"{style}><v>{naira_text(value)}</v>"


def _moment(style: str) -> Cell:
    return lambda value: f"{style}><v>{_serial(value)}</v>"


def _serial(moment: str) -> str:
    """`2026-11-25 13:45:10` as a spreadsheet counts it: days, and the part of the day."""
    seconds = int(moment[11:13]) * 3600 + int(moment[14:16]) * 60 + int(moment[17:19])
    return f"{_day(moment[:10])}.{seconds * 10**10 // 86_400:010}"


@lru_cache(maxsize=1024)
def _day(day: str) -> int:
    return (date.fromisoformat(day) - _FIRST_DAY).days


WAYS: dict[Kind, Callable[[str], Cell]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.KOBO: _number,
    Kind.NAIRA: _naira,
    Kind.LAGOS: _moment,
    Kind.UTC: _moment,
}
