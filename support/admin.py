from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path

from core import staff_words
from core.admin import AuditedAdmin, ReadOnlyAdmin, staff
from core.clock import now
from support import faq, services
from support.desk.ticket import media, thread, ticket_page
from support.models import CannedReply, FaqEntry, FaqSearch, FaqUse, SupportMessage, SupportTicket


class InboxFilter(admin.SimpleListFilter):
    title = "inbox"
    parameter_name = "inbox"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("mine", "Mine"), ("urgent", "Urgent"), ("ended", "Ended"), ("all", "All")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The open ones are the inbox; «All» is a choice of its own."""
        for number, choice in enumerate(super().choices(changelist)):
            yield choice | {"display": "Open"} if number == 0 else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[SupportTicket]) -> QuerySet[SupportTicket]:
        active = queryset.filter(status__in=SupportTicket.ACTIVE)
        match self.value():
            case "mine":
                return active.filter(claimed_by=staff(request))
            case "urgent":
                return active.filter(is_urgent=True)
            case "ended":
                return queryset.exclude(status__in=SupportTicket.ACTIVE)
            case "all":
                return queryset
        return active


def guarded(
    site_admin: admin.ModelAdmin[Any], view: Callable[..., HttpResponseBase], *, cacheable: bool = False
) -> Callable[..., HttpResponseBase]:
    """The view under the admin's sign-in check, for those who may see tickets."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **arguments: Any) -> HttpResponseBase:
        if not site_admin.has_view_permission(request):
            raise PermissionDenied
        return view(request, *args, **arguments)

    return site_admin.admin_site.admin_view(checked, cacheable=cacheable)


@admin.register(SupportTicket)
class SupportTicketAdmin(admin.ModelAdmin[SupportTicket]):
    """The support inbox: urgent ones first, then the longest waiting."""

    list_display = ["code", "person", "topic", "status", "is_urgent", "waiting", "claimed_by", "opened_at", "rating"]
    list_filter = [InboxFilter, "topic", "rating"]
    list_select_related = ["lead__student", "claimed_by"]
    ordering = ["-is_urgent", "opened_at"]
    show_full_result_count = False
    search_fields = ["lead__student__full_name", "lead__profile_name"]
    actions = ["end_tickets"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SupportTicket | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:ticket_id>/thread/", guarded(self, thread), name="support_thread"),
            path("media/<int:message_id>/", guarded(self, media, cacheable=True), name="support_media"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        ticket_id = int(object_id) if object_id.isdecimal() else 0
        return ticket_page(request, ticket_id, may_change=self.has_change_permission(request))

    @admin.display(description="person")
    def person(self, ticket: SupportTicket) -> str:
        return str(ticket.lead.student or ticket.lead)

    @admin.display(description="waits")
    def waiting(self, ticket: SupportTicket) -> str:
        """Since when the person has had no answer, and whether that is longer than promised."""
        if not ticket.waits_for_staff:
            return ""
        late = ticket.first_answer_at is None and ticket.answer_due_at < now()
        since = staff_words.moment(ticket.last_person_at or ticket.opened_at)
        return f"{since} (late)" if late else since

    @admin.action(description="End the selected tickets", permissions=["change"])
    def end_tickets(self, request: HttpRequest, queryset: QuerySet[SupportTicket]) -> None:
        by = SupportTicket.EndedBy.STAFF
        ended = sum(services.end(ticket=ticket, at=now(), ended_by=by, actor=staff(request)) for ticket in queryset)
        self.message_user(request, f"{ended} ended.")


@admin.register(SupportMessage)
class SupportMessageAdmin(ReadOnlyAdmin):
    list_display = ["written_at", "ticket", "sender", "author", "text", "state"]
    list_select_related = ["ticket", "author"]
    ordering = ["-id"]
    exclude = ["file"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, Any]:
        """Read in its ticket; not offered on the home page."""
        return {}


@admin.register(CannedReply)
class CannedReplyAdmin(admin.ModelAdmin[CannedReply]):
    list_display = ["title", "position", "is_active"]
    list_editable = ["position", "is_active"]


FACTS = ["version", "updated_at"]


class FaqForm(forms.ModelForm[Any]):
    def clean_answer(self) -> str:
        answer = str(self.cleaned_data["answer"]).replace("\r\n", "\n")
        try:
            faq.checked(answer)
        except faq.BadAnswer as problem:
            raise forms.ValidationError(str(problem)) from problem
        return answer


@admin.register(FaqEntry)
class FaqEntryAdmin(AuditedAdmin):
    form = FaqForm
    change_act = "faq.changed"
    list_display = ["title", "topic", "position", "is_published", "version", "views", "helpful", "not_helpful"]
    list_filter = ["topic", "is_published"]
    search_fields = ["title", "question", "answer"]
    fields = [
        "topic",
        "title",
        "question",
        "answer",
        "as_sent",
        "keywords",
        "position",
        "is_published",
        "version",
        "updated_at",
    ]
    readonly_fields = ["as_sent", *FACTS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FaqEntry]:
        counts = {kind.value: Count("uses", filter=Q(uses__kind=kind)) for kind in FaqUse.Kind}
        rows: QuerySet[FaqEntry] = super().get_queryset(request).annotate(**counts)
        return rows

    def has_delete_permission(self, request: HttpRequest, obj: FaqEntry | None = None) -> bool:
        """Its votes name it: an entry that is no longer wanted is unpublished."""
        return False

    def save_model(self, request: HttpRequest, obj: FaqEntry, form: "forms.ModelForm[Any]", change: bool) -> None:
        if change and {"question", "answer"} & set(form.changed_data):
            obj.version += 1
        obj.updated_at = now()
        super().save_model(request, obj, form, change)

    @admin.display(description="as students read it")
    def as_sent(self, entry: FaqEntry) -> str:
        return faq.filled(entry.answer) if entry.pk else "Save first."

    @admin.display(ordering="view")
    def views(self, entry: FaqEntry) -> int:
        return _counted(entry, "view")

    @admin.display(ordering="helpful")
    def helpful(self, entry: FaqEntry) -> int:
        return _counted(entry, "helpful")

    @admin.display(ordering="not_helpful")
    def not_helpful(self, entry: FaqEntry) -> int:
        return _counted(entry, "not_helpful")


def _counted(entry: FaqEntry, name: str) -> int:
    """A count that the list's rows bring along."""
    return int(getattr(entry, name))


class FoundFilter(admin.SimpleListFilter):
    title = "found"
    parameter_name = "found"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("none", "Nothing, last 30 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FaqSearch]) -> QuerySet[FaqSearch]:
        return queryset.filter(found=0, at__gte=now() - timedelta(days=30)) if self.value() == "none" else queryset


@admin.register(FaqSearch)
class FaqSearchAdmin(ReadOnlyAdmin):
    list_display = ["at", "text", "found"]
    list_filter = [FoundFilter]
    ordering = ["-at"]
