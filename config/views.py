"""The few public pages that belong to the house itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from students.services import TERMS_VERSION


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", {"sandbox": settings.SANDBOX})


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "site/terms.html", {"version": TERMS_VERSION})
