"""Paystack's webhook: verify, store, answer. Everything else happens in jobs."""

from django.conf import settings
from django.http import HttpRequest
from rest_framework.response import Response

from core.clock import now
from core.services import raise_alert
from core.webhooks.guards import Refusal, SignedWebhook
from payments import inbox
from payments.paystack import signature

ALERTS = {
    Refusal.FORGED: ("payments.webhook_signature", "Paystack webhooks with a wrong or missing signature were refused."),
    Refusal.UNREADABLE: ("payments.webhook_malformed", "Paystack signed a webhook body that is not a JSON object."),
}


class PaystackWebhook(SignedWebhook):
    """Paystack's deliveries, also of events and references unknown to us. It sends again for 72 hours."""

    vendor = "Paystack"
    content_types = frozenset({"application/json", ""})

    def is_genuine(self, body: bytes, request: HttpRequest) -> bool:
        """Signed with our key or, for a while after a change of keys, with the one before."""
        header = request.headers.get("X-Paystack-Signature")
        keys = (settings.PAYSTACK_SECRET_KEY, settings.PAYSTACK_PREVIOUS_SECRET_KEY)
        return any(signature.is_genuine(body, header, key) for key in keys)

    def store(self, body: bytes) -> str:
        return "stored" if inbox.store_event(body=body, at=now()) else "known"

    def refuse(self, why: Refusal) -> Response:
        if why in ALERTS:
            raise_alert(*ALERTS[why])
        return super().refuse(why)
