from django.urls import path

from conversations.api import WhatsAppWebhook
from conversations.upload_views import photo_upload

urlpatterns = [
    path("api/webhook/whatsapp", WhatsAppWebhook.as_view(), name="whatsapp-webhook"),
    path("photos/<str:token>", photo_upload, name="photo-upload"),
]
