"""What finance and support see of money: everything, and nothing they could change by hand."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path

from core.admin import EstimatedPaginator, ReadOnlyAdmin, naira_column
from core.clock import now
from core.money import in_currency, naira
from payments import inbox
from payments.admin.lists import SEARCH_HELP, ChannelFilter, CountedFilter, HeldFilter, PaymentPeriodFilter, search
from payments.admin.refund_form import ask_refund
from payments.channels import channel_label
from payments.models import Payment, PaystackEvent
from payments.paying.settlement import settle
from payments.paystack.errors import PaystackProblem
from payments.reports.exports import Format
from payments.reports.views import export_chosen

MOST_CHECKS = 50


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = [
        "reference",
        "created_at",
        "student",
        "homework",
        "due",
        "status",
        "outcome",
        "paid",
        "fees",
        "paid_by",
        "paid_at",
    ]
    list_per_page = 50
    list_filter = [PaymentPeriodFilter, "status", "outcome", "purpose", ChannelFilter, "mode", CountedFilter, HeldFilter]
    list_select_related = ["student", "homework"]
    search_fields = ["reference"]
    search_help_text = SEARCH_HELP
    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-created_at"]
    actions = ["check_now", "refund", "export_csv", "export_xlsx"]
    fieldsets = [
        (None, {"fields": ("student", "purpose", "homework", "plan", "due", "credit_used", "mode", "quoted_at", "created_at")}),
        ("Money", {"fields": ("status", "outcome", "paid", "fees", "paid_by", "paid_at", "settled_at", "went_back")}),
        ("Paystack", {"fields": ("paystack_id", "paystack_status", "gateway_response", "failure_reason")}),
        (
            "The attempt",
            {
                "classes": ("collapse",),
                "fields": (
                    "checkout_at",
                    "given_up_at",
                    "given_up_reason",
                    "last_checked_at",
                    "checks",
                    "next_check_at",
                    "asking_until",
                    "check_asked_at",
                ),
            },
        ),
    ]

    due, fees = naira_column("amount_kobo", "due"), naira_column("fees_kobo", "fees")
    credit_used = naira_column("credit_kobo", "credit used with it")

    @admin.display(description="channel", ordering="channel")
    def paid_by(self, payment: Payment) -> str:
        return channel_label(payment.channel) if payment.is_booked else ""

    @admin.display(description="refunds")
    def went_back(self, payment: Payment) -> str:
        parts = [f"{refund.code}: {refund.amount}, {refund.get_status_display().lower()}" for refund in payment.refunds.all()]
        return "; ".join(parts) or "none"

    @admin.display(description="paid", ordering="paid_amount_kobo")
    def paid(self, payment: Payment) -> str:
        return "" if payment.paid_amount_kobo is None else in_currency(payment.paid_amount_kobo, payment.paid_currency)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display, *(["held_now"] if request.GET.get(HeldFilter.parameter_name) else [])]

    @admin.display(description="held now", empty_value="")
    def held_now(self, payment: Payment) -> str | None:
        amount_kobo: int | None = getattr(payment, "held_kobo", None)
        return None if amount_kobo is None else naira(amount_kobo)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Payment], search_term: str
    ) -> tuple[QuerySet[Payment], bool]:
        return (search(queryset, search_term) if search_term.strip() else queryset), False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.export_payments")

    @admin.action(description="Export chosen payments as CSV", permissions=["export"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Payment]) -> HttpResponseBase:
        return export_chosen(request, queryset, Format.CSV)

    @admin.action(description="Export chosen payments for Excel", permissions=["export"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Payment]) -> HttpResponseBase:
        return export_chosen(request, queryset, Format.XLSX)

    def get_urls(self) -> list[Any]:
        page = path("<int:payment_id>/refund/", self.admin_site.admin_view(ask_refund), name="payments_payment_refund")
        return [page, *super().get_urls()]

    def has_refund_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.ask_refund")

    @admin.action(description="Refund one payment…", permissions=["refund"])
    def refund(self, request: HttpRequest, queryset: QuerySet[Payment]) -> HttpResponseBase | None:
        chosen = list(queryset[:2])
        if len(chosen) == 1:
            return redirect("admin:payments_payment_refund", chosen[0].pk)
        self.message_user(request, "Choose exactly one payment to refund.", messages.WARNING)
        return None

    def has_check_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.check_payment")

    @admin.action(description="Check with Paystack now", permissions=["check"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        paid = 0
        chosen = list(queryset[: MOST_CHECKS + 1])
        for payment in chosen[:MOST_CHECKS]:
            try:
                paid += settle(reference=payment.reference, at=now()).is_booked
            except PaystackProblem as problem:
                self.message_user(request, f"{payment.reference}: {problem}", messages.ERROR)
                break
        else:
            number = min(len(chosen), MOST_CHECKS)
            self.message_user(request, f"Paystack was asked about {number}; {paid} of them are paid.", messages.SUCCESS)
        if len(chosen) > MOST_CHECKS:
            self.message_user(request, f"Only the first {MOST_CHECKS} were asked about.", messages.WARNING)


@admin.register(PaystackEvent)
class PaystackEventAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "name", "reference", "result", "processed_at", "tries", "error"]
    list_filter = ["result"]
    search_fields = ["reference", "name", "digest"]
    ordering = ["-received_at"]
    actions = ["process_again"]

    def has_process_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.process_paystackevent")

    @admin.action(description="Process again", permissions=["process"])
    def process_again(self, request: HttpRequest, queryset: QuerySet[PaystackEvent]) -> None:
        number = 0
        for event in queryset:
            inbox.process_again(event=event, at=now())
            number += 1
        self.message_user(request, f"{number} events will be processed again in a moment.", messages.SUCCESS)
