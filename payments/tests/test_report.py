import csv
import io
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from payments import reports
from payments.charts import bars, shares
from payments.models import Export, LedgerEntry, LedgerTransaction, Payment
from payments.periods import DateBasis, NotAPeriod, Period, Selection, days, month, presets
from payments.tests.money_rows import lagos, lost_dispute, paid, refunded, student
from payments.tests.test_admin import signed_in

REPORT = "/admin/payments/report/"
NOVEMBER = month("2026-11")
FINANCE = (
    "see_report",
    "export_payments",
    "view_payment",
    "view_refund",
    "view_dispute",
    "view_ledgerentry",
    "view_financetask",
    "view_export",
    "view_difference",
    "view_settlement",
)


@pytest.fixture
def finance(db: None) -> Client:
    return signed_in("finance", *FINANCE)


@pytest.fixture
def money(db: None) -> Selection:
    first = paid(lagos("2026-11-02 00:00"), 50_000)
    second = paid(lagos("2026-11-02 23:59"), 250_000, name="Bola", channel="bank_transfer")
    paid(lagos("2026-11-03 12:00"), 10_000, outcome="short")
    paid(lagos("2026-11-04 12:00"), 70_000, paid_currency="GHS", outcome="wrong_currency")
    paid(lagos("2026-12-01 00:00"), 90_000)
    refunded(first, lagos("2026-11-04 09:00"), 20_000)
    lost_dispute(second, lagos("2026-11-05 09:00"), 250_000)
    return Selection.of(NOVEMBER)


def test_a_period_is_added_up(money: Selection) -> None:
    report = reports.build(money)
    assert report.total == reports.Sums(3, 310_000, 750 + 3750 + 150, 20_000, 250_000)
    assert report.total.net_kobo == 310_000 - 4650 - 270_000
    assert report.apart == 1, "cedis stand in no sum"
    assert [(line.label, line.sums.gross_kobo) for line in report.channels] == [("Bank transfer", 250_000), ("Card", 60_000)]
    assert len(report.days) == 30
    assert [(line.label, line.sums.gross_kobo, line.sums.refunds_kobo) for line in report.days[1:5]] == [
        ("Mon 2 Nov", 300_000, 0),
        ("Tue 3 Nov", 10_000, 0),
        ("Wed 4 Nov", 0, 20_000),
        ("Thu 5 Nov", 0, 0),
    ]


def test_a_long_period_is_shown_by_month(money: Selection) -> None:
    report = reports.build(Selection.of(days("2026-10-15", "2026-12-20")))
    assert [(line.label, line.sums.gross_kobo) for line in report.days] == [
        ("Oct 2026", 0),
        ("Nov 2026", 310_000),
        ("Dec 2026", 90_000),
    ]


def linked_rows(client: Client, url: str) -> list[Any]:
    response = client.get(url)
    assert response.status_code == 200
    return list(response.context["cl"].queryset)


@pytest.mark.parametrize("basis", list(DateBasis))
def test_every_number_leads_to_its_rows(finance: Client, money: Selection, basis: DateBasis) -> None:
    report = reports.build(Selection.of(NOVEMBER, basis))
    for line in [*report.purposes, *report.channels, *report.days]:
        rows = linked_rows(finance, line.url)
        assert len(rows) == line.sums.payments
        assert sum(payment.paid_amount_kobo or 0 for payment in rows) == line.sums.gross_kobo
    assert len(linked_rows(finance, reports.payments_url(report.selection, counted="no"))) == report.apart
    refunds = linked_rows(finance, reports.refunds_url(report.selection))
    disputes = linked_rows(finance, reports.disputes_url(report.selection))
    assert sum(row.amount_kobo for row in refunds) == report.total.refunds_kobo
    assert sum(row.amount_kobo for row in disputes) == report.total.disputes_kobo
    assert all(finance.get(balance.url).status_code == 200 for balance in reports.balances())


def test_the_report_and_the_export_have_the_same_totals(finance: Client, money: Selection) -> None:
    total = reports.build(money).total
    response = finance.post(REPORT + "export/", {"from": "2026-11-01", "to": "2026-11-30", "date": "paid", "format": "csv"})
    *_, line = csv.DictReader(io.StringIO(b"".join(response).decode()))
    sums = {name: int(line[f"{name}_kobo"]) for name in ("gross", "fee", "refund", "dispute", "net")}
    assert sums == {
        "gross": total.gross_kobo,
        "fee": total.fees_kobo,
        "refund": -total.refunds_kobo,
        "dispute": -total.disputes_kobo,
        "net": total.net_kobo,
    }
    export = Export.objects.get()
    assert export.actor and export.actor.get_username() == "finance" and export.checksum
    assert response["Content-Disposition"] == 'attachment; filename="payments_paid_2026-11-01_2026-11-30.csv"'


def test_the_page_says_its_date_and_zone(finance: Client, money: Selection) -> None:
    page = finance.get(REPORT, {"from": "2026-11-01", "to": "2026-11-30", "date": "booked"}).content.decode()
    assert "booked 2026-11-01 to 2026-11-30 (Africa/Lagos, days inclusive)" in page
    assert "₦3,100" in page and "Bank transfer" in page and 'class="in"' in page


@time_machine.travel("2026-11-22T23:30:00+00:00")
def test_it_opens_with_this_month_in_lagos(finance: Client) -> None:
    assert finance.get(REPORT).context["selection"].period == Period(date(2026, 11, 1), date(2026, 11, 23))


@pytest.mark.parametrize("query", [{"from": "nonsense"}, {"from": "2026-11-02", "to": "2026-11-01"}, {"from": "0001-01-01"}])
def test_days_that_make_no_sense_are_said_and_this_month_is_shown(finance: Client, query: dict[str, str]) -> None:
    response = finance.get(REPORT, query)
    assert response.status_code == 200 and response.context["problem"] in response.content.decode().replace("&#x27;", "'")


def test_usual_spans() -> None:
    spans = {name: period.text for name, (_, period) in presets(date(2026, 11, 22)).items()}
    assert spans == {
        "today": "2026-11-22",
        "yesterday": "2026-11-21",
        "this-week": "2026-11-16 to 2026-11-22",
        "last-week": "2026-11-09 to 2026-11-15",
        "this-month": "2026-11-01 to 2026-11-22",
        "last-month": "2026-10-01 to 2026-10-31",
    }
    with pytest.raises(NotAPeriod):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_balances_come_from_the_ledger(db: None) -> None:
    owner = student()
    moment = lagos("2026-11-02 10:00")
    booked = LedgerTransaction.objects.create(key="x", kind="payment", at=moment, day=moment.date(), student=owner)
    LedgerEntry.objects.create(transaction=booked, account="clearing", amount_kobo=50_000)
    LedgerEntry.objects.create(transaction=booked, account="student_credit", amount_kobo=-50_000, student=owner)
    found = {balance.label: balance.amount_kobo for balance in reports.balances()}
    assert found["Open credit"] == 50_000 and found["Deferred revenue"] == 0


def test_the_page_costs_the_same_queries_for_much_money(finance: Client, money: Selection) -> None:
    query = {"from": "2026-11-01", "to": "2026-11-30"}
    with CaptureQueriesContext(connection) as few:
        finance.get(REPORT, query)
    for number in range(10):
        paid(lagos(f"2026-11-{10 + number} 10:00"), name=f"Student {number}", channel=f"channel{number}")
    with CaptureQueriesContext(connection) as many:
        assert finance.get(REPORT, query).status_code == 200
    assert len(many) == len(few) <= 16


def test_strangers_and_staff_without_the_right_are_refused(db: None) -> None:
    assert Client().get(REPORT).status_code == 302
    assert signed_in("parent", *FINANCE, staff=False).get(REPORT).status_code == 302
    viewer = signed_in("viewer", "view_payment")
    assert viewer.get(REPORT).status_code == 403
    assert viewer.post(REPORT + "export/", {"format": "csv"}).status_code == 403


def test_names_need_a_right_of_their_own(finance: Client, money: Selection) -> None:
    asked = {"from": "2026-11-01", "to": "2026-11-30", "format": "csv", "people": "yes"}
    assert finance.post(REPORT + "export/", asked).status_code == 403 and not Export.objects.exists()
    full = signed_in("head", *FINANCE, "export_people")
    assert b"Ada Obi" in b"".join(full.post(REPORT + "export/", asked))
    assert Export.objects.get().with_people and Export.objects.get().file_name.endswith("_full.csv")


def test_a_spreadsheet_leaves_by_the_page(finance: Client, money: Selection) -> None:
    response = finance.post(REPORT + "export/", {"from": "2026-11-01", "to": "2026-11-30", "format": "xlsx"})
    assert b"".join(response).startswith(b"PK") and response["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(("action", "start"), [("export_csv", b"kind,day"), ("export_xlsx", b"PK")])
def test_chosen_payments_leave_by_an_action(finance: Client, money: Selection, action: str, start: bytes) -> None:
    chosen = Payment.objects.filter(channel="bank_transfer")
    response: Any = finance.post(
        "/admin/payments/payment/?status__exact=paid", {"action": action, "_selected_action": [row.pk for row in chosen]}
    )
    assert b"".join(response).startswith(start)
    export = Export.objects.get()
    assert export.rows == 2, "the payment and its lost dispute"
    assert "1 rows with filter status__exact=paid" in export.filter_text


def test_the_action_needs_the_right(money: Selection) -> None:
    viewer = signed_in("viewer", "view_payment")
    chosen = [row.pk for row in Payment.objects.all()]
    viewer.post("/admin/payments/payment/", {"action": "export_csv", "_selected_action": chosen})
    assert not Export.objects.exists()


def test_the_charts_stay_in_their_drawing(money: Selection) -> None:
    report = reports.build(money)
    chart = bars(report.days)
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000 and 0 <= bar.y <= chart.base for bar in chart.bars)
    assert max(bar.up for bar in chart.bars) == chart.base and chart.most_kobo == 300_000
    assert sum(share.percent for share in shares(report.channels)) == 100
    assert bars(reports.build(Selection.of(days("2021-01-01", "2021-01-02"))).days).most_kobo == 0


def test_the_addresses_name_everything_that_narrows() -> None:
    chosen = Selection(NOVEMBER, DateBasis.CREATED, "plan", "card", "live")
    assert parse_qs(urlsplit("?" + chosen.query(counted="yes")).query) == {
        "date": ["created"],
        "from": ["2026-11-01"],
        "to": ["2026-11-30"],
        "purpose__exact": ["plan"],
        "channel": ["card"],
        "mode__exact": ["live"],
        "counted": ["yes"],
    }
