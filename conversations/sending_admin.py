"""What sending looks like from the desk: what Meta says about our templates, and what kinds of messages we pay for."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from conversations.models import MessageCost, MessageTemplate, OutboundMessage
from core.admin import ReadOnlyAdmin
from core.clock import now

COUNTED = timedelta(days=31)


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ReadOnlyAdmin):
    """Written by WhatsApp's notices and refusals; a template without a row has never been spoken of."""

    list_display = ["name", "language", "status", "quality", "category", "reason", "changed_at"]
    list_filter = ["status"]
    ordering = ["name", "language"]


@admin.register(MessageCost)
class MessageCostAdmin(ReadOnlyAdmin):
    """One page instead of a list: how many messages of each price category went out on each day."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        categories, days = costs(now())
        context = {**self.admin_site.each_context(request), "title": "Messages by price category", "opts": self.opts}
        context |= {"categories": categories, "days": days, "counted": COUNTED.days}
        return TemplateResponse(request, "admin/conversations/costs.html", context | (extra_context or {}))


def costs(at: datetime) -> tuple[list[str], list[tuple[date, list[int]]]]:
    """Returns the price categories of the last month and, newest day first, how many messages fell in each (Lagos days)."""
    priced = OutboundMessage.objects.filter(sent_at__gt=at - COUNTED).exclude(category="")
    counts: Counter[tuple[date, str]] = Counter()
    for day, category, count in priced.values_list(TruncDate("sent_at"), "category").annotate(count=Count("pk")):
        counts[day, category] = count
    categories = sorted({category for _, category in counts})
    days = sorted({day for day, _ in counts}, reverse=True)
    return categories, [(day, [counts[day, category] for category in categories]) for day in days]
