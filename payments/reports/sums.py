"""What the money report says: sums made by the database, each with the address of its rows."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from payments.books import ledger
from payments.channels import NOT_TOLD, channel_label
from payments.models import (
    CURRENCY,
    Difference,
    Dispute,
    FinanceTask,
    LedgerAccount,
    LedgerEntry,
    Payment,
    ReconciliationRun,
    Refund,
    Settlement,
)
from payments.paystack import client
from payments.reports.exports.rows import went_back
from payments.reports.selection import REAL_MONEY, REAL_MONEY_BACK, DateBasis, Selection


@dataclass
class Sums:
    """One line of sums, in kobo. Refunds and disputes are what went back, as positive numbers."""

    payments: int = 0
    gross_kobo: int = 0
    fees_kobo: int = 0
    refunds_kobo: int = 0
    disputes_kobo: int = 0

    @property
    def net_kobo(self) -> int:
        return self.gross_kobo - self.fees_kobo - self.refunds_kobo - self.disputes_kobo

    def add(self, other: "Sums") -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))


@dataclass
class Line:
    """Sums of one purpose, channel or day, or of all, with the addresses of the rows that they were made from."""

    label: str
    sums: Sums
    selection: Selection

    @property
    def payments_url(self) -> str:
        return payments_url(self.selection, counted="yes")

    @property
    def refunds_url(self) -> str:
        return list_url(Refund, _back_query(self.selection))

    @property
    def disputes_url(self) -> str:
        return list_url(Dispute, _back_query(self.selection))


@dataclass
class Balance:
    """Something that stands open now, whatever the period: money or a number of rows, and where they are."""

    label: str
    note: str
    url: str
    amount_kobo: int | None = None
    number: int | None = None


@dataclass
class Report:
    """A period's money."""

    selection: Selection
    total: Sums = field(default_factory=Sums)
    purposes: list[Line] = field(default_factory=list)
    channels: list[Line] = field(default_factory=list)
    days: list[Line] = field(default_factory=list)
    apart: int = 0
    """Payments of the period in another currency or mode, which stand in no sum."""
    paid_out_kobo: int = 0

    @property
    def whole(self) -> Line:
        return Line("Total", self.total, self.selection)


Key = tuple[date, str, str]
DAYS_SHOWN = 62
PAID_OUT = {"status": "success", "currency": CURRENCY}
"""Which payouts reached the bank account, and stand in the sum."""


def build(selection: Selection) -> Report:
    """Adds a period up: one pass over its payments, one over its refunds, one over its lost disputes."""
    report = Report(selection)
    cells, report.apart = _payments(selection)
    _subtract(selection, cells)
    for sums in cells.values():
        report.total.add(sums)
    purposes = dict(Payment.Purpose.choices)
    report.purposes = _lines(
        cells,
        lambda key: key[1],
        lambda value: Line(purposes.get(value, value), Sums(), replace(selection, purpose=value)),
    )
    report.channels = _lines(
        cells,
        lambda key: key[2],
        lambda value: Line(channel_label(value), Sums(), replace(selection, channel=value or NOT_TOLD)),
    )
    report.days = _days(cells, selection)
    report.paid_out_kobo = _paid_out(selection)
    return report


def list_url(model: type[Model], query: str) -> str:
    """Returns the address of a model's list in the admin."""
    return f"{reverse(f'admin:payments_{model._meta.model_name}_changelist')}?{query}"


def payments_url(selection: Selection, **more: str) -> str:
    return list_url(Payment, selection.query(**more))


def payouts_url(selection: Selection) -> str:
    days = {"from": str(selection.period.first), "to": str(selection.period.last)}
    return list_url(Settlement, urlencode(days | {"mode__exact": selection.mode} | PAID_OUT))


def _back_query(selection: Selection) -> str:
    words = {
        "date": selection.basis.value,
        "from": str(selection.period.first),
        "to": str(selection.period.last),
        "payment__purpose__exact": selection.purpose,
        "payment__mode__exact": selection.mode,
        "channel": selection.channel,
        "counted": "yes",
    }
    return urlencode({name: value for name, value in words.items() if value})


def _payments(selection: Selection) -> tuple[dict[Key, Sums], int]:
    """Returns the sums of each day, purpose and channel, and how many payments stand in none of them."""
    booked = Payment.objects.filter(selection.condition, paid_at__isnull=False).order_by()
    rows = booked.annotate(day=TruncDate(selection.basis.field)).values("day", "purpose", "channel")
    cells: dict[Key, Sums] = {}
    apart = 0
    for row in rows.annotate(
        number=Count("pk", filter=REAL_MONEY),
        everything=Count("pk"),
        gross=Sum("paid_amount_kobo", filter=REAL_MONEY),
        fees=Sum("fees_kobo", filter=REAL_MONEY),
    ):
        apart += row["everything"] - row["number"]
        if row["number"]:
            key = (row["day"], row["purpose"], row["channel"])
            cells[key] = Sums(row["number"], int(row["gross"] or 0), int(row["fees"] or 0))
    return cells, apart


def _subtract(selection: Selection, cells: dict[Key, Sums]) -> None:
    created = selection.basis == DateBasis.CREATED
    refunds, disputes = went_back(selection)
    sources: tuple[tuple[QuerySet[Any], str, str], ...] = (
        (refunds, "asked_at" if created else "finished_at", "refunds_kobo"),
        (disputes, "opened_at" if created else "resolved_at", "disputes_kobo"),
    )
    for rows, at, name in sources:
        real = rows.filter(REAL_MONEY_BACK).order_by()
        grouped = real.annotate(day=TruncDate(at)).values("day", "payment__purpose", "payment__channel")
        for row in grouped.annotate(sum=Sum("amount_kobo")):
            key = (row["day"], row["payment__purpose"], row["payment__channel"])
            cells.setdefault(key, Sums()).add(Sums(**{name: int(row["sum"])}))


def _lines(
    cells: dict[Key, Sums],
    part: Callable[[Key], str],
    empty_line: Callable[[str], Line],
) -> list[Line]:
    lines: dict[str, Line] = {}
    for key, sums in cells.items():
        value = part(key)
        lines.setdefault(value, empty_line(value)).sums.add(sums)
    return sorted(lines.values(), key=lambda line: -line.sums.gross_kobo)


def _days(cells: dict[Key, Sums], selection: Selection) -> list[Line]:
    """Returns every day of the period (every month of a long one), also those without money, so that a gap is seen."""
    spans = list(selection.period.days() if selection.period.length <= DAYS_SHOWN else selection.period.months())
    lines = [Line(span.label, Sums(), replace(selection, period=span)) for span in spans]
    line_of = {day: line for line in lines for day in line.selection.period.each_day()}
    for key, sums in cells.items():
        line_of[key[0]].sums.add(sums)
    return lines


def _paid_out(selection: Selection) -> int:
    period = selection.period
    payouts = Settlement.objects.filter(
        paid_out_at__gte=period.start, paid_out_at__lt=period.end, mode=selection.mode, **PAID_OUT
    )
    return int(payouts.aggregate(sum=Sum("net_kobo"))["sum"] or 0)


def balances() -> list[Balance]:
    """Returns what stands open now: credit, unearned plan money and held money from the ledger, and finance's tasks."""
    mode = client.mode()
    held = ledger.held().filter(transaction__payment__mode=mode).aggregate(sum=Sum("amount_kobo"))["sum"]
    held_url = list_url(Payment, f"held=now&mode__exact={mode}")
    return [
        _owed("Open credit", "owed to students", LedgerAccount.STUDENT_CREDIT),
        _owed("Deferred revenue", "plan days not yet earned", LedgerAccount.DEFERRED),
        Balance("Held money", "bought nothing, waits for finance", held_url, -int(held or 0)),
        *_open_work(),
    ]


def _owed(label: str, note: str, account: LedgerAccount) -> Balance:
    entries = LedgerEntry.objects.filter(account=account, currency=CURRENCY)
    url = list_url(LedgerEntry, f"account__exact={account.value}&currency__exact={CURRENCY}")
    return Balance(label, note, url, -int(entries.aggregate(sum=Sum("amount_kobo"))["sum"] or 0))


def _open_work() -> list[Balance]:
    tasks = FinanceTask.objects.filter(resolved_at=None).count()
    differences = Difference.objects.filter(gone_at=None).count()
    last = ReconciliationRun.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    compared = f"last compared {last.finished_at:%Y-%m-%d}" if last and last.finished_at else "never compared yet"
    tasks_url = list_url(FinanceTask, "")
    differences_url = list_url(Difference, "gone_at__isnull=True")
    return [
        Balance("Finance tasks", "open", tasks_url, number=tasks),
        Balance("Differences to Paystack", compared, differences_url, number=differences),
    ]
