from django.contrib import admin
from django.urls import path

from config import health, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("terms", pages.terms, name="terms"),
    path("health", health.live, name="health"),
    path("health/ready", health.ready, name="health-ready"),
    path("admin/", admin.site.urls),
]
