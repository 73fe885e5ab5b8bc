"""What finance must look at, and how each matter ended."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin, staff
from core.clock import now
from core.money import naira
from payments import services
from payments.models import (
    Difference,
    FinanceTask,
)


class TaskStateFilter(admin.SimpleListFilter):
    """Open tasks are what the list is for, so they are shown unless another choice is made."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("resolved", "Resolved"), ("all", "All")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
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

    list_display = ["raised_at", "due_at", "kind", "text", "payment", "resolved_at", "resolved_by", "resolution"]
    list_filter = [TaskStateFilter, "kind"]
    list_select_related = ["payment", "resolved_by"]
    search_fields = ["=reference", "=key"]
    ordering = ["due_at", "-raised_at"]
    actions = ["make_credit", "take_fee"]

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.resolve_financetask")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_open = not isinstance(obj, FinanceTask) or obj.resolved_at is None
        return self.has_resolve_permission(request) and is_open

    def get_readonly_fields(self, request: HttpRequest, obj: FinanceTask | None = None) -> list[str]:
        return [field.name for field in FinanceTask._meta.fields if field.name != "resolution"]

    def save_model(self, request: HttpRequest, obj: FinanceTask, form: ModelForm[Any], change: bool) -> None:
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
