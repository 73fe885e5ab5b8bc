"""What the fake Paystack lists: transactions by cursor or by page, and the payouts of each day."""

import base64
import binascii
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views import View

from sandbox import clock
from sandbox.faults import Knobs
from sandbox.models import Checkout
from sandbox.paystack import service
from sandbox.paystack.rules import PaystackError
from sandbox.paystack.views import paystack_errors

Json = dict[str, Any]
PAYOUT_HOUR = time(6, 0)


class Transactions(View):
    """GET /transaction: newest first, by page, or by cursor where `use_cursor` asks for it."""

    @paystack_errors
    def get(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        rows = in_span(request, Checkout.objects.order_by("-id").prefetch_related("refunds"))
        if request.GET.get("status"):
            rows = rows.filter(status=request.GET["status"])
        if request.GET.get("use_cursor") == "true":
            return _by_cursor(request, rows)
        return _by_page(request, rows, "Transactions retrieved")


class Settlements(View):
    """GET /settlement: every day's money goes to the bank the next morning. The real one pays nothing out in test mode."""

    @paystack_errors
    def get(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        days = _paid().filter(paid_at__lt=_first_not_paid_out()).values("paid_at__date").distinct().order_by("-paid_at__date")
        page, meta = pages(request, days)
        data = [_settlement(row["paid_at__date"]) for row in page]
        return JsonResponse({"status": True, "message": "Settlements retrieved", "data": data, "meta": meta})


class SettledTransactions(View):
    """GET /settlement/{id}/transactions."""

    @paystack_errors
    def get(self, request: HttpRequest, number: int, knobs: Knobs) -> HttpResponseBase:
        try:
            day = datetime.strptime(str(number), "%Y%m%d").date()
        except ValueError:
            raise PaystackError("not_found", "Settlement not found", http_status=404) from None
        return _by_page(request, _paid().filter(paid_at__date=day).order_by("id"), "Settlement transactions retrieved")


def _paid() -> QuerySet[Checkout]:
    return Checkout.objects.filter(status=Checkout.Status.SUCCESS, currency="NGN", paid_at__isnull=False)


def _first_not_paid_out() -> datetime:
    """The start of the first day whose payout has not happened yet, in the sandbox's time."""
    now = timezone.localtime(clock.now())
    day = now.date() if now.time() >= PAYOUT_HOUR else now.date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


def _settlement(day: date) -> Json:
    sums = _paid().filter(paid_at__date=day).aggregate(gross=Sum("amount_kobo"), fees=Sum("fees_kobo"))
    gross, fees = sums["gross"], sums["fees"] or 0
    paid_out = timezone.make_aware(datetime.combine(day + timedelta(days=1), PAYOUT_HOUR))
    return {
        "id": int(day.strftime("%Y%m%d")),
        "domain": "test",
        "status": "success",
        "currency": "NGN",
        "integration": service.INTEGRATION,
        "total_amount": gross - fees,
        "effective_amount": gross - fees,
        "total_fees": fees,
        "total_processed": gross,
        "deductions": None,
        "settlement_date": paid_out.isoformat(),
    }


def in_span(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Narrows rows to the span of time that `from` and `to` name."""
    for name, lookup in (("from", "created_at__gte"), ("to", "created_at__lte")):
        if request.GET.get(name):
            moment = parse_datetime(request.GET[name])
            if moment is None:
                raise PaystackError("invalid_params", f"{name} must be a date and time")
            rows = rows.filter(**{lookup: moment})
    return rows


def _by_cursor(request: HttpRequest, rows: QuerySet[Checkout]) -> JsonResponse:
    size = _size(request)
    if request.GET.get("next"):
        rows = rows.filter(id__lt=_row_after(request.GET["next"]))
    found = list(rows[: size + 1])
    following = _cursor(found[size - 1].pk) if len(found) > size else None
    data = [service.as_json(row) for row in found[:size]]
    meta = {"next": following, "previous": None, "perPage": size}
    return JsonResponse({"status": True, "message": "Transactions retrieved", "data": data, "meta": meta})


def _by_page(request: HttpRequest, rows: QuerySet[Checkout], message: str) -> JsonResponse:
    page, meta = pages(request, rows)
    data = [service.as_json(row) for row in page]
    return JsonResponse({"status": True, "message": message, "data": data, "meta": meta})


def pages(request: HttpRequest, rows: QuerySet[Any]) -> tuple[Any, Json]:
    """Returns the page that the request asks for, and what `meta` says about it."""
    found = Paginator(rows, _size(request))
    page = found.get_page(_number(request, "page", 1))
    meta = {"total": found.count, "skipped": 0, "perPage": found.per_page, "page": page.number, "pageCount": found.num_pages}
    return page, meta


def _cursor(row_id: int) -> str:
    return base64.urlsafe_b64encode(f"undefined:{row_id}".encode()).decode()


def _row_after(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("undefined:"))
    except (ValueError, binascii.Error):
        raise PaystackError("invalid_params", "Invalid cursor") from None


def _size(request: HttpRequest) -> int:
    return max(1, min(_number(request, "perPage", 50), 100))


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else otherwise
