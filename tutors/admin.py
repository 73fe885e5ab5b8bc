from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import staff_words
from core.admin import AuditedAdmin, ReadOnlyAdmin, ReadOnlyInline, staff
from core.clock import now
from tutors import services
from tutors.models import SolutionPart, Tutor, TutorAssignment, TutorSolution
from tutors.services import OPEN_STATUSES, NotAllowed


@admin.register(Tutor)
class TutorAdmin(AuditedAdmin):
    change_act = "tutor.changed"
    list_display = ["__str__", "username", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    autocomplete_fields = ["user", "subjects"]

    @admin.display(description="username")
    def username(self, tutor: Tutor) -> str:
        return tutor.user.get_username()

    def save_model(self, request: HttpRequest, obj: Tutor, form: "ModelForm[Any]", change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not obj.user.is_staff:
            self.message_user(request, f"{obj} cannot sign in yet: tick «staff status» in the account.", messages.WARNING)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Their work names them: a tutor who leaves is made inactive."""
        return False


class WorkFilter(admin.SimpleListFilter):
    title = "work"
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("open", "Being worked on"), ("done", "Answered"), ("released", "Released")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[TutorAssignment]) -> QuerySet[TutorAssignment]:
        if self.value() == "released":
            return queryset.filter(released_at__isnull=False)
        if self.value() == "open":
            return queryset.filter(released_at=None, homework__status__in=OPEN_STATUSES)
        if self.value() == "done":
            return queryset.filter(released_at=None).exclude(homework__status__in=OPEN_STATUSES)
        return queryset


@admin.register(TutorAssignment)
class TutorAssignmentAdmin(ReadOnlyAdmin):
    """Who has what. The number leads to the work itself, where it can be handed to another tutor."""

    list_display = ["work", "tutor", "subject", "status", "promised", "claimed_at", "released_at", "ended_reason"]
    list_display_links = None
    list_filter = [WorkFilter, "ended_reason"]
    list_select_related = ["homework__subject", "tutor__user"]
    search_fields = ["tutor__user__first_name", "tutor__user__username"]
    ordering = ["-claimed_at"]
    actions = ["take_back"]

    @admin.display(description="homework", ordering="homework")
    def work(self, assignment: TutorAssignment) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:tutors_work", args=[assignment.homework_id]), assignment.homework
        )

    @admin.display(description="subject")
    def subject(self, assignment: TutorAssignment) -> str:
        return assignment.homework.subject_name

    @admin.display(description="status")
    def status(self, assignment: TutorAssignment) -> str:
        return assignment.homework.get_status_display()

    @admin.display(description="promised", ordering="homework__answer_due_at")
    def promised(self, assignment: TutorAssignment) -> str:
        due = assignment.homework.answer_due_at
        return staff_words.moment(due) if due else ""

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tutors.oversee_work")

    @admin.action(description="Take back into the queue", permissions=["take_back"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[TutorAssignment]) -> None:
        taken = 0
        for assignment in queryset.filter(released_at=None):
            try:
                services.take_back(homework_id=assignment.homework_id, actor=staff(request), at=now())
                taken += 1
            except NotAllowed as problem:
                self.message_user(request, str(problem), messages.WARNING)
        self.message_user(request, f"{taken} back in the queue.")


class SolutionPartInline(ReadOnlyInline):
    model = SolutionPart
    fields = ["position", "kind", "file_name", "state", "reason", "sent_at", "delivered_at", "read_at", "failed_at"]


@admin.register(TutorSolution)
class TutorSolutionAdmin(ReadOnlyAdmin):
    """How each sent solution fared, message by message; its content is on the work page."""

    list_display = ["homework", "version", "tutor", "status", "sent_at"]
    list_filter = ["status"]
    list_select_related = ["homework", "tutor__user"]
    ordering = ["-sent_at"]
    fields = ["homework", "tutor", "version", "status", "created_at", "sent_at", "sent_by"]
    inlines = [SolutionPartInline]
