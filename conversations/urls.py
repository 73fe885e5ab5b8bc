from django.urls import path

from conversations.api import WhatsAppWebhook

urlpatterns = [path("api/webhook/whatsapp", WhatsAppWebhook.as_view(), name="whatsapp-webhook")]
