"""What sending looks like from the desk: what Meta says about our templates, and what kinds of messages we pay for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from conversations.models import MessageCost, MessageTemplate, OutboundMessage
from core.admin import EstimatedPaginator, PeriodFilter, ReadOnlyAdmin
from core.clock import now
from core.periods import Period

DAYS_COUNTED = 31


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ReadOnlyAdmin):
    """Written by WhatsApp's notices and refusals; a template without a row has never been spoken of."""

    list_display = ["name", "language", "status", "quality", "category", "reason", "changed_at"]
    list_filter = ["status"]
    ordering = ["name", "language"]


class SentFilter(PeriodFilter):
    fields = {"sent": "sent_at"}
    words = {"sent": "sent"}
    offered = ("sent",)


@admin.register(MessageCost)
class MessageCostAdmin(ReadOnlyAdmin):
    """How many messages of each price category went out on each day; each number leads to the list of them.

    The list tells nothing of what was said: who reads costs need not read chats.
    """

    list_display = ["sent_at", "category", "purpose", "status", "wamid"]
    list_display_links = None
    # No choice of categories: asking the outbox which ones it holds would read all of it. The numbers' links name theirs.
    list_filter = [SentFilter]
    show_facets = admin.ShowFacets.NEVER
    paginator = EstimatedPaginator
    ordering = ["-sent_at"]
    fields = ["sent_at", "category", "purpose", "status", "wamid"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MessageCost]:
        return super().get_queryset(request).exclude(category="")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.GET:
            return super().changelist_view(request, extra_context)
        categories, days = costs(now())
        context = {**self.admin_site.each_context(request), "title": "Messages by price category", "opts": self.opts}
        context |= {"categories": categories, "days": days, "counted": DAYS_COUNTED}
        return TemplateResponse(request, "admin/conversations/costs.html", context | (extra_context or {}))


@dataclass(frozen=True)
class Cell:
    """How many messages of one category went out on one day, and where they are listed."""

    count: int
    url: str


def costs(at: datetime) -> tuple[list[str], list[tuple[date, list[Cell]]]]:
    """Returns the price categories of the last month and, newest day first, how many messages fell in each (Lagos days)."""
    today = timezone.localdate(at)
    period = Period(today - timedelta(days=DAYS_COUNTED - 1), today)
    priced = OutboundMessage.objects.filter(sent_at__gte=period.start).exclude(category="")
    counts: Counter[tuple[date, str]] = Counter()
    for day, category, count in priced.values_list(TruncDate("sent_at"), "category").annotate(count=Count("pk")):
        counts[day, category] = count
    categories = sorted({category for _, category in counts})
    days = sorted({day for day, _ in counts}, reverse=True)
    return categories, [(day, [_cell(counts, day, category) for category in categories]) for day in days]


def _cell(counts: Counter[tuple[date, str]], day: date, category: str) -> Cell:
    query = urlencode({"date": "sent", "from": day, "to": day, "category__exact": category})
    return Cell(counts[day, category], f"{reverse('admin:conversations_messagecost_changelist')}?{query}")
