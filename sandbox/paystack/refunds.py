"""The fake Paystack's refunds: asked for, on their way for a moment, back with the payer. It opens no disputes."""

import re
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from sandbox import clock, webhooks
from sandbox.faults import Knobs
from sandbox.models import Checkout, Refund
from sandbox.paystack import service
from sandbox.paystack.lists import in_span, pages
from sandbox.paystack.rules import PaystackError, read_json
from sandbox.paystack.views import paystack_errors

Json = dict[str, Any]
ARRIVES_AFTER_SECONDS = 15
FIRST_ID = 3_000_000


@method_decorator(csrf_exempt, name="dispatch")
class Refunds(View):
    """POST /refund asks for one; GET /refund lists them by page, newest first."""

    @paystack_errors
    def post(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        body = read_json(request.body)
        refund = _ask(body if isinstance(body, dict) else {})
        return JsonResponse({"status": True, "message": "Refund has been queued for processing", "data": as_json(refund)})

    @paystack_errors
    def get(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        rows: QuerySet[Refund] = in_span(request, Refund.objects.select_related("checkout").order_by("-id"))
        asked = request.GET.get("transaction")
        if asked:
            # A reference finds nothing here: the filter takes the transaction's number.
            rows = rows.filter(checkout=int(asked) - service.FIRST_ID) if re.fullmatch("[0-9]{1,12}", asked) else rows.none()
        page, meta = pages(request, rows)
        data = [as_json(row) for row in page]
        return JsonResponse({"status": True, "message": "Refunds retrieved", "data": data, "meta": meta})


class OneRefund(View):
    """GET /refund/{id}."""

    @paystack_errors
    def get(self, request: HttpRequest, number: int, knobs: Knobs) -> HttpResponseBase:
        row = Refund.objects.select_related("checkout").filter(pk=number - FIRST_ID).first()
        if row is None:
            raise PaystackError("not_found", "Refund not found", http_status=404)
        return JsonResponse({"status": True, "message": "Refund retrieved", "data": as_json(row)})


class Disputes(View):
    """GET /dispute: there are none here."""

    @paystack_errors
    def get(self, request: HttpRequest, knobs: Knobs) -> HttpResponseBase:
        meta = {"next": None, "previous": None, "perPage": 50}
        return JsonResponse({"status": True, "message": "Disputes retrieved", "data": [], "meta": meta})


@transaction.atomic
def _ask(body: Json) -> Refund:
    row = _paid_transaction(body.get("transaction"))
    already = row.refunds.aggregate(sum=Sum("amount_kobo"))["sum"] or 0
    # Without an amount the whole original one is asked for, also when a part of it has gone back before.
    amount = _amount(body.get("amount"), row.amount_kobo)
    if body.get("currency", row.currency) != row.currency:
        raise PaystackError("invalid_params", "Currency must be that of the transaction")
    if amount + already > row.amount_kobo:
        raise PaystackError("invalid_params", "Refund amount cannot exceed the original transaction amount")
    refund = Refund.objects.create(
        checkout=row,
        amount_kobo=amount,
        customer_note=str(body.get("customer_note") or "")[:200],
        merchant_note=str(body.get("merchant_note") or "")[:200],
        created_at=clock.now(),
        arrives_at=timezone.now() + timedelta(seconds=ARRIVES_AFTER_SECONDS),
    )
    _announce(refund, "pending")
    _announce(refund, "processed", delay=ARRIVES_AFTER_SECONDS)
    return refund


def _paid_transaction(named: Any) -> Checkout:
    word = str(named or "")
    number = int(word) - service.FIRST_ID if re.fullmatch("[0-9]{1,12}", word) else -1
    row = Checkout.objects.select_for_update().filter(Q(reference=word) | Q(pk=number)).first()
    if row is None:
        raise PaystackError("transaction_not_found", "Transaction not found", http_status=404)
    if row.status != Checkout.Status.SUCCESS:
        raise PaystackError("invalid_params", "Transaction has not been paid")
    return row


def _amount(value: Any, otherwise: int) -> int:
    if value is None:
        return otherwise
    if isinstance(value, bool) or not re.fullmatch("[1-9][0-9]{0,17}", str(value)):
        raise PaystackError("invalid_params", "Invalid amount: pass a whole number of kobo")
    return int(value)


def _announce(refund: Refund, status: str, *, delay: float = 0) -> None:
    """Queues refund.*: these events carry no refund id, and their amount is a text."""
    row = refund.checkout
    data = {
        "status": status,
        "transaction_reference": row.reference,
        "refund_reference": None,
        "amount": str(refund.amount_kobo),
        "currency": row.currency,
        "processor": "instant-transfer",
        "customer": {"email": row.email},
        "integration": service.INTEGRATION,
        "domain": "test",
    }
    webhooks.queue_paystack({"event": f"refund.{status}", "data": data}, stream=row.reference, delay=delay)


def as_json(refund: Refund) -> Json:
    """Returns a refund as the API shows it."""
    row = refund.checkout
    return {
        "id": FIRST_ID + refund.pk,
        "integration": service.INTEGRATION,
        "domain": "test",
        "transaction": {"id": service.FIRST_ID + row.pk, "reference": row.reference, "amount": row.amount_kobo},
        "amount": refund.amount_kobo,
        "deducted_amount": refund.amount_kobo,
        "fully_deducted": True,
        "currency": row.currency,
        "status": "processed" if refund.arrives_at <= timezone.now() else "pending",
        "customer_note": refund.customer_note,
        "merchant_note": refund.merchant_note,
        "created_at": service.iso(refund.created_at),
        "expected_at": service.iso(refund.created_at + timedelta(days=10)),
    }
