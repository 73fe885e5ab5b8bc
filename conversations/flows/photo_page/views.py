"""The page behind a link for photos (`conversations.flows.photo_page.uploads`)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conversations.flows.photo_page import uploads
from core.clock import now
from core.models import AdminSettings
from homework.photos import BYTES_LIMIT, Problem

REASONS = {
    Problem.TOO_BIG: f"is too large (at most {BYTES_LIMIT // 1024**2} MB)",
    Problem.WRONG_TYPE: "is not a JPG, PNG or WebP picture",
    Problem.BROKEN: "is damaged and can't be opened",
    Problem.TOO_SMALL: "is too small to read",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photo_upload(request: HttpRequest, token: str) -> HttpResponse:
    """Takes photos for a homework. Looking at the page, as link previews do, changes nothing."""
    try:
        homework = uploads.homework_of(token)
        received = uploads.receive(token, request.FILES.getlist("photos"), now()) if request.method == "POST" else None
    except uploads.LinkOver:
        return render(request, "conversations/upload_over.html", status=410)
    context = {
        "homework": homework,
        "most": AdminSettings.load().photos_per_homework,
        "received": received,
        "photo_mb": BYTES_LIMIT // 1024**2,
    }
    context["refused"] = [f"Photo {file.position} {REASONS[file.problem]}." for file in received.refused] if received else []
    return render(request, "conversations/upload.html", context)
