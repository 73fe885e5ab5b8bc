"""Paystack's webhook: verify, store, answer. Everything else happens in jobs."""

import logging
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.clock import now
from core.services import raise_alert
from payments import inbox
from payments.paystack import signature

log = logging.getLogger(__name__)


class PaystackWebhook(APIView):
    """Paystack's deliveries.

    Answers 200 once the event is stored, also for events and references unknown to us; 401 for a wrong signature, 400 for a
    body that is no JSON object, 413 over 4 MB, 415 for another content type; 503 if it could not be stored, because
    Paystack then sends it again for 72 hours.
    """

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]

    def post(self, request: Request) -> Response:
        raw = request._request
        if _length(raw.META.get("CONTENT_LENGTH")) > settings.WEBHOOK_MAX_BYTES:
            return Response({"detail": "The body is over 4 MB."}, status=413)
        if raw.content_type not in {"application/json", ""}:
            return Response({"detail": "Send application/json."}, status=415)
        body = raw.body
        if not _is_genuine(body, raw.headers.get("X-Paystack-Signature")):
            return _refused()
        return _stored(body)


def _is_genuine(body: bytes, header: str | None) -> bool:
    """Whether Paystack signed these bytes, with our key or, for a while after a change of keys, with the one before."""
    keys = (settings.PAYSTACK_SECRET_KEY, settings.PAYSTACK_PREVIOUS_SECRET_KEY)
    return any(signature.is_genuine(body, header, key) for key in keys)


def _refused() -> Response:
    log.warning("A Paystack webhook with a wrong or missing signature was refused.")
    raise_alert("payments.webhook_signature", "Paystack webhooks with a wrong or missing signature were refused.")
    return Response({"detail": "The signature does not match."}, status=401)


def _stored(body: bytes) -> Response:
    try:
        new = inbox.store_event(body=body, at=now())
    except inbox.NotAnEvent:
        raise_alert("payments.webhook_malformed", "Paystack signed a webhook body that is no JSON object.")
        return Response({"detail": "The body is no JSON object."}, status=400)
    except DatabaseError:
        log.exception("A Paystack webhook could not be stored.")
        return Response({"detail": "Not stored, please send again."}, status=503)
    return Response({"status": "stored" if new else "known"})


def _length(header: str | None) -> int:
    return int(header) if header and header.isdecimal() else 0
