"""The two pages a payer meets: our link, and the page Paystack sends them back to."""

import logging
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.clock import now
from core.money import naira
from payments import services
from payments.models import Payment
from payments.paystack.errors import PaystackProblem

log = logging.getLogger(__name__)
PREVIEW_AGENTS = re.compile(
    r"^WhatsApp/|facebookexternalhit|facebot|meta-external|bot\b|crawler|spider|preview|embedly|slurp", re.IGNORECASE
)
REFRESHES = 10
REFRESH_SECONDS = 6
LONGEST_PARAMETER = 64


@never_cache
@require_safe
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Our link: leads to the checkout page, which is made on the first real tap. Link previews make nothing."""
    if _is_preview(request):
        return _page(request, "preview")
    try:
        url = services.checkout(token=token, at=now())
    except Payment.DoesNotExist:
        return _page(request, "unknown", status=404)
    except services.NothingToPay as nothing:
        return _page(request, "already_paid" if nothing.paid else "not_needed")
    except services.CheckoutOpening:
        return _page(request, "opening", refresh_seconds=3, refresh_url=request.path)
    except PaystackProblem as problem:
        log.warning("No checkout page for a payer: %s", problem)
        return _page(request, "down", status=503, again_url=request.path)
    return HttpResponseRedirect(url)


@never_cache
@require_safe
def pay_return(request: HttpRequest) -> HttpResponse:
    """Where Paystack sends the payer back. The visit proves nothing: it only makes us ask."""
    reference = request.GET.get("reference") or request.GET.get("trxref") or ""
    payment = Payment.objects.filter(reference=reference[:LONGEST_PARAMETER].replace("\x00", "")).first()
    if payment is None:
        return _page(request, "unknown", status=404)
    if request.method == "GET" and not _is_preview(request):
        payment = _asked(payment)
    if payment.is_held:
        return _page(request, "held")
    if payment.is_credited:
        return _page(request, "credited", amount=naira(payment.paid_amount_kobo or 0))
    if payment.is_booked:
        return _page(request, "paid", amount=naira(payment.amount_kobo), reference=payment.reference)
    if payment.status == Payment.Status.FAILED:
        again_url = reverse("pay", args=[payment.token])
        return _page(request, "failed", reason=payment.get_failure_reason_display(), again_url=again_url)
    return _page(request, "checking", **_refresh(request, payment))


def _asked(payment: Payment) -> Payment:
    try:
        return services.settle_if_due(payment=payment, at=now()) or payment
    except PaystackProblem as problem:
        log.warning("Paystack could not be asked about %s: %s", payment.reference, problem)
        return payment


def _refresh(request: HttpRequest, payment: Payment) -> dict[str, Any]:
    """Lets the page look again by itself for a minute; afterwards the chat tells."""
    seen = request.GET.get("seen", "0")
    number = int(seen) + 1 if seen.isascii() and seen.isdecimal() and len(seen) < 4 else 1
    if number > REFRESHES:
        return {}
    return {
        "refresh_seconds": REFRESH_SECONDS,
        "refresh_url": f"{reverse('pay-return')}?reference={payment.reference}&seen={number}",
    }


def _is_preview(request: HttpRequest) -> bool:
    """Whether a machine looks ahead: a chat drawing a link preview, a crawler, a browser fetching before the tap."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return request.method == "HEAD" or "prefetch" in purpose or bool(PREVIEW_AGENTS.search(agent))


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"payments/{name}.html", context, status=status)
