"""The books, to look at: what was booked, and credit that was spent."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin
from core.money import naira
from payments.admin.lists import (
    EstimatedPaginator,
)
from payments.models import (
    CreditUse,
    LedgerEntry,
    LedgerTransaction,
)


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


@admin.register(CreditUse)
class CreditUseAdmin(ReadOnlyAdmin):
    list_display = ("spent_at", "student", "amount", "homework", "subscription", "payment", "returned_at")
    list_select_related = ("student", "homework", "subscription__plan", "subscription__student", "payment")
    search_fields = ("student__full_name", "=student__phone")
    ordering = ("-spent_at",)

    @admin.display(description="amount", ordering="amount_kobo")
    def amount(self, use: CreditUse) -> str:
        return naira(use.amount_kobo)
