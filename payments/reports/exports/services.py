"""One export from its beginning to its record."""

import hashlib
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from core.clock import now
from core.periods import ZONE
from core.services import record
from payments.models import Export
from payments.reports.exports import files, sheets
from payments.reports.exports.rows import Source, Totals, rows

ABOUT = "refund and dispute rows count on their own day and are negative; net is gross less fee, refund and dispute"


class TooManyRows(Exception):
    """A spreadsheet cannot hold them; a CSV file can."""


class Format(models.TextChoices):
    """What a person or a system gets; the rows are the same."""

    CSV = "csv", "CSV"
    CSV_BOM = "csv-bom", "CSV for old Excel"
    XLSX = "xlsx", "Excel (XLSX)"

    @property
    def ending(self) -> str:
        return "xlsx" if self is Format.XLSX else "csv"

    @property
    def content_type(self) -> str:
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return sheet if self is Format.XLSX else "text/csv; charset=utf-8"


def begin(
    *, stem: str, filter_text: str, form: Format, with_people: bool, actor: AbstractBaseUser | None, at: datetime
) -> Export:
    """Writes down who exports what, before the first row leaves. `stem` is the file's name without its ending."""
    return Export.objects.create(
        at=at,
        actor_id=actor.pk if actor else None,
        file_name=f"{stem}{'_full' if with_people else ''}.{form.ending}"[:120],
        filter_text=filter_text[:500],
        with_people=with_people,
    )


def pieces(export: Export, source: Source, *, form: Format) -> Generator[bytes, None, None]:
    """Gives the file piece by piece, its beginning at once. The record of the export is finished with the last piece; a reader
    who goes away early leaves it unfinished."""
    totals, digest = Totals(), hashlib.sha256()
    # Inside a transaction the database hands rows out as it finds them; outside it would first collect all of them.
    with transaction.atomic():
        found = rows(source, totals, with_people=export.with_people)
        if form is Format.XLSX:
            written = sheets.xlsx_pieces(found, totals, lambda: _about(export))
        else:
            written = files.csv_pieces(found, totals, byte_order_mark=form is Format.CSV_BOM)
        for piece in written:
            digest.update(piece)
            yield piece
    _finish(export, totals, digest.hexdigest())


def check_size(source: Source, form: Format) -> None:
    """Raises TooManyRows if a spreadsheet cannot hold them; a CSV file can."""
    if form is Format.XLSX and source.count() > sheets.MOST_ROWS:
        raise TooManyRows


def write_file(export: Export, source: Source, *, form: Format, path: Path) -> int:
    """Writes the whole file and finishes the record; returns how many rows it holds."""
    with path.open("wb") as out:
        out.writelines(pieces(export, source, form=form))
    export.refresh_from_db()
    return export.rows or 0


def _about(export: Export) -> list[tuple[str, str]]:
    return [
        ("Payments", export.filter_text),
        ("Zone", f"columns ending in _lagos are in {ZONE}, those ending in _utc in UTC"),
        ("Amounts", "naira only, test and live money apart; money in other currencies stands in foreign_amount"),
        ("Rows of", ABOUT),
    ]


@transaction.atomic
def _finish(export: Export, totals: Totals, checksum: str) -> None:
    facts = {"finished_at": now(), "rows": totals.rows, "checksum": checksum}
    Export.objects.filter(pk=export.pk, finished_at=None).update(**facts)
    record(
        "payments.exported",
        subject=export,
        actor=export.actor,
        file_name=export.file_name,
        filter=export.filter_text,
        with_people=export.with_people,
        rows=totals.rows,
        checksum=checksum,
    )
