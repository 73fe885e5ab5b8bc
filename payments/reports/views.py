"""The money report inside the admin, and its exports."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core.admin import staff
from core.clock import now
from core.periods import ZONE, NotAPeriod, days, presets
from payments.channels import CHANNELS
from payments.models import Payment
from payments.reports import sums
from payments.reports.charts import bars, shares
from payments.reports.exports import Format, Source, TooManyRows, begin, check_size, pieces
from payments.reports.selection import DateBasis, Selection

SEE, EXPORT, PEOPLE = "payments.see_report", "payments.export_payments", "payments.export_people"
FIRST_SHOWN = "this-month"


def report_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("payments/report/", site.admin_view(report), {"site": site}, name="payments_report"),
        path("payments/report/export/", site.admin_view(export), name="payments_report_export"),
    ]


@require_GET
def report(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    _require(request, SEE)
    selection, problem = _selection(request.GET)
    found = sums.build(selection)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Money report",
        "report": found,
        "selection": selection,
        "zone": ZONE,
        "problem": problem,
        "presets": _preset_links(selection),
        "bases": DateBasis.choices,
        "purposes": Payment.Purpose.choices,
        "channels": list(CHANNELS.items()),
        "formats": Format.choices,
        "figures": _figures(found),
        "apart_url": sums.payments_url(selection, counted="no"),
        "balances": sums.balances(),
        "chart": bars(found.days),
        "parts": [("purpose", shares(found.purposes)), ("channel", shares(found.channels))],
    }
    return TemplateResponse(request, "admin/payments/report.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Sends the rows of the report as a file; who took them is recorded before the first one leaves."""
    _require(request, EXPORT)
    selection, problem = _selection(request.POST)
    if problem or request.POST.get("format") not in Format.values:
        messages.error(request, problem or "Choose a format.")
        return redirect("admin:payments_report")
    form = Format(request.POST["format"])
    with_people = request.POST.get("people") == "yes"
    return send_export(
        request, Source.of(selection), stem=selection.file_stem, text=selection.text, form=form, with_people=with_people
    )


def export_chosen(request: HttpRequest, queryset: "QuerySet[Payment]", form: Format) -> HttpResponseBase:
    """Sends payments ticked in their list (or all that its filters show), with what went back of them."""
    stem = f"payments_chosen_{timezone.localtime(now()):%Y-%m-%d}"
    narrowed = unquote_plus(request.META.get("QUERY_STRING", ""))
    ticked = (
        "everything" if request.POST.get("select_across") == "1" else f"{len(request.POST.getlist('_selected_action'))} rows"
    )
    text = f"chosen in the list of payments: {ticked} with filter {narrowed or 'none'}"
    return send_export(request, Source.chosen(queryset), stem=stem, text=text, form=form)


def send_export(
    request: HttpRequest, source: Source, *, stem: str, text: str, form: Format, with_people: bool = False
) -> HttpResponseBase:
    """Answers with the file as it is written."""
    _require(request, EXPORT)
    if with_people:
        _require(request, PEOPLE)
    try:
        check_size(source, form)
    except TooManyRows:
        messages.error(request, "Too many rows for a spreadsheet: choose CSV, or fewer days.")
        return redirect("admin:payments_report")
    made = begin(stem=stem, filter_text=text, form=form, with_people=with_people, actor=staff(request), at=now())
    response = StreamingHttpResponse(pieces(made, source, form=form), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _selection(given: QueryDict) -> tuple[Selection, str]:
    """Returns what the address asks for and, where that makes no sense, this month and the reason."""
    spans = presets(timezone.localtime(now()).date())
    words = {name: str(given.get(name, "")) for name in ("date", "from", "to", "purpose", "channel")}
    basis = DateBasis(words["date"]) if words["date"] in DateBasis.values else DateBasis.PAID
    purpose = words["purpose"] if words["purpose"] in Payment.Purpose.values else ""
    channel = words["channel"] if words["channel"] in CHANNELS else ""
    period, problem = spans[FIRST_SHOWN][1], ""
    try:
        if words["from"] or words["to"]:
            period = days(words["from"] or words["to"], words["to"] or words["from"])
    except NotAPeriod as reason:
        problem = str(reason)
    return Selection.of(period, basis, purpose=purpose, channel=channel), problem


@dataclass(frozen=True)
class Figure:
    """One of the large numbers at the top, and where its rows are."""

    label: str
    note: str
    amount_kobo: int
    url: str


def _figures(found: sums.Report) -> list[Figure]:
    total, selection, whole = found.total, found.selection, found.whole
    payments = whole.payments_url
    return [
        Figure("Gross", f"{total.payments:,} payment{pluralize(total.payments)}", total.gross_kobo, payments),
        Figure("Fees", "as Paystack told them", -total.fees_kobo, payments),
        Figure("Refunds", "paid out in these days", -total.refunds_kobo, whole.refunds_url),
        Figure("Lost disputes", "decided in these days", -total.disputes_kobo, whole.disputes_url),
        Figure("Net", "gross less all of these", total.net_kobo, "#each-day"),
        Figure("To the bank", "payouts of these days", found.paid_out_kobo, sums.payouts_url(selection)),
    ]


def _preset_links(selection: Selection) -> list[tuple[str, str, bool]]:
    """Returns label, address and whether it is the one shown, for each usual span."""
    links = []
    for label, period in presets(timezone.localtime(now()).date()).values():
        words = {
            "from": str(period.first),
            "to": str(period.last),
            "date": selection.basis.value,
            "purpose": selection.purpose,
            "channel": selection.channel,
        }
        query = urlencode({name: value for name, value in words.items() if value})
        links.append((label, f"{reverse('admin:payments_report')}?{query}", period == selection.period))
    return links
