"""Admin of what belongs to the house: settings, alerts, the traces of people and commands, and staff accounts."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.admin.bases import AuditedAdmin, PricesInNaira, ReadOnlyAdmin, staff
from core.models import AdminSettings, Alert, AuditEntry, CommandRun
from core.services import record, resolve_alert


@admin.register(AdminSettings)
class AdminSettingsAdmin(AuditedAdmin, PricesInNaira):
    """One row, so the list leads straight to it."""

    change_act = "settings.changed"
    fieldsets = [
        ("Chat", {"fields": ["brand", "support_opens_at", "support_closes_at", "support_answer_minutes"]}),
        ("Prices", {"fields": ["homework_price_kobo", "quote_hours", "refund_approval_kobo"]}),
        ("Work", {"fields": ["answer_hours", "answer_hours_without_tutor", "open_claims_per_tutor", "photos_per_homework"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        AdminSettings.objects.get_or_create(pk=1)
        return redirect("admin:core_adminsettings_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class AlertStateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "resolved"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        return [("no", "Open"), ("yes", "Resolved")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alert]) -> QuerySet[Alert]:
        chosen = self.value()
        return queryset.filter(resolved_at__isnull=chosen == "no") if chosen in {"no", "yes"} else queryset


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ["text", "count", "first_at", "last_at", "mailed_at", "resolved_at"]
    list_filter = [AlertStateFilter]
    ordering = ["-last_at"]
    actions = ["resolve"]

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_alert")

    @admin.action(description="Resolve: somebody took care of it", permissions=["resolve"])
    def resolve(self, request: HttpRequest, queryset: QuerySet[Alert]) -> None:
        chosen = list(queryset.filter(resolved_at=None))
        for alert in chosen:
            resolve_alert(alert.key)
            record("alert.resolved", subject=alert, actor=staff(request))
        self.message_user(request, f"{len(chosen)} resolved.")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "name", "actor", "subject_type", "subject_id"]
    list_select_related = ["actor"]
    search_fields = ["=subject_id", "=name"]
    search_help_text = "The id of a row, or the whole name of an act such as homework.claimed."
    date_hierarchy = "at"
    ordering = ["-at"]


@admin.register(CommandRun)
class CommandRunAdmin(ReadOnlyAdmin):
    list_display = ["name", "finished_at", "seconds", "exit_code", "summary"]
    ordering = ["name"]

    @admin.display(description="took")
    def seconds(self, run: CommandRun) -> str:
        end: datetime | None = run.finished_at
        return f"{(end - run.started_at).total_seconds():.1f} s" if end else "not finished"


admin.site.unregister(User)


@admin.register(User)
class StaffUserAdmin(UserAdmin[User]):
    """Accounts of staff. Only a superuser makes superusers, hands out single permissions, or touches a superuser's account."""

    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fixed = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fixed if request.user.is_superuser else [*fixed, "is_superuser", "user_permissions"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are switched off, never deleted: the audit names them."""
        return False
