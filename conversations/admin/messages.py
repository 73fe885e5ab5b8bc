"""What passed through WhatsApp, for staff to read: never changed here. «Try again» acts through the services."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from conversations import services
from conversations.models import Conversation, DeliveryReport, InboundMessage, OutboundMessage, StateTransition
from core import staff_words
from core.admin import ReadOnlyAdmin, staff
from core.clock import now

SHOWN = 100
COUNTED = timedelta(days=30)


class NotUnderstoodFilter(admin.SimpleListFilter):
    """What the bot did not understand in the last 30 days, with how often in which state: the words to teach it next."""

    title = "not understood in"
    parameter_name = "not_understood"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        missed = InboundMessage.objects.filter(result="not_understood", received_at__gte=now() - COUNTED)
        counts = missed.values_list("handled_in").annotate(count=Count("pk")).order_by("-count", "handled_in")
        total = sum(count for _, count in counts)
        return [("any", f"any state ({total})"), *((state, f"{state} ({count})") for state, count in counts)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[InboundMessage]) -> QuerySet[InboundMessage]:
        if self.value() is None:
            return queryset
        missed = queryset.filter(result="not_understood", received_at__gte=now() - COUNTED)
        return missed if self.value() == "any" else missed.filter(handled_in=self.value())


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ["person", "state", "last_inbound_at", "window", "opted_out_at"]
    list_filter = ["state"]
    list_select_related = ["lead__student"]
    search_fields = ["wa_id", "user_id", "profile_name"]
    search_help_text = "Phone digits with country code, WhatsApp user id or profile name."
    ordering = ["-last_inbound_at"]
    fields = [
        "person", "wa_id", "user_id", "state", "entered_at", "last_inbound_at", "window", "opted_out_at", "unreachable_at",
        "chat",
    ]  # fmt: skip
    readonly_fields = ["person", "window", "chat"]

    @admin.display(description="person")
    def person(self, conversation: Conversation) -> str:
        return str(conversation)

    @admin.display(description="24-hour window")
    def window(self, conversation: Conversation) -> str:
        return "open" if conversation.window_open(now()) else "closed"

    @admin.display(description="latest messages")
    def chat(self, conversation: Conversation) -> str:
        """Both directions in one thread, oldest first."""
        inbound = conversation.inbound_messages.order_by("-sent_at")[:SHOWN]
        outbound = conversation.outbound_messages.order_by("-created_at")[:SHOWN]
        lines = [(row.sent_at, "them", row.text or f"({row.get_kind_display()})", row.result) for row in inbound]
        lines += [(row.created_at, "us", services.shown_text(row), row.get_status_display()) for row in outbound]
        rows = (
            (staff_words.moment(at), who, text, note)
            for at, who, text, note in sorted(lines, key=lambda line: line[0])[-SHOWN:]
        )
        body = format_html_join("", "<tr><td>{}</td><th>{}</th><td>{}</td><td>{}</td></tr>", rows)
        return format_html("<table>{}</table>", body)


@admin.register(InboundMessage)
class InboundMessageAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "conversation", "kind", "text", "handled_in", "result", "tries"]
    list_filter = [NotUnderstoodFilter, "kind", ("processed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["conversation__lead__student"]
    search_fields = ["=vendor_id"]
    search_help_text = "WhatsApp's whole message id."
    ordering = ["-received_at"]
    exclude = ["media_file"]


@admin.register(OutboundMessage)
class OutboundMessageAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "conversation", "purpose", "shown", "status", "attempts", "error_text"]
    list_filter = ["status", "purpose", "category"]
    list_select_related = ["conversation__lead__student"]
    search_fields = ["=wamid"]
    search_help_text = "WhatsApp's whole message id."
    ordering = ["-created_at"]
    actions = ["send_again"]

    @admin.display(description="message")
    def shown(self, row: OutboundMessage) -> str:
        return services.shown_text(row)[:80]

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("conversations.send_again")

    @admin.action(description="Send failed messages again", permissions=["send_again"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboundMessage]) -> None:
        sent = [services.send_again(message=row, actor=staff(request), at=now()) for row in queryset]
        done = sum(copy is not None for copy in sent)
        level = messages.SUCCESS if done == len(sent) else messages.WARNING
        self.message_user(request, f"{done} of {len(sent)} are being sent again; only failed ones can be.", level)


@admin.register(DeliveryReport)
class DeliveryReportAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "status", "wamid", "error_code", "error_text", "applied_at"]
    search_fields = ["=wamid"]
    ordering = ["-id"]


@admin.register(StateTransition)
class StateTransitionAdmin(ReadOnlyAdmin):
    list_display = ["at", "conversation", "from_state", "to_state", "cause"]
    list_select_related = ["conversation__lead__student"]
    ordering = ["-id"]
