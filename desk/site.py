"""The frame of the admin: the staff's desk, where tutors, support, finance and admins all work."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver

from core.pieces import PIECES, Pages
from desk.home import shown_panels
from desk.navigation import links_of


class DeskSite(AdminSite):
    """Made of the pieces that the apps have added."""

    site_header = "Tutorline"
    site_title = "Tutorline desk"
    index_title = "Today"
    index_template = "desk/home.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [url for pages in PIECES.all(Pages) for url in pages.urls(self)]
        return [*own, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Adds the navigation, which costs nothing on a page that does not show it."""
        return super().each_context(request) | {"links": partial(links_of, request.user)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"panels": shown_panels(request.user)} | (extra_context or {}))
