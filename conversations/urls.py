from django.urls import path

from conversations.flows.photo_page.views import photo_upload
from conversations.webhook import WhatsAppWebhook

urlpatterns = [
    path("api/webhook/whatsapp", WhatsAppWebhook.as_view(), name="whatsapp-webhook"),
    path("photos/<str:token>", photo_upload, name="photo-upload"),
]
