"""The guards in front of a vendor's webhook: size, content type, signature over the raw bytes, JSON. Then it is stored."""

import hmac
import json
import logging
from abc import ABC, abstractmethod
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

log = logging.getLogger(__name__)


class Refusal(Enum):
    """Why a delivery is not taken: the status of the answer, and its words."""

    TOO_LARGE = 413, f"The body is over {settings.WEBHOOK_MAX_BYTES // (1024 * 1024)} MB."
    OTHER_TYPE = 415, "Send application/json."
    FORGED = 401, "The signature does not match."
    UNREADABLE = 400, "The body is not the JSON that is expected here."
    NOT_STORED = 503, "Not stored, please send again."


class Unreadable(ValueError):
    """A genuine body that is not JSON, or not what the vendor sends."""


class SignedWebhook(ABC, APIView):
    """A vendor's deliveries. Subclasses say how they are signed and how they are stored; the guards cannot be passed by.

    Answers 200 once a delivery is stored, 503 if it could not be, so that the vendor sends it again, and what `Refusal` says.
    Nothing is read before the signature is known to be genuine.
    """

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    vendor: str
    content_types = frozenset({"application/json"})

    @abstractmethod
    def is_genuine(self, body: bytes, request: HttpRequest) -> bool:
        """Whether the vendor signed exactly these bytes; `is_signed` compares."""

    @abstractmethod
    def store(self, body: bytes) -> str:
        """Keeps a genuine body, and nothing more: the work is for jobs. Returns the answer's status word.

        Raises:
            Unreadable: if the body can mean nothing.
        """

    def post(self, request: Request) -> Response:
        raw = request._request  # noqa: SLF001 (the bytes as they came, before any parser)
        if _length(raw) > settings.WEBHOOK_MAX_BYTES:
            return self.refuse(Refusal.TOO_LARGE)
        if raw.content_type not in self.content_types:
            return self.refuse(Refusal.OTHER_TYPE)
        body = raw.body
        if not self.is_genuine(body, raw):
            log.warning("A webhook of %s with a wrong or missing signature was refused.", self.vendor)
            return self.refuse(Refusal.FORGED)
        try:
            return Response({"status": self.store(body)})
        except Unreadable:
            return self.refuse(Refusal.UNREADABLE)
        except DatabaseError:
            log.exception("A webhook of %s could not be stored.", self.vendor)
            return self.refuse(Refusal.NOT_STORED)

    def refuse(self, why: Refusal) -> Response:
        status, words = why.value
        return Response({"detail": words}, status=status)


def sign(body: bytes, key: str, digest: str) -> str:
    """Returns the hexadecimal HMAC of a body; `digest` is a name that hashlib knows."""
    return hmac.new(key.encode(), body, digest).hexdigest()


def is_signed(body: bytes, given: str, key: str, digest: str) -> bool:
    """Whether `given` is the HMAC of exactly these bytes; compared in constant time. Without a key nothing is signed."""
    return bool(given and key) and hmac.compare_digest(sign(body, key, digest).encode(), given.encode("utf-8", "replace"))


def read_json(body: bytes) -> Any:
    """Returns the body as JSON; numbers of thousands of digits, which Python refuses to read, stay text.

    Raises:
        Unreadable: if it is not JSON, or nested deeper than Python reads.
    """
    try:
        try:
            return json.loads(body)
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise
        except ValueError:
            return json.loads(body, parse_int=str)
    except (ValueError, RecursionError) as problem:
        raise Unreadable from problem


def _length(request: HttpRequest) -> int:
    header = request.META.get("CONTENT_LENGTH")
    return int(header) if header and header.isdecimal() else 0
