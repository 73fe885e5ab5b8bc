import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.money import naira
from core.periods import Period, days, month
from payments.models import Export, LedgerEntry, LedgerTransaction, Payment, Refund, Settlement
from payments.reports import sums as reports
from payments.reports.charts import bars, shares
from payments.reports.selection import DateBasis, Selection
from payments.tests.money_rows import lagos, lost_dispute, paid, refunded, student
from tests.builders import make_user, signed_in

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
    return signed_in(make_user("finance", *FINANCE))


@pytest.fixture
def money(db: None) -> Selection:
    first = paid(lagos("2026-11-02 00:00"), 50_000)
    second = paid(lagos("2026-11-02 23:59"), 250_000, name="Bola", channel="bank_transfer")
    paid(lagos("2026-11-03 12:00"), 10_000, outcome="short")
    cedis = paid(lagos("2026-11-04 12:00"), 70_000, paid_currency="GHS", outcome="wrong_currency")
    other_mode = paid(lagos("2026-11-04 13:00"), 80_000, outcome="wrong_mode")
    unnamed = paid(lagos("2026-11-05 12:00"), 30_000, channel="")
    paid(lagos("2026-12-01 00:00"), 90_000)
    refunded(first, lagos("2026-11-04 09:00"), 20_000)
    refunded(unnamed, lagos("2026-11-06 09:00"), 1_000)
    refunded(other_mode, lagos("2026-11-06 10:00"), 80_000)
    Refund.objects.filter(pk=refunded(cedis, lagos("2026-11-06 11:00"), 70_000).pk).update(currency="GHS")
    lost_dispute(second, lagos("2026-11-05 09:00"), 250_000)
    return Selection.of(NOVEMBER)


def test_a_period_is_added_up(money: Selection) -> None:
    report = reports.build(money)
    assert report.total == reports.Sums(4, 340_000, 750 + 3750 + 150 + 450, 21_000, 250_000)
    assert report.total.net_kobo == 340_000 - 5100 - 271_000
    assert report.apart == 2, "cedis and the other mode's money stand in no sum"
    assert [(line.label, line.sums.gross_kobo) for line in report.channels] == [
        ("Bank transfer", 250_000),
        ("Card", 60_000),
        ("Not told", 30_000),
    ]
    assert len(report.days) == 30
    assert [(line.label, line.sums.gross_kobo, line.sums.refunds_kobo) for line in report.days[1:5]] == [
        ("Mon 2 Nov", 300_000, 0),
        ("Tue 3 Nov", 10_000, 0),
        ("Wed 4 Nov", 0, 20_000),
        ("Thu 5 Nov", 30_000, 0),
    ]


def test_a_long_period_is_shown_by_month(money: Selection) -> None:
    report = reports.build(Selection.of(days("2026-10-15", "2026-12-20")))
    assert [(line.label, line.sums.gross_kobo) for line in report.days] == [
        ("Oct 2026", 0),
        ("Nov 2026", 340_000),
        ("Dec 2026", 90_000),
    ]


def linked_rows(client: Client, url: str) -> list[Any]:
    response = client.get(url)
    assert response.status_code == 200
    return list(response.context["cl"].queryset)


def linked_numbers(page: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Gives of each line of the page's tables its label, its numbers as they stand there, and where each of them leads."""
    for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL):
        label = re.search(r"<th scope=\"row\">(.*?)</th>", row)
        cells = re.findall(r'<td class="sum">(?:<a href="([^"]+)">)?([^<]+)', row)
        assert label is not None
        yield label[1], [number for _, number in cells], [unescape(url) for url, _ in cells]


def added_up(client: Client, urls: list[str]) -> list[str]:
    """Returns what a line of the report has to say, made from the rows that its cells lead to; no link, no rows."""
    payments, gross, fees, refunds, disputes = ([] if not url else linked_rows(client, url) for url in urls[:5])
    kobo = [
        sum(row.paid_amount_kobo for row in gross),
        sum(row.fees_kobo for row in fees),
        sum(row.amount_kobo for row in refunds),
        sum(row.amount_kobo for row in disputes),
    ]
    return [str(len(payments)), *(naira(amount) for amount in kobo), naira(kobo[0] - sum(kobo[1:]))]


@pytest.mark.parametrize("basis", list(DateBasis))
@pytest.mark.parametrize("narrower", [{}, {"channel": "card"}, {"channel": "not_told"}, {"purpose": "plan"}])
def test_every_number_leads_to_its_rows(finance: Client, money: Selection, basis: DateBasis, narrower: dict[str, str]) -> None:
    asked = {"from": "2026-11-01", "to": "2026-11-07", "date": basis.value, **narrower}
    response = finance.get(REPORT, asked)
    lines = list(linked_numbers(response.content.decode()))
    assert len(lines) >= 8
    assert lines[-1][0] == "Total"
    for label, numbers, urls in lines:
        assert added_up(finance, urls) == numbers, label
    assert len(linked_rows(finance, response.context["apart_url"])) == response.context["report"].apart
    figures = {figure.label: figure for figure in response.context["figures"]}
    for label in ("Refunds", "Lost disputes"):
        rows = linked_rows(finance, figures[label].url)
        assert -sum(row.amount_kobo for row in rows) == figures[label].amount_kobo


def test_the_payouts_of_a_period_lead_to_their_rows(finance: Client, db: None) -> None:
    for number, facts in enumerate(({}, {"status": "failed"}, {"currency": "GHS"}, {"mode": "live"})):
        row: dict[str, Any] = {"paystack_id": number, "status": "success", "currency": "NGN", "mode": "test"} | facts
        at = lagos("2026-11-02 10:00")
        Settlement.objects.create(net_kobo=100 * 10**number, paid_out_at=at, first_seen_at=at, **row)
    figure = finance.get(REPORT, {"from": "2026-11-01", "to": "2026-11-30"}).context["figures"][-1]
    assert [row.net_kobo for row in linked_rows(finance, figure.url)] == [100] == [figure.amount_kobo]


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
    assert export.actor
    assert export.actor.get_username() == "finance"
    assert export.checksum
    assert response["Content-Disposition"] == 'attachment; filename="payments_paid_2026-11-01_2026-11-30.csv"'


def test_the_page_says_its_date_and_zone(finance: Client, money: Selection) -> None:
    page = finance.get(REPORT, {"from": "2026-11-01", "to": "2026-11-30", "date": "booked"}).content.decode()
    assert "booked 2026-11-01 to 2026-11-30 (Africa/Lagos, days inclusive)" in page
    assert "₦3,400" in page
    assert "Bank transfer" in page
    assert 'class="in"' in page


@time_machine.travel("2026-11-22T23:30:00+00:00")
def test_it_opens_with_this_month_in_lagos(finance: Client) -> None:
    assert finance.get(REPORT).context["selection"].period == Period(date(2026, 11, 1), date(2026, 11, 23))


@pytest.mark.parametrize("query", [{"from": "nonsense"}, {"from": "2026-11-02", "to": "2026-11-01"}, {"from": "0001-01-01"}])
def test_days_that_make_no_sense_are_said_and_this_month_is_shown(finance: Client, query: dict[str, str]) -> None:
    response = finance.get(REPORT, query)
    assert response.status_code == 200
    assert response.context["problem"] in response.content.decode().replace("&#x27;", "'")


def test_balances_come_from_the_ledger(db: None) -> None:
    owner = student()
    moment = lagos("2026-11-02 10:00")
    booked = LedgerTransaction.objects.create(key="x", kind="payment", at=moment, day=moment.date(), student=owner)
    LedgerEntry.objects.create(transaction=booked, account="clearing", amount_kobo=50_000)
    LedgerEntry.objects.create(transaction=booked, account="student_credit", amount_kobo=-50_000, student=owner)
    found = {balance.label: balance.amount_kobo for balance in reports.balances()}
    assert found["Open credit"] == 50_000
    assert found["Deferred revenue"] == 0


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
    assert signed_in(make_user("parent", *FINANCE, is_staff=False)).get(REPORT).status_code == 302
    viewer = signed_in(make_user("viewer", "view_payment"))
    assert viewer.get(REPORT).status_code == 403
    assert viewer.post(REPORT + "export/", {"format": "csv"}).status_code == 403


def test_names_need_a_right_of_their_own(finance: Client, money: Selection) -> None:
    asked = {"from": "2026-11-01", "to": "2026-11-30", "format": "csv", "people": "yes"}
    assert finance.post(REPORT + "export/", asked).status_code == 403
    assert not Export.objects.exists()
    full = signed_in(make_user("head", *FINANCE, "export_people"))
    assert b"Ada Obi" in b"".join(full.post(REPORT + "export/", asked))
    assert Export.objects.get().with_people
    assert Export.objects.get().file_name.endswith("_full.csv")


def test_a_spreadsheet_leaves_by_the_page(finance: Client, money: Selection) -> None:
    response = finance.post(REPORT + "export/", {"from": "2026-11-01", "to": "2026-11-30", "format": "xlsx"})
    assert b"".join(response).startswith(b"PK")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


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
    viewer = signed_in(make_user("viewer", "view_payment"))
    chosen = [row.pk for row in Payment.objects.all()]
    viewer.post("/admin/payments/payment/", {"action": "export_csv", "_selected_action": chosen})
    assert not Export.objects.exists()


def test_the_charts_stay_in_their_drawing(money: Selection) -> None:
    report = reports.build(money)
    chart = bars(report.days)
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000 and 0 <= bar.y <= chart.base for bar in chart.bars)
    assert max(bar.up for bar in chart.bars) == chart.base
    assert chart.most_kobo == 300_000
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
