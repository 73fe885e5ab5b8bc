"""The WhatsApp webhook: verify, parse, store, answer. Everything else happens in jobs."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from conversations import intake
from conversations.whatsapp import parser, signature
from core.clock import now
from core.webhooks.guards import SignedWebhook, read_json


class WhatsAppWebhook(SignedWebhook):
    """Meta's handshake (GET) and deliveries (POST), which are stored whether we know what they mean or not."""

    vendor = "WhatsApp"

    def get(self, request: Request) -> HttpResponseBase:
        given, wanted = request.query_params.get("hub.verify_token", ""), settings.WHATSAPP_VERIFY_TOKEN
        genuine = wanted and hmac.compare_digest(given.encode(), wanted.encode())
        if request.query_params.get("hub.mode") != "subscribe" or not genuine:
            return Response({"detail": "The verify token does not match."}, status=403)
        return HttpResponse(request.query_params.get("hub.challenge", ""), content_type="text/plain")

    def is_genuine(self, body: bytes, request: HttpRequest) -> bool:
        return signature.is_genuine(body, request.headers.get("X-Hub-Signature-256"), settings.WHATSAPP_APP_SECRET)

    def store(self, body: bytes) -> str:
        received_at = now()
        intake.store(parser.parse(read_json(body), received_at), received_at)
        return "stored"
