"""Admin of what belongs to the house: settings, alerts, the traces of people and commands, and staff accounts."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.validators import MinValueValidator
from django.db.models import Field, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.forms import NairaField
from core.models import AdminSettings, Alert, AuditEntry, CommandRun
from core.money import naira
from core.services import record, resolve_alert


def staff(request: HttpRequest) -> User:
    """Returns the person behind a request that has passed the admin's sign-in check."""
    assert isinstance(request.user, User)
    return request.user


def in_naira(field: "Field[Any, Any]") -> Callable[[Model], str]:
    """Returns what shows a field of kobo in naira, under the field's name without the unit."""

    def shown(row: Model) -> str:
        amount_kobo = field.value_from_object(row)
        return "" if amount_kobo is None else naira(amount_kobo)

    return admin.display(description=str(field.verbose_name).removesuffix(" (kobo)").removesuffix(" kobo"))(shown)


class ReadOnlyAdmin(admin.ModelAdmin):
    """History and money: looked at by whoever has the view permission, changed by nobody, superusers included.

    Kobo are shown in naira: nobody reads money in hundredths.
    """

    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        kobo = {field.name: in_naira(field) for field in self.opts.fields if field.name.endswith("_kobo")}
        return [kobo.get(str(name), name) for name in super().get_fields(request, obj)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PricesInNaira(admin.ModelAdmin):
    """For rows with prices that staff edit: kobo are typed and shown in naira."""

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if not db_field.name.endswith("_kobo"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        least = [validator.limit_value for validator in db_field.validators if isinstance(validator, MinValueValidator)]
        return NairaField(
            label=str(db_field.verbose_name).capitalize(),
            help_text=db_field.help_text,
            required=not db_field.blank,
            least_kobo=max([0, *least]),
        )


@admin.register(AdminSettings)
class AdminSettingsAdmin(PricesInNaira):
    """One row, so the list leads straight to it; each change leaves its old and new values in the audit."""

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

    def save_model(self, request: HttpRequest, obj: AdminSettings, form: ModelForm, change: bool) -> None:
        changed = {name: [_plain(form.initial.get(name)), _plain(form.cleaned_data[name])] for name in form.changed_data}
        super().save_model(request, obj, form, change)
        if changed:
            record("settings.changed", subject=obj, actor=staff(request), changed=changed)


def _plain(value: object) -> object:
    """A setting as the audit's JSON can hold it."""
    return str(value) if isinstance(value, time) else value


class AlertStateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "resolved"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
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
class StaffUserAdmin(UserAdmin):
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
