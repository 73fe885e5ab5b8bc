"""The fake Graph API: /{number}/messages, /{number}/media, /{media id} and the address of a file's bytes."""

import hashlib
import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from sandbox import payloads
from sandbox.answers import LostAnswer, TornFile, vendor_html
from sandbox.faults import Knobs
from sandbox.models import Delivery, Media, Message
from sandbox.whatsapp import media_rules, rules, service
from sandbox.whatsapp.errors import GraphError, expired_token, missing, unknown_object, wrong_token

LINK_SECONDS = 300
EARLY_STATUS_WAIT_SECONDS = 3
Handler = Callable[..., HttpResponseBase]


def graph_errors(handler: Handler) -> Handler:
    """Checks the bearer token, and turns refusals into Graph's error envelope."""

    @wraps(handler)
    def wrapped(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            _check_token(request)
            return handler(view, request, *args, **kwargs)
        except GraphError as error:
            return error.response()

    return wrapped


def _check_token(request: HttpRequest) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not constant_time_compare(token, settings.WHATSAPP_ACCESS_TOKEN):
        raise wrong_token()


def _faulty_answer(knobs: Knobs) -> HttpResponse | None:
    """The knobs that refuse a call before anything is done."""
    knobs.dawdle("whatsapp_slow")
    if knobs.take("whatsapp_dead_token"):
        raise expired_token()
    if knobs.take("whatsapp_rate_limit"):
        raise _rate_limit(knobs.row.rate_limit_code)
    if knobs.take("whatsapp_server_error"):
        error = GraphError(131000, "Message failed to send due to an unknown error.", http_status=503)
        return error.response()
    return vendor_html() if knobs.take("whatsapp_html") else None


def _rate_limit(code: int) -> GraphError:
    if code == 429:
        return GraphError(
            4, "Too many calls in a short time.", http_status=429, message="(#4) Application request limit reached"
        )
    return GraphError(code, "Too many messages in a short time. Try again later.")


@method_decorator(csrf_exempt, name="dispatch")
class Messages(View):
    """POST /{phone number id}/messages: sends, or marks as read."""

    @graph_errors
    def post(self, request: HttpRequest, number: str) -> HttpResponseBase:
        if number != settings.WHATSAPP_PHONE_NUMBER_ID:
            raise unknown_object(number)
        knobs = Knobs()
        refusal = _faulty_answer(knobs)
        if refusal is not None:
            return refusal
        body = _json_body(request)
        if "status" in body:
            return _mark_read(body)
        row = service.accept(body, rules.check_message(body), knobs)
        _wait_for_statuses(row, knobs)
        return LostAnswer(request) if knobs.take("whatsapp_lost_answer") else JsonResponse(_accepted(row))


def _json_body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        raise GraphError(100, "The request body is not JSON.") from None
    if not isinstance(body, dict):
        raise GraphError(100, "The request body must be an object.")
    return body


def _mark_read(body: dict[str, Any]) -> JsonResponse:
    rules.only(body, {"messaging_product", "status", "message_id", "typing_indicator"}, "the message")
    if body["status"] != "read" or not body.get("message_id"):
        raise missing("message_id")
    typing = body.get("typing_indicator")
    if typing is not None and typing != {"type": "text"}:
        raise GraphError(131009, "typing_indicator.type must be text.")
    if not service.mark_read_by_business(str(body["message_id"]), typing=bool(typing)):
        raise GraphError(131009, "message_id is not a message that was sent to this number.")
    return JsonResponse({"success": True})


def _accepted(row: Message) -> dict[str, Any]:
    contact = {"input": str(row.payload.get("to") or row.payload.get("recipient"))}
    if row.payload.get("to"):
        contact["wa_id"] = row.recipient
    if row.phone and row.phone.user_id:
        contact["user_id"] = row.phone.user_id
    message = {"id": row.wamid} | ({"message_status": "accepted"} if row.kind == "template" else {})
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}


def _wait_for_statuses(row: Message, knobs: Knobs) -> None:
    """With the knob on, the answer comes after the product has had the statuses; the knob may have just used its last call."""
    if not knobs.row.whatsapp_early_statuses:
        return
    deadline = time.monotonic() + EARLY_STATUS_WAIT_SECONDS
    while time.monotonic() < deadline and Delivery.objects.filter(stream=row.recipient, done_at=None, given_up=False).exists():
        time.sleep(0.1)


@method_decorator(csrf_exempt, name="dispatch")
class Upload(View):
    """POST /{phone number id}/media: takes a file, answers its id."""

    @graph_errors
    def post(self, request: HttpRequest, number: str) -> HttpResponseBase:
        if number != settings.WHATSAPP_PHONE_NUMBER_ID:
            raise unknown_object(number)
        knobs = Knobs()
        refusal = _faulty_answer(knobs)
        if refusal is not None:
            return refusal
        data, mime_type, name = media_rules.check_upload(request)
        return JsonResponse({"id": store_media(data, mime_type, name).media_id})


def store_media(data: bytes, mime_type: str, filename: str = "") -> Media:
    return Media.objects.create(
        media_id=payloads.new_media_id(),
        mime_type=mime_type,
        filename=filename[:255],
        sha256_hex=hashlib.sha256(data).hexdigest(),
        data=data,
    )


class MediaFacts(View):
    """GET /{media id}: where the bytes are, for five minutes. The digest is hex here, base64 in webhooks."""

    @graph_errors
    def get(self, request: HttpRequest, media_id: str) -> HttpResponseBase:
        knobs = Knobs()
        knobs.dawdle("media_slow")
        if knobs.take("whatsapp_dead_token"):
            raise expired_token()
        row = Media.objects.filter(media_id=media_id).first()
        if row is None or knobs.take("media_not_found"):
            raise unknown_object(media_id)
        token = signing.dumps(row.media_id, salt="sandbox-media")
        facts = {
            "url": request.build_absolute_uri(reverse("sandbox:graph-file", args=[token])),
            "mime_type": row.mime_type,
            "sha256": row.sha256_hex,
            "file_size": len(bytes(row.data)),
            "id": row.media_id,
            "messaging_product": "whatsapp",
        }
        return JsonResponse(facts)


class MediaFile(View):
    """GET of a file's bytes, again with the bearer token; the address is good for five minutes."""

    @graph_errors
    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        try:
            media_id = signing.loads(token, salt="sandbox-media", max_age=LINK_SECONDS)
        except signing.BadSignature:
            return HttpResponse("URL signature expired", status=404, content_type="text/plain")
        row = Media.objects.get(media_id=media_id)
        data = bytes(row.data)
        if Knobs().take("media_broken_bytes"):
            return TornFile(data, row.mime_type)
        return HttpResponse(data, content_type=row.mime_type)
