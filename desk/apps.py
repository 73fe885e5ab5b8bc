from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class DeskAdminConfig(AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default_site = "desk.site.DeskSite"


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        """Each app's module `desk` adds its pieces when it is imported."""
        autodiscover_modules("desk")
