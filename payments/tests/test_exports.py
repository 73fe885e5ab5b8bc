import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry
from core.periods import Period, month
from payments.models import Export
from payments.reports.exports import Format, Source, begin, pieces, write_file
from payments.reports.exports.columns import NAMES, masked, naira_text, safe
from payments.reports.selection import DateBasis, Selection
from payments.tests.money_rows import attempt, lagos, lost_dispute, paid, refunded, student
from tests.builders import make_plan, make_subscription, make_user, signed_in

NOVEMBER = month("2026-11")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def exported(selection: Selection, *, form: Format = Format.CSV, with_people: bool = False) -> bytes:
    export = begin(
        stem="x", filter_text=selection.text, form=form, with_people=with_people, actor=None, at=lagos("2026-12-01 09:00")
    )
    return b"".join(pieces(export, Source.of(selection), form=form))


def read(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def sheet_rows(path: Path) -> list[dict[str, str]]:
    """The second sheet as a spreadsheet program reads it, without any library of ours."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        root = ET.fromstring(book.read("xl/worksheets/sheet2.xml"))
        shared = ["".join(text.itertext()) for text in ET.fromstring(book.read("xl/sharedStrings.xml"))]

    def value(cell: ET.Element) -> str:
        text = "".join(cell.itertext())
        return shared[int(text)] if cell.get("t") == "s" else text

    lines = [{re.sub(r"\d", "", cell.get("r", "")): value(cell) for cell in row} for row in root.iter(f"{SHEET}row")]
    return [{lines[0][place]: value for place, value in line.items()} for line in lines[1:]]


@pytest.fixture
def november(db: None) -> Selection:
    """Two days of money at the edges of the month, and what went back."""
    first = paid(lagos("2026-11-01 00:00"), 50_000)
    second = paid(lagos("2026-11-30 23:59"), 250_050, name="Bola Ade", channel="bank_transfer", fees_kobo=None)
    paid(lagos("2026-10-31 23:59"), 70_000)
    paid(lagos("2026-12-01 00:00"), 90_000)
    attempt(lagos("2026-11-10 10:00"))
    refunded(first, lagos("2026-11-15 12:00"), 20_000)
    lost_dispute(second, lagos("2026-12-05 12:00"), 250_050)
    return Selection.of(NOVEMBER)


def test_a_month_is_lagos_days_with_its_money_and_what_went_back(november: Selection) -> None:
    *rows, total = read(exported(november))
    assert [(row["kind"], row["day"], row["gross_kobo"], row["refund_kobo"]) for row in rows] == [
        ("payment", "2026-11-01", "50000", ""),
        ("refund", "2026-11-15", "", "-20000"),
        ("payment", "2026-11-30", "250050", ""),
    ]
    assert total["kind"] == "TOTAL"
    assert total["reference"] == "3 rows"
    assert [total[name] for name in ("gross_kobo", "fee_kobo", "refund_kobo", "net_kobo", "net_naira")] == [
        "300050",
        "750",
        "-20000",
        "279300",
        "2793.00",
    ]


def test_moments_stand_in_lagos_and_in_utc(november: Selection) -> None:
    row = read(exported(november))[0]
    assert (row["paid_lagos"], row["paid_utc"]) == ("2026-11-01 00:00:00", "2026-10-31T23:00:00Z")


def test_each_date_decides_by_itself(november: Selection) -> None:
    created = read(exported(Selection.of(NOVEMBER, DateBasis.CREATED)))
    assert [row["day"] for row in created[:-1]] == ["2026-11-10", "2026-11-14", "2026-11-30", "2026-11-30"]
    booked = read(exported(Selection.of(NOVEMBER, DateBasis.BOOKED)))
    assert [row["gross_kobo"] for row in booked[:-1]] == ["70000", "50000", ""], "booked a minute after it was paid"


def test_rows_can_be_narrowed(november: Selection) -> None:
    rows = read(exported(Selection.of(NOVEMBER, channel="bank_transfer")))
    assert [row["gross_kobo"] for row in rows] == ["250050", "250050"]
    assert len(read(exported(Selection.of(NOVEMBER, purpose="plan")))) == 1


def test_money_of_another_currency_or_mode_stands_apart(db: None) -> None:
    paid(lagos("2026-11-02 10:00"), paid_currency="GHS", outcome="wrong_currency")
    paid(lagos("2026-11-02 11:00"), outcome="wrong_mode")
    paid(lagos("2026-11-02 12:00"), mode="live")
    *rows, total = read(exported(Selection.of(NOVEMBER)))
    assert [row["foreign_amount"] for row in rows] == ["GHS 500.00", "NGN 500.00"]
    assert total["gross_kobo"] == "0"
    assert total["fee_kobo"] == "0"


def test_people_are_masked_unless_asked_for(db: None) -> None:
    paid(lagos("2026-11-02 10:00"))
    body = exported(Selection.of(NOVEMBER))
    assert b"Ada" not in body
    assert b"2348031234567" not in body
    row = read(body)[0]
    assert (row["student_phone"], row["student_name"]) == ("234*******567", "")
    assert row["student_code"] == student().code
    full = read(exported(Selection.of(NOVEMBER), with_people=True))[0]
    assert (full["student_phone"], full["student_name"]) == ("2348031234567", "Ada Obi")


def test_a_plan_names_its_period(db: None) -> None:
    plan = make_plan("=HYPERLINK(1)")
    payment = paid(lagos("2026-11-02 10:00"), 500_000, purpose="plan", plan=plan, homework=None)
    make_subscription(
        payment.student,
        plan=plan,
        payment=payment,
        starts_at=lagos("2026-11-02 10:00"),
        ends_at=lagos("2026-12-03 00:00"),
    )
    row = read(exported(Selection.of(NOVEMBER)))[0]
    assert row["plan"] == "'=HYPERLINK(1)", "a spreadsheet must not take it for a formula"
    assert row["plan_period"] == "2026-11-02 to 2026-12-03"
    assert row["homework_code"] == ""


def test_the_spreadsheet_holds_the_same_rows_and_totals(november: Selection, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    export = begin(
        stem="x", filter_text=november.text, form=Format.XLSX, with_people=True, actor=None, at=lagos("2026-12-01 09:00")
    )
    write_file(export, Source.of(november), form=Format.XLSX, path=path)
    expected = read(exported(november, with_people=True))
    rows = sheet_rows(path)
    assert len(rows) == len(expected)
    for row, line in zip(rows, expected, strict=True):
        for name in NAMES:
            if name.endswith("_naira"):
                assert naira_text(round(float(row.get(name, "0")) * 100)) == (line[name] or "0.00")
            elif not name.endswith(("_lagos", "_utc")):
                assert row.get(name, "") == line[name]


def test_dates_of_the_spreadsheet_are_dates(november: Selection, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    export = begin(
        stem="x", filter_text=november.text, form=Format.XLSX, with_people=False, actor=None, at=lagos("2026-12-01 09:00")
    )
    write_file(export, Source.of(november), form=Format.XLSX, path=path)
    row = sheet_rows(path)[0]
    assert row["gross_naira"] == "500.00"
    assert float(row["paid_lagos"]) == 46327, "days since 1900; the cell's format shows them"
    with zipfile.ZipFile(path) as book:
        assert b"#,##0.00" in book.read("xl/styles.xml")
        assert b"2026-11-01" in book.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("form", [Format.CSV, Format.CSV_BOM, Format.XLSX])
def test_a_month_exported_twice_is_the_same_file(november: Selection, tmp_path: Path, form: Format) -> None:
    bodies = []
    for number, moment in enumerate(("2026-12-01 09:00", "2026-12-09 17:30")):
        path = tmp_path / f"{number}"
        export = begin(stem="x", filter_text=november.text, form=form, with_people=False, actor=None, at=lagos(moment))
        write_file(export, Source.of(november), form=form, path=path)
        bodies.append(path.read_bytes())
    assert bodies[0] == bodies[1]
    assert bodies[0].startswith(b"\xef\xbb\xbf") == (form is Format.CSV_BOM)
    checksums = set(Export.objects.values_list("checksum", flat=True))
    assert checksums == {hashlib.sha256(bodies[0]).hexdigest()}


def test_who_exported_what_is_recorded(november: Selection) -> None:
    body = exported(november)
    export = Export.objects.get()
    assert (export.rows, export.checksum) == (3, hashlib.sha256(body).hexdigest())
    detail = AuditEntry.objects.get(name="payments.exported").detail
    assert detail["rows"] == 3
    assert "paid 2026-11-01 to 2026-11-30 (Africa/Lagos" in detail["filter"]


def test_an_export_that_is_broken_off_stays_unfinished(november: Selection) -> None:
    export = begin(stem="x", filter_text="", form=Format.CSV, with_people=False, actor=None, at=lagos("2026-12-01 09:00"))
    stream = pieces(export, Source.of(november), form=Format.CSV)
    assert next(stream).startswith(b"kind,day,reference,"), "the header leaves before the first row is read"
    stream.close()
    export.refresh_from_db()
    assert export.finished_at is None
    assert not AuditEntry.objects.filter(name="payments.exported").exists()


def run(tmp_path: Path, **options: Any) -> tuple[dict[str, Any], list[Path]]:
    out, err = io.StringIO(), io.StringIO()
    call_command("export_payments", output=tmp_path, json=True, stdout=out, stderr=err, **options)
    return json.loads(out.getvalue()), list(tmp_path.iterdir())


def test_the_command_writes_the_same_file_as_the_page(november: Selection, tmp_path: Path) -> None:
    summary, files = run(tmp_path, now="2026-12-07T08:00:00+01:00")
    assert summary["rows"] == 3
    assert [file.name for file in files] == ["payments_paid_2026-11-01_2026-11-30.csv"], "last month by itself"
    assert files[0].read_bytes() == exported(november)


def test_the_command_takes_a_month_or_days(november: Selection, tmp_path: Path) -> None:
    assert run(tmp_path, month="2026-10", format="xlsx")[0]["rows"] == 1
    assert run(tmp_path, first="2026-11-30", last="2026-12-01", by="booked")[0]["rows"] == 2
    assert run(tmp_path, first="2026-11-30", dry_run=True)[0]["rows"] == 1
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "options", [{"month": "2026-13"}, {"first": "yesterday"}, {"first": "2026-11-02", "last": "2026-11-01"}, {"limit": 5}]
)
def test_the_command_refuses_what_is_no_period(db: None, tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(CommandError) as caught:
        run(tmp_path, **options)
    assert caught.value.returncode == 2
    assert not Export.objects.exists()


@given(st.text())
def test_no_text_reaches_a_spreadsheet_as_a_formula(text: str) -> None:
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert safe(text).removeprefix("'") == text.removeprefix("'")


@given(st.integers(-(10**17), 10**17))
def test_naira_keep_every_kobo(amount_kobo: int) -> None:
    whole, _, hundredths = naira_text(amount_kobo).partition(".")
    sign = -1 if whole.startswith("-") else 1
    assert sign * (abs(int(whole)) * 100 + int(hundredths)) == amount_kobo


@pytest.mark.parametrize(("phone", "shown"), [("2348031234567", "234*******567"), ("12345678", "********"), ("", "")])
def test_a_masked_phone_cannot_be_called(phone: str, shown: str) -> None:
    assert masked(phone) == shown


def test_periods_are_lagos_days() -> None:
    period = Period(NOVEMBER.first, NOVEMBER.first)
    assert period.start.isoformat() == "2026-11-01T00:00:00+01:00"
    assert period.end.isoformat() == "2026-11-02T00:00:00+01:00"
    assert str(month("2026-02").last) == "2026-02-28"


def test_odd_words_and_moments_stand_in_a_spreadsheet_as_they_are(november: Selection, tmp_path: Path) -> None:
    name = "  Ada <& “Obi” _x0041_ \x07 ₦  "
    paid(lagos("2026-11-20 13:45"), 50_000, name=name)
    path = tmp_path / "x.xlsx"
    export = begin(stem="x", filter_text="", form=Format.XLSX, with_people=True, actor=None, at=lagos("2026-12-01 09:00"))
    assert write_file(export, Source.of(november), form=Format.XLSX, path=path) == 4
    row = next(row for row in sheet_rows(path) if row.get("day") == "2026-11-20")
    assert row["student_name"] == name.replace("\x07", "").replace("_x0041_", "_x005F_x0041_")
    assert row["paid_lagos"] == "46346.5729166666"


def test_a_spreadsheet_begins_before_its_rows_are_read(november: Selection) -> None:
    export = begin(stem="x", filter_text="", form=Format.XLSX, with_people=False, actor=None, at=lagos("2026-12-01 09:00"))
    stream = pieces(export, Source.of(november), form=Format.XLSX)
    with CaptureQueriesContext(connection) as captured:
        first = next(stream)
    assert first.startswith(b"PK")
    assert not any("payments_payment" in query["sql"] for query in captured)


def test_too_many_rows_are_refused_before_anything_is_written(
    november: Selection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("payments.reports.exports.sheets.MOST_ROWS", 2)
    client = signed_in(make_user("femi", "see_report", "export_payments"))
    asked = {"from": "2026-11-01", "to": "2026-11-30", "format": "xlsx"}
    assert "Too many rows" in client.post("/admin/payments/report/export/", asked, follow=True).content.decode()
    with pytest.raises(CommandError, match="Too many rows"):
        call_command("export_payments", month="2026-11", format="xlsx", output=tmp_path)
    assert not Export.objects.exists()
