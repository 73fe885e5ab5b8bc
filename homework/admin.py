from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.admin import AuditedAdmin, PricesInNaira, ReadOnlyAdmin, ReadOnlyInline, naira_column, staff
from core.money import naira
from core.services import record
from homework.models import Attachment, Homework, LevelPrice, Subject
from homework.search import id_of_homework


@admin.register(Subject)
class SubjectAdmin(admin.ModelAdmin[Subject]):
    list_display = ["name", "position", "is_active", "other_names"]
    list_editable = ["position", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]

    @admin.display(description="other names")
    def other_names(self, subject: Subject) -> str:
        return ", ".join(subject.aliases)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Homework points at subjects: one that is no longer wanted is switched off."""
        return False


@admin.register(LevelPrice)
class LevelPriceAdmin(AuditedAdmin, PricesInNaira):
    """Prices of levels; what was quoted already stays as it was."""

    change_act = "level_price.changed"
    list_display = ["level", "price"]
    ordering = ["pk"]
    price = naira_column("price_kobo", "price")

    def get_readonly_fields(self, request: HttpRequest, obj: LevelPrice | None = None) -> list[str]:
        return ["level"] if obj else []

    def audit_detail(self, obj: LevelPrice, changed: dict[str, list[Any]]) -> dict[str, Any]:
        return {"level": obj.level, "price_kobo": changed["price_kobo"]}

    def delete_model(self, request: HttpRequest, obj: LevelPrice) -> None:
        """The level pays the price in the settings again."""
        record("level_price.removed", subject=obj, actor=staff(request), level=obj.level, price_kobo=[obj.price_kobo, None])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[LevelPrice]) -> None:
        for row in queryset:
            self.delete_model(request, row)


class AttachmentInline(ReadOnlyInline):
    """Facts about the photos. The photos themselves are shown only where the reader is checked and the look recorded."""

    model = Attachment
    fields = [
        "position",
        "kind",
        "state",
        "problem",
        "problem_told_at",
        "caption",
        "sent_at",
        "size_bytes",
        "removed_at",
    ]


@admin.register(Homework)
class HomeworkAdmin(ReadOnlyAdmin):
    """Every homework, to look at. Its state changes only through the chat and the tutors' desk."""

    list_display = ["number", "subject_name", "student", "status", "created_at", "answer_due_at", "solved_at", "rating"]
    list_filter = ["status", "student__level"]
    list_select_related = ["student", "subject"]
    autocomplete_fields = ["student", "subject"]
    search_fields = ["student__full_name"]
    search_help_text = "A homework number, or a student's name."
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    inlines = [AttachmentInline]
    fieldsets = [
        (None, {"fields": ["number", "student", "subject_name", "status", "rating"]}),
        ("Times", {"fields": ["created_at", "submitted_at", "released_at", "answer_due_at", "solved_at", "closed_at"]}),
        ("Price", {"fields": ["price", "quoted_at"]}),
    ]
    readonly_fields = ["number", "subject_name", "price"]

    @admin.display(description="No.", ordering="pk")
    def number(self, homework: Homework) -> str:
        return homework.code

    @admin.display(description="price")
    def price(self, homework: Homework) -> str:
        return naira(homework.price_kobo) if homework.price_kobo is not None else "not quoted"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Homework], search_term: str
    ) -> tuple[QuerySet[Homework], bool]:
        row_id = id_of_homework(search_term)
        if row_id is not None:
            return queryset.filter(pk=row_id), False
        return super().get_search_results(request, queryset, search_term)
