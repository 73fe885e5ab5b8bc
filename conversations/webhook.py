"""The WhatsApp webhook: verify, parse, store, answer. Everything else happens in jobs."""

import hmac
import json
import logging
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpResponse, HttpResponseBase
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conversations import intake
from conversations.whatsapp import parser, signature
from core.clock import now

log = logging.getLogger(__name__)


class WhatsAppWebhook(APIView):
    """Meta's handshake (GET) and deliveries (POST).

    Answers 200 once everything is stored, also for things unknown to us; 401 for a wrong signature, 400 for a body that is
    no JSON, 413 over 4 MB, 415 for another content type; 503 if it could not be stored, because Meta then sends it again.
    """

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    def get(self, request: Request) -> HttpResponseBase:
        given, wanted = request.query_params.get("hub.verify_token", ""), settings.WHATSAPP_VERIFY_TOKEN
        genuine = wanted and hmac.compare_digest(given.encode(), wanted.encode())
        if request.query_params.get("hub.mode") != "subscribe" or not genuine:
            return Response({"detail": "The verify token does not match."}, status=403)
        return HttpResponse(request.query_params.get("hub.challenge", ""), content_type="text/plain")

    def post(self, request: Request) -> HttpResponseBase:
        raw = request._request
        if _length(raw.META.get("CONTENT_LENGTH")) > settings.WEBHOOK_MAX_BYTES:
            return Response({"detail": "The body is over 4 MB."}, status=413)
        if raw.content_type != "application/json":
            return Response({"detail": "Send application/json."}, status=415)
        body = raw.body
        if not signature.is_genuine(body, raw.headers.get("X-Hub-Signature-256"), settings.WHATSAPP_APP_SECRET):
            log.warning("A webhook with a wrong or missing signature was refused.")
            return Response({"detail": "The signature does not match."}, status=401)
        received_at = now()
        try:
            batch = parser.parse(_read(body), received_at)
        except (ValueError, RecursionError):
            return Response({"detail": "The body is not JSON, or nested too deep."}, status=400)
        try:
            intake.store(batch, received_at)
        except DatabaseError:
            log.exception("A webhook could not be stored.")
            return Response({"detail": "Not stored, please send again."}, status=503)
        return Response({"status": "stored"})


def _read(body: bytes) -> Any:
    """The body as JSON; numbers of thousands of digits, which Python refuses to read, stay text.

    Raises:
        ValueError: if it is no JSON.
        RecursionError: if it is nested deeper than Python reads.
    """
    try:
        return json.loads(body)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError:
        return json.loads(body, parse_int=str)


def _length(header: str | None) -> int:
    return int(header) if header and header.isdecimal() else 0
