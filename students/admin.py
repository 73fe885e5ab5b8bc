from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import AuditedAdmin, ReadOnlyAdmin
from students.models import Consent, Lead, Student
from students.search import search


@admin.register(Student)
class StudentAdmin(AuditedAdmin):
    """Staff may correct what a student told us; identity and times stay as they came."""

    change_act = "student.changed"
    list_display = ["code", "full_name", "class_text", "level", "registered_at"]
    list_display_links = ["code", "full_name"]
    list_filter = ["level", "age_band"]
    search_fields = ["full_name"]  # shows the box; what it finds is `search`'s to say
    search_help_text = "A name or a code such as S1001, or the whole phone number or e-mail address."
    fields = ["full_name", "class_text", "level", "age_band", "email", "phone", "details", "registered_at", "public_id"]
    readonly_fields = ["phone", "details", "registered_at", "public_id"]
    ordering = ["-registered_at"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Students register themselves in the chat, with their consent."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Student | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Student], search_term: str
    ) -> tuple[QuerySet[Student], bool]:
        return (search(queryset, search_term) if search_term.strip() else queryset), False

    def audit_detail(self, obj: Student, changed: dict[str, list[Any]]) -> dict[str, Any]:
        """The names of the fields only: the audit outlives a request to be forgotten."""
        return {"fields": list(changed)}


class RegisteredFilter(admin.SimpleListFilter):
    title = "registered"
    parameter_name = "registered"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("no", "Not yet"), ("yes", "Yes")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        chosen = self.value()
        return queryset.filter(converted_at__isnull=chosen == "no") if chosen in {"no", "yes"} else queryset


@admin.register(Lead)
class LeadAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "first_seen_at", "converted_at", "student"]
    list_filter = [RegisteredFilter]
    list_select_related = ["student"]
    search_fields = ["profile_name"]
    ordering = ["-first_seen_at"]


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    list_display = ["student", "terms_version", "given_at"]
    list_select_related = ["student"]
    search_fields = ["student__full_name"]
    ordering = ["-id"]
