"""The page of one ticket in the admin: the thread as the chat shows it, the reply box, and what can be done with the ticket."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from core.admin import staff
from core.clock import now
from core.files import private_file
from support import services
from support.models import CannedReply, SupportMessage, SupportTicket
from support.services import NotAllowed

REPLY_LIMIT = 3500


def ticket_page(request: HttpRequest, ticket_id: int, *, may_change: bool) -> HttpResponse:
    """Shows the ticket; a POST does one act of `ACTS`. Whoever calls has asked for the permission."""
    tickets = SupportTicket.objects.select_related("lead__student", "homework__subject", "payment", "claimed_by")
    ticket = get_object_or_404(tickets, pk=ticket_id)
    if request.method == "POST" and may_change:
        act = ACTS.get(request.POST.get("action", ""))
        if act:
            try:
                act(request, ticket, staff(request), now())
            except NotAllowed as problem:
                messages.error(request, str(problem))
        return redirect("admin:support_supportticket_change", ticket.pk)
    context = {"title": str(ticket), "ticket": ticket, "may_change": may_change, "reply_limit": REPLY_LIMIT}
    context |= {"canned": CannedReply.objects.filter(is_active=True), **thread_context(ticket)}
    return render(request, "admin/support/ticket.html", admin.site.each_context(request) | context)


@require_GET
def thread(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """The thread alone, for the page to refresh itself."""
    ticket = get_object_or_404(SupportTicket.objects.select_related("lead__student"), pk=ticket_id)
    return render(request, "admin/support/thread.html", {"ticket": ticket, **thread_context(ticket)})


@require_GET
def media(request: HttpRequest, message_id: int) -> HttpResponse | FileResponse:
    """A photo or voice note that a person sent to support."""
    message = get_object_or_404(SupportMessage.objects.exclude(file=""), pk=message_id)
    return private_file(message.file, f"{message.ticket.code}-{message.pk}")


def thread_context(ticket: SupportTicket) -> dict[str, object]:
    lines = list(ticket.messages.select_related("author"))
    return {"lines": lines, "seen": lines[-1].pk if lines else 0}


def _reply(request: HttpRequest, ticket: SupportTicket, actor: User, at: datetime) -> None:
    text = request.POST.get("text", "").replace("\0", "").strip()[:REPLY_LIMIT]
    if not text:
        messages.warning(request, "The reply was empty; nothing was sent.")
        return
    holder = ticket.claimed_by
    seen = request.POST.get("seen", "")
    message = services.reply(ticket=ticket, author=actor, text=text, at=at)
    others = ticket.messages.filter(pk__gt=int(seen) if seen.isdecimal() else message.pk, pk__lt=message.pk)
    other = others.filter(sender=SupportMessage.Sender.STAFF).exclude(author=actor).select_related("author").first()
    if other:
        messages.warning(request, f"{_name(other.author)} answered while you wrote. Both answers go to the chat.")
    elif holder and holder != actor:
        messages.warning(request, f"{_name(holder)} has this ticket. Your answer goes to the chat as well.")


def _claim(request: HttpRequest, ticket: SupportTicket, actor: User, at: datetime) -> None:
    services.claim(ticket=ticket, actor=actor)


def _release(request: HttpRequest, ticket: SupportTicket, actor: User, at: datetime) -> None:
    services.release(ticket=ticket, actor=actor)


def _end(request: HttpRequest, ticket: SupportTicket, actor: User, at: datetime) -> None:
    if services.end(ticket=ticket, at=at, ended_by=SupportTicket.EndedBy.STAFF, actor=actor):
        messages.success(request, f"{ticket} has ended. For 48 hours a new message about it reopens it.")


def _reopen(request: HttpRequest, ticket: SupportTicket, actor: User, at: datetime) -> None:
    services.reopen(ticket=ticket, actor=actor)


def _name(user: User | None) -> str:
    return user.get_full_name() or user.get_username() if user else "Somebody"


Act = Callable[[HttpRequest, SupportTicket, User, datetime], None]
ACTS: dict[str, Act] = {"reply": _reply, "claim": _claim, "release": _release, "end": _end, "reopen": _reopen}
