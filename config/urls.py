from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("terms", views.terms, name="terms"),
    path("health", health.live, name="health"),
    path("health/ready", health.ready, name="health-ready"),
    path("", include("conversations.urls")),
    path("", include("payments.urls")),
    path("admin/", admin.site.urls),
]
if settings.SANDBOX:
    urlpatterns.append(path("sandbox/", include("sandbox.urls")))
