"""The fake Paystack API: initialize and verify."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from sandbox import clock
from sandbox.answers import LostAnswer, vendor_html
from sandbox.faults import Knobs
from sandbox.models import Checkout
from sandbox.paystack import rules, service
from sandbox.paystack.rules import PaystackError

Handler = Callable[..., HttpResponseBase]


def paystack_errors(handler: Handler) -> Handler:
    """Applies the knobs and the key check, and turns refusals into Paystack's envelope."""

    @wraps(handler)
    def wrapped(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            knobs = Knobs()
            refusal = _faulty_answer(knobs)
            if refusal is not None:
                return refusal
            if knobs.take("paystack_dead_key"):
                raise _invalid_key()
            _check_key(request)
            return handler(view, request, *args, knobs=knobs, **kwargs)
        except PaystackError as error:
            return error.response()

    return wrapped


def _check_key(request: HttpRequest) -> None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not constant_time_compare(key, settings.PAYSTACK_SECRET_KEY):
        raise _invalid_key()


def _invalid_key() -> PaystackError:
    return PaystackError("invalid_Key", "Invalid key", http_status=401)


def _faulty_answer(knobs: Knobs) -> HttpResponse | None:
    knobs.dawdle("paystack_slow")
    if knobs.take("paystack_rate_limit"):
        error = PaystackError("rate_limited", "Too many requests", http_status=429, kind="api_error")
        response = error.response()
        response["x-ratelimit-limit"], response["x-ratelimit-remaining"], response["x-ratelimit-reset"] = "100", "0", "10"
        return response
    if knobs.take("paystack_server_error"):
        return JsonResponse({"status": False, "message": "Service unavailable"}, status=503)
    return vendor_html() if knobs.take("paystack_html") else None


@method_decorator(csrf_exempt, name="dispatch")
class Initialize(View):
    """POST /transaction/initialize."""

    @paystack_errors
    def post(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        body = rules.read_json(request.body)
        row = _create(rules.check_initialize(body))
        if knobs.take("paystack_lost_answer"):
            return LostAnswer(request)
        data = {
            "authorization_url": request.build_absolute_uri(reverse("sandbox:checkout", args=[row.access_code])),
            "access_code": row.access_code,
            "reference": row.reference,
        }
        return JsonResponse({"status": True, "message": "Authorization URL created", "data": data})


def _create(asked: rules.Request) -> Checkout:
    try:
        with transaction.atomic():
            return Checkout.objects.create(
                reference=asked.reference or uuid.uuid4().hex[:20],
                access_code=service.new_access_code(),
                email=asked.email,
                label=asked.label,
                requested_amount_kobo=asked.amount_kobo,
                amount_kobo=asked.amount_kobo,
                currency=asked.currency,
                callback_url=asked.callback_url,
                metadata=asked.metadata,
                created_at=clock.now(),
            )
    except IntegrityError:
        raise rules.duplicate_reference() from None


@method_decorator(csrf_exempt, name="dispatch")
class ChargeCard(View):
    """POST /transaction/charge_authorization: an unknown card, or another address than its own, makes no transaction."""

    @paystack_errors
    def post(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        body = rules.read_json(request.body)
        asked = rules.check_initialize(body)
        if service.card_owner(str(body.get("authorization_code")), asked.email) is None:
            raise PaystackError("invalid_params", "Authorization code is invalid, or does not belong to this email")
        row = _create(asked)
        if knobs.take("paystack_card_paused"):
            page = request.build_absolute_uri(reverse("sandbox:checkout", args=[row.access_code]))
            data = {"paused": True, "reference": row.reference, "authorization_url": page}
            return JsonResponse({"status": True, "message": "Please, redirect your customer", "data": data})
        row = service.charge(row, declined=knobs.take("paystack_card_declined"))
        if knobs.take("paystack_lost_answer"):
            return LostAnswer(request)
        return JsonResponse({"status": True, "message": "Charge attempted", "data": service.as_json(row)})


class Verify(View):
    """GET /transaction/verify/{reference}: the call succeeds also when the payment did not."""

    @paystack_errors
    def get(self, request: HttpRequest, reference: str, knobs: Knobs) -> HttpResponseBase:
        row = service.find(reference)
        if row is None:
            raise PaystackError("transaction_not_found", "Transaction reference not found.")
        return JsonResponse({"status": True, "message": "Verification successful", "data": service.as_json(row)})
