"""The books, to look at: what was booked, and credit that was spent."""

from django.contrib import admin

from core.admin import EstimatedPaginator, ReadOnlyAdmin, ReadOnlyInline, naira_column
from payments.models import CreditUse, LedgerEntry, LedgerTransaction


class EntryInline(ReadOnlyInline):
    model = LedgerEntry
    fields = ["account", "amount_kobo", "currency", "student"]


@admin.register(LedgerTransaction)
class LedgerTransactionAdmin(ReadOnlyAdmin):
    list_display = ["at", "day", "kind", "student", "key"]
    list_filter = ["kind", "at"]
    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["student"]
    search_fields = ["key", "=payment__reference"]
    search_help_text = "Beginning of a key, or a payment's reference"
    ordering = ["-at"]
    inlines = [EntryInline]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ["transaction", "account", "amount", "currency", "student"]
    list_filter = ["account"]
    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["transaction", "student"]
    search_fields = ["=transaction__key"]
    ordering = ["-pk"]
    amount = naira_column("amount_kobo", "amount")


@admin.register(CreditUse)
class CreditUseAdmin(ReadOnlyAdmin):
    list_display = ["spent_at", "student", "amount", "homework", "subscription", "payment", "returned_at"]
    list_select_related = ["student", "homework", "subscription__plan", "subscription__student", "payment"]
    search_fields = ["student__full_name", "=student__phone"]
    ordering = ["-spent_at"]
    amount = naira_column("amount_kobo", "amount")
