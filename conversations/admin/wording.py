"""The page where staff word the bot's lines: all lines of all languages, with a preview, and the history of each."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm, Textarea
from django.http import HttpRequest
from django.utils.html import format_html

from conversations import services
from conversations.engine import wording_rules
from conversations.models import Wording, WordingVersion
from conversations.wording import DEFAULT_LANGUAGE, PACKS, template
from core.admin import ReadOnlyInline, staff
from core.clock import now


class ChangedFilter(admin.SimpleListFilter):
    title = "wording"
    parameter_name = "changed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("yes", "Changed"), ("no", "Default")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Wording]) -> QuerySet[Wording]:
        if self.value() == "yes":
            return queryset.exclude(text="")
        return queryset.filter(text="") if self.value() == "no" else queryset


class WordingForm(ModelForm[Wording]):
    def clean_text(self) -> str:
        row: Wording = self.instance
        return services.checked_wording(row, self.cleaned_data["text"])

    class Meta:
        model = Wording
        fields = ["text"]
        widgets = {"text": Textarea(attrs={"rows": 6, "cols": 80})}


class VersionInline(ReadOnlyInline):
    model = WordingVersion
    fields = ["at", "author", "text"]


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin[Wording]):
    form = WordingForm
    list_display = ["key", "said", "language", "is_changed"]
    list_filter = [ChangedFilter, "language"]
    search_fields = ["key", "text"]
    search_help_text = "Words that the bot says, or the name of a line."
    ordering = ["key", "language"]
    list_per_page = 300
    fields = ["key", "language", "default", "variables", "limit", "text", "preview"]
    readonly_fields = ["key", "language", "default", "variables", "limit", "preview"]
    inlines = [VersionInline]
    actions = ["back_to_default"]

    class Media:
        js = ["conversations/wording.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wording]:
        """Every line has its row, so that it can be found; lines that the code no longer knows are left out."""
        services.add_missing_wordings()
        return super().get_queryset(request).filter(key__in=PACKS[DEFAULT_LANGUAGE])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Wording], search_term: str
    ) -> tuple[QuerySet[Wording], bool]:
        found, distinct = super().get_search_results(request, queryset, search_term)
        words = search_term.casefold().strip()
        keys = [key for lines in PACKS.values() for key, text in lines.items() if words and words in text.casefold()]
        return found | queryset.filter(key__in=keys), distinct

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Wording | None = None) -> bool:
        return False

    @admin.display(description="says")
    def said(self, wording: Wording) -> str:
        return wording.text or template(wording.key, wording.language)

    @admin.display(description="changed", boolean=True)
    def is_changed(self, wording: Wording) -> bool:
        return bool(wording.text)

    @admin.display(description="default")
    def default(self, wording: Wording) -> str:
        return PACKS.get(wording.language, {}).get(wording.key) or PACKS[DEFAULT_LANGUAGE][wording.key]

    @admin.display(description="variables")
    def variables(self, wording: Wording) -> str:
        names = sorted(wording_rules.variables(PACKS[DEFAULT_LANGUAGE][wording.key]))
        return ", ".join(f"{{{name}}} such as {wording_rules.SAMPLES.get(name, '…')}" for name in names) or "none"

    @admin.display(description="longest")
    def limit(self, wording: Wording) -> str:
        return f"{wording_rules.limit(wording.key)} characters"

    @admin.display(description="preview")
    def preview(self, wording: Wording) -> str:
        """As a student would read it; the script beside keeps it in step with what is being typed."""
        text = self.default(wording)
        return format_html(
            '<output id="wording-preview" data-default="{}" data-samples="{}">{}</output>',
            text,
            json.dumps(wording_rules.SAMPLES),
            wording_rules.preview(wording.text or text),
        )

    @admin.action(description="Back to the default", permissions=["change"])
    def back_to_default(self, request: HttpRequest, queryset: QuerySet[Wording]) -> None:
        for wording in queryset.exclude(text=""):
            services.change_wording(wording=wording, text="", author=staff(request), at=now())

    def save_model(self, request: HttpRequest, obj: Wording, form: ModelForm[Any], change: bool) -> None:
        if form.changed_data:
            services.change_wording(wording=obj, text=obj.text, author=staff(request), at=now())
