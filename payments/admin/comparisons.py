"""Comparisons with Paystack, payouts and exports, to look at."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from core.admin import EstimatedPaginator, PeriodFilter, ReadOnlyAdmin, naira_column
from payments.models import Difference, Export, ReconciliationRun, SettledTransaction, Settlement


class GoneFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "gone_at__isnull"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("True", "Open"), ("False", "Gone: both sides agree again")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(gone_at__isnull=self.value() == "True") if self.value() else queryset


@admin.register(Difference)
class DifferenceAdmin(ReadOnlyAdmin):
    """The four lists of a comparison, and what it found about refunds, disputes and payouts; the work itself is a task."""

    list_display = ["kind", "reference", "text", "ours", "theirs", "first_seen_at", "last_seen_at", "gone_at"]
    list_filter = [GoneFilter, "kind"]
    search_fields = ["=reference"]
    search_help_text = "The whole reference."
    ordering = ["-last_seen_at"]
    ours, theirs = naira_column("ours_kobo", "ours"), naira_column("theirs_kobo", "Paystack's")


@admin.register(ReconciliationRun)
class ReconciliationRunAdmin(ReadOnlyAdmin):
    list_display = ["started_at", "since", "until", "stage", "summary", "finished_at", "problem"]
    list_filter = ["mode"]
    ordering = ["-started_at"]

    @admin.display(description="what it found")
    def summary(self, run: ReconciliationRun) -> str:
        """Differences lead to their rows; the other numbers count what was read at Paystack."""
        parts = [self._part(run, name, number) for name, number in run.counts.items()]
        return format_html_join(", ", "{}", ((part,) for part in parts))

    def _part(self, run: ReconciliationRun, name: str, number: int) -> str:
        text = f"{name.replace('_', ' ')} {number}"
        if name not in Difference.Kind.values:
            return text
        url = reverse("admin:payments_difference_changelist")
        query = urlencode({"runs__id__exact": run.pk, "kind__exact": name})
        return format_html('<a href="{}?{}">{}</a>', url, query, text)


class PayoutPeriodFilter(PeriodFilter):
    fields = {"paid": "paid_out_at"}
    words = {"paid": "paid out"}
    offered = ("paid",)


@admin.register(Settlement)
class SettlementAdmin(ReadOnlyAdmin):
    list_display = ["paystack_id", "paid_out_at", "status", "gross", "fees", "net", "transactions_read_at"]
    list_filter = [PayoutPeriodFilter, "mode"]
    search_fields = ["=paystack_id"]
    search_help_text = "The payout id, as it stands in the bank statement."
    ordering = ["-paid_out_at"]
    gross, fees, net = naira_column("gross_kobo", "gross"), naira_column("fees_kobo", "fees"), naira_column("net_kobo", "net")


@admin.register(SettledTransaction)
class SettledTransactionAdmin(ReadOnlyAdmin):
    list_display = ["paystack_id", "reference", "settlement", "amount", "fees"]
    list_select_related = ["settlement"]
    search_fields = ["=reference", "=paystack_id", "=settlement__paystack_id"]
    paginator = EstimatedPaginator
    ordering = ["-pk"]
    amount, fees = naira_column("amount_kobo", "amount"), naira_column("fees_kobo", "fees")


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "file_name", "filter_text", "rows", "with_people", "finished_at", "checksum"]
    list_select_related = ["actor"]
    list_filter = ["with_people"]
    ordering = ["-at"]
