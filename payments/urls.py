from django.urls import path

from payments.views import pay, pay_return
from payments.webhook import PaystackWebhook

urlpatterns = [
    path("api/webhook/paystack", PaystackWebhook.as_view(), name="paystack-webhook"),
    path("pay/return", pay_return, name="pay-return"),
    path("pay/<slug:token>", pay, name="pay"),
]
