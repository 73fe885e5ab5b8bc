from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver


class TutorlineAdminSite(admin.AdminSite):
    """The staff's desk: tutors, support, finance and admins all work here."""

    site_header = "Tutorline"
    site_title = "Tutorline desk"
    index_title = "Today"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # Imported late: models are not loaded yet when the site is made.
        from payments.reports.views import report_urls
        from tutors.desk.urls import desk_urls

        return [*desk_urls(self), *report_urls(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from core.admin import open_alerts
        from payments.desk import home_panel as money_panel
        from support.views import home_panel as support_panel
        from tutors.desk.pages import home_panel as tutor_panel

        panels = {
            "alerts": open_alerts(request),
            "tutor_panel": tutor_panel(request.user),
            "support_panel": support_panel(request.user),
            "money_panel": money_panel(request.user),
        }
        return super().index(request, panels | (extra_context or {}))
