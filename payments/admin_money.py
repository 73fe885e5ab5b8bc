"""Plans, refunds, disputes, the ledger and finance's tasks in the admin. Money is looked at; acts go through services."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.admin import PricesInNaira, ReadOnlyAdmin, staff
from core.clock import now
from core.money import naira
from core.services import record
from payments import services
from payments.admin_lists import (
    DisputeCountedFilter,
    DisputePeriodFilter,
    EstimatedPaginator,
    PaymentChannelFilter,
    RefundCountedFilter,
    RefundPeriodFilter,
)
from payments.models import (
    CreditUse,
    Difference,
    Dispute,
    FinanceTask,
    LedgerEntry,
    LedgerTransaction,
    Plan,
    Refund,
    SavedCard,
    Subscription,
)


@admin.register(Plan)
class PlanAdmin(PricesInNaira):
    """Plans are edited or switched off; each change leaves its old and new values in the audit."""

    list_display = ("name", "price_in_naira", "period", "homework_limit", "is_active", "position")
    list_filter = ("is_active",)
    ordering = ("position", "name")

    @admin.display(description="price", ordering="price_kobo")
    def price_in_naira(self, plan: Plan) -> str:
        return plan.price

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Plan, form: ModelForm, change: bool) -> None:
        changed = {name: [form.initial.get(name), form.cleaned_data[name]] for name in form.changed_data}
        super().save_model(request, obj, form, change)
        if changed:
            record("plan.changed" if change else "plan.added", subject=obj, actor=staff(request), changed=changed)


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ("student", "plan", "price", "bought_at", "starts_at", "last_moment", "ended_early_at", "payment")
    list_filter = ("plan", "bought_at")
    list_select_related = ("student", "plan", "payment")
    search_fields = ("student__full_name", "=student__phone", "=payment__reference")
    ordering = ("-bought_at",)

    @admin.display(description="price", ordering="price_kobo")
    def price(self, subscription: Subscription) -> str:
        return naira(subscription.price_kobo)


@admin.register(SavedCard)
class SavedCardAdmin(ReadOnlyAdmin):
    """What a card could be charged with is shown to nobody."""

    list_display = ("student", "plan", "name", "consented_at", "revoked_at", "revoked_reason")
    list_filter = ("revoked_reason", "plan")
    list_select_related = ("student", "plan")
    search_fields = ("student__full_name", "=student__phone", "=payment__reference")
    ordering = ("-consented_at",)
    exclude = ("authorization_code", "signature", "email")
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.revoke_savedcard")

    @admin.action(description="Stop card renewal", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[SavedCard]) -> None:
        done = 0
        for card in queryset.filter(revoked_at=None).select_related("student"):
            done += services.cards.switch_off(student=card.student, actor=staff(request), at=now())
        self.message_user(request, f"{done} stopped.", messages.SUCCESS)


@admin.register(CreditUse)
class CreditUseAdmin(ReadOnlyAdmin):
    list_display = ("spent_at", "student", "amount", "homework", "subscription", "payment", "returned_at")
    list_select_related = ("student", "homework", "subscription__plan", "subscription__student", "payment")
    search_fields = ("student__full_name", "=student__phone")
    ordering = ("-spent_at",)

    @admin.display(description="amount", ordering="amount_kobo")
    def amount(self, use: CreditUse) -> str:
        return naira(use.amount_kobo)


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("code", "payment", "sum", "status", "is_external", "asked_at", "asked_by", "approved_by", "finished_at")
    list_filter = (
        RefundPeriodFilter,
        "status",
        "is_external",
        PaymentChannelFilter,
        "payment__purpose",
        "payment__mode",
        RefundCountedFilter,
    )
    list_select_related = ("payment", "asked_by", "approved_by")
    search_fields = ("=payment__reference", "=paystack_id", "payment__student__full_name")
    search_help_text = "Payment's reference, Paystack's id, student's name"
    ordering = ("-asked_at",)
    actions = ("approve", "decline")

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
    list_display = ("paystack_id", "payment", "amount", "status", "due_at", "resolution", "opened_at", "resolved_at")
    list_filter = (
        DisputePeriodFilter,
        "status",
        "resolution",
        PaymentChannelFilter,
        "payment__purpose",
        "payment__mode",
        DisputeCountedFilter,
    )
    list_select_related = ("payment",)
    search_fields = ("=payment__reference", "=paystack_id")
    ordering = ("-opened_at",)
    actions = ("close_kept", "close_lost")

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

    @admin.display(description="amount", ordering="amount_kobo")
    def amount(self, dispute: Dispute) -> str:
        return naira(dispute.amount_kobo)


class EntryInline(admin.TabularInline):
    model = LedgerEntry
    fields = ("account", "amount_kobo", "currency", "student")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LedgerTransaction)
class LedgerTransactionAdmin(ReadOnlyAdmin):
    list_display = ("at", "day", "kind", "student", "key")
    list_filter = ("kind", "at")
    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("student",)
    search_fields = ("key", "=payment__reference")
    search_help_text = "Beginning of a key, or a payment's reference"
    ordering = ("-at",)
    inlines = (EntryInline,)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("transaction", "account", "amount", "currency", "student")
    list_filter = ("account",)
    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("transaction", "student")
    search_fields = ("=transaction__key",)
    ordering = ("-pk",)

    @admin.display(description="amount", ordering="amount_kobo")
    def amount(self, entry: LedgerEntry) -> str:
        return naira(entry.amount_kobo)


class TaskStateFilter(admin.SimpleListFilter):
    """Open tasks are what the list is for, so they are shown unless another choice is made."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("resolved", "Resolved"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=["state"]),
            "display": "Open",
        }
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({"state": value})
            yield {"selected": self.value() == value, "query_string": query, "display": title}

    def queryset(self, request: HttpRequest, queryset: QuerySet[FinanceTask]) -> QuerySet[FinanceTask]:
        if self.value() == "all":
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() != "resolved")


@admin.register(FinanceTask)
class FinanceTaskAdmin(ReadOnlyAdmin):
    """A task is resolved by writing how it ended; everything else about it is fixed."""

    list_display = ("raised_at", "due_at", "kind", "text", "payment", "resolved_at", "resolved_by", "resolution")
    list_filter = (TaskStateFilter, "kind")
    list_select_related = ("payment", "resolved_by")
    search_fields = ("=reference", "=key")
    ordering = ("due_at", "-raised_at")
    actions = ("make_credit", "take_fee")

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.resolve_financetask")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_resolve_permission(request) and (obj is None or obj.resolved_at is None)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in FinanceTask._meta.fields if field.name != "resolution"]

    def save_model(self, request: HttpRequest, obj: FinanceTask, form: ModelForm, change: bool) -> None:
        services.resolve_task(key=obj.key, how=obj.resolution, at=now(), actor=staff(request))

    @admin.action(description="Too little paid: make it the student's credit", permissions=["resolve"])
    def make_credit(self, request: HttpRequest, queryset: QuerySet[FinanceTask]) -> None:
        for task in queryset.filter(payment__isnull=False, resolved_at=None).select_related("payment"):
            assert task.payment is not None
            try:
                amount_kobo = services.credit_held_money(payment=task.payment, actor=staff(request), at=now())
                self.message_user(request, f"{naira(amount_kobo)} of {task.payment.reference} is credit now.", messages.SUCCESS)
            except services.NotCreditable as problem:
                self.message_user(request, str(problem), messages.ERROR)

    @admin.action(description="Fee differs: take Paystack's fee into the books", permissions=["resolve"])
    def take_fee(self, request: HttpRequest, queryset: QuerySet[FinanceTask]) -> None:
        tasks = queryset.filter(kind=FinanceTask.Kind.FEE_DIFFERS, payment__isnull=False, resolved_at=None)
        for task in tasks.select_related("payment"):
            assert task.payment is not None
            found = Difference.objects.filter(kind=Difference.Kind.FEE, payment=task.payment, gone_at=None).first()
            if found is None or found.theirs_kobo is None:
                self.message_user(request, f"{task.payment.reference}: no fee is known at Paystack.", messages.ERROR)
                continue
            services.correct_fee(payment=task.payment, fees_kobo=found.theirs_kobo, actor=staff(request), at=now())
            how = f"Took over Paystack's fee of {naira(found.theirs_kobo)}."
            services.resolve_task(key=task.key, how=how, at=now(), actor=staff(request))
            self.message_user(request, f"{task.payment.reference}: {how}", messages.SUCCESS)
