"""Money on its way back: refunds that people ask for and approve, disputes that banks open."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin, naira_column, staff
from core.clock import now
from payments import services
from payments.admin.lists import (
    DisputeCountedFilter,
    DisputePeriodFilter,
    PaymentChannelFilter,
    RefundCountedFilter,
    RefundPeriodFilter,
)
from payments.models import (
    Dispute,
    Refund,
)


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ["code", "payment", "sum", "status", "is_external", "asked_at", "asked_by", "approved_by", "finished_at"]
    list_filter = [
        RefundPeriodFilter,
        "status",
        "is_external",
        PaymentChannelFilter,
        "payment__purpose",
        "payment__mode",
        RefundCountedFilter,
    ]
    list_select_related = ["payment", "asked_by", "approved_by"]
    search_fields = ["=payment__reference", "=paystack_id", "payment__student__full_name"]
    search_help_text = "Payment's reference, Paystack's id, student's name"
    ordering = ["-asked_at"]
    actions = ["approve", "decline"]

    @admin.display(description="amount", ordering="amount_kobo")
    def sum(self, refund: Refund) -> str:
        return refund.amount

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.approve_refund")

    @admin.action(description="Approve: send the money back", permissions=["approve"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Refund]) -> None:
        self._decide(request, queryset, "approved")

    @admin.action(description="Decline: the money stays", permissions=["approve"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Refund]) -> None:
        self._decide(request, queryset, "declined")

    def _decide(self, request: HttpRequest, queryset: QuerySet[Refund], word: str) -> None:
        done = 0
        for refund in queryset:
            try:
                if word == "approved":
                    services.approve_refund(refund=refund, actor=staff(request), at=now())
                else:
                    services.decline_refund(refund=refund, actor=staff(request), reason="", at=now())
                done += 1
            except services.NotRefundable as problem:
                self.message_user(request, str(problem), messages.ERROR)
        if done:
            self.message_user(request, f"{done} {word}.", messages.SUCCESS)


@admin.register(Dispute)
class DisputeAdmin(ReadOnlyAdmin):
    list_display = ["paystack_id", "payment", "amount", "status", "due_at", "resolution", "opened_at", "resolved_at"]
    list_filter = [
        DisputePeriodFilter,
        "status",
        "resolution",
        PaymentChannelFilter,
        "payment__purpose",
        "payment__mode",
        DisputeCountedFilter,
    ]
    list_select_related = ["payment"]
    search_fields = ["=payment__reference", "=paystack_id"]
    ordering = ["-opened_at"]
    actions = ["close_kept", "close_lost"]
    amount = naira_column("amount_kobo", "amount")

    def has_close_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.resolve_financetask")

    @admin.action(description="Close: Paystack's dashboard says the money stays", permissions=["close"])
    def close_kept(self, request: HttpRequest, queryset: QuerySet[Dispute]) -> None:
        self._close(request, queryset, Dispute.Resolution.DECLINED)

    @admin.action(description="Close: Paystack's dashboard says the money went back", permissions=["close"])
    def close_lost(self, request: HttpRequest, queryset: QuerySet[Dispute]) -> None:
        self._close(request, queryset, Dispute.Resolution.MERCHANT_ACCEPTED)

    def _close(self, request: HttpRequest, queryset: QuerySet[Dispute], resolution: Dispute.Resolution) -> None:
        for dispute in queryset.select_related("payment"):
            closed = services.close_dispute(dispute=dispute, resolution=resolution, actor=staff(request), at=now())
            level = messages.SUCCESS if closed else messages.WARNING
            self.message_user(request, f"{dispute} {'is closed now' if closed else 'was closed already'}.", level)
