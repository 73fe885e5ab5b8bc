from django.contrib.admin.apps import AdminConfig


class TutorlineAdminConfig(AdminConfig):
    default_site = "config.admin.TutorlineAdminSite"
