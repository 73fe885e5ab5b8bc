from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin, staff
from core.clock import now
from support import services
from support.models import SupportMessage, SupportTicket


class MessageInline(admin.TabularInline):
    """The thread, oldest first, as it was written."""

    model = SupportMessage
    fields = ["written_at", "who", "text"]
    readonly_fields = ["written_at", "who", "text"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: SupportTicket | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SupportTicket | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupportMessage]:
        return super().get_queryset(request).select_related("author", "ticket__lead__student")

    @admin.display(description="from")
    def who(self, message: SupportMessage) -> str:
        return str(message.author or message.ticket.lead.student or message.ticket.lead)


class TicketForm(forms.ModelForm):
    reply = forms.CharField(
        required=False,
        max_length=3500,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        help_text="Goes to the person's chat when you save. Outside the 24-hour window they get an invitation first.",
    )

    class Meta:
        model = SupportTicket
        fields: list[str] = []


@admin.register(SupportTicket)
class SupportTicketAdmin(admin.ModelAdmin):
    """The support inbox: urgent ones first, then the longest waiting."""

    form = TicketForm
    list_display = ["code", "person", "status", "reason", "is_urgent", "opened_at", "first_answer_at"]
    list_filter = ["status", "is_urgent"]
    list_select_related = ["lead__student"]
    ordering = ["-is_urgent", "opened_at"]
    show_full_result_count = False
    search_fields = ["lead__student__full_name", "lead__profile_name"]
    readonly_fields = [
        "code",
        "person",
        "status",
        "reason",
        "is_urgent",
        "homework",
        "opened_at",
        "first_answer_at",
        "closed_at",
    ]
    fields = [*readonly_fields, "reply"]
    inlines = [MessageInline]
    actions = ["close_tickets"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SupportTicket | None = None) -> bool:
        return False

    @admin.display(description="person")
    def person(self, ticket: SupportTicket) -> str:
        return str(ticket.lead.student or ticket.lead)

    def save_model(self, request: HttpRequest, obj: SupportTicket, form: forms.ModelForm, change: bool) -> None:
        """The only thing to save is a reply; the service writes it and its status."""
        text = form.cleaned_data["reply"].strip()
        if text:
            services.reply(ticket=obj, author=staff(request), text=text, at=now())

    @admin.action(description="Close the selected tickets", permissions=["change"])
    def close_tickets(self, request: HttpRequest, queryset: QuerySet[SupportTicket]) -> None:
        for ticket in queryset:
            services.end(ticket=ticket, at=now(), ended_by=SupportTicket.EndedBy.STAFF, actor=staff(request))
        self.message_user(request, f"{len(queryset)} closed.")


@admin.register(SupportMessage)
class SupportMessageAdmin(ReadOnlyAdmin):
    list_display = ["written_at", "ticket", "author", "text"]
    list_select_related = ["ticket", "author"]
    ordering = ["-id"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, Any]:
        """Read in its ticket; not offered on the home page."""
        return {}
