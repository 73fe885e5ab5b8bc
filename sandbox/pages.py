"""The pages of the sandbox: the phone, the checkout, and files as the phone shows them."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views import View
from django.views.decorators.http import require_GET

from sandbox import demo, faults, panel, samples
from sandbox.models import Checkout, Media, Phone
from sandbox.paystack import service
from sandbox.paystack.service import Outcome


@require_GET
def phone_page(request: HttpRequest) -> HttpResponse:
    """The phone with its panel; the first demo student is chosen until another is."""
    context = {
        "phones": Phone.objects.order_by("id"),
        "samples": samples.SAMPLES,
        "groups": panel.groups(faults.as_json()),
        "logins": demo.LOGINS,
        "password": demo.PASSWORD,
        "moves": panel.CLOCK_MOVES,
        "business": demo.BUSINESS_NAME,
    }
    return render(request, "sandbox/phone.html", context)


@require_GET
def media(request: HttpRequest, media_id: str) -> HttpResponse:
    """A file as the phone shows it; bytes that are not a picture, PDF or sound are offered as a download."""
    row = get_object_or_404(Media, media_id=media_id)
    response = HttpResponse(bytes(row.data), content_type=row.mime_type)
    safe = row.mime_type == "application/pdf" or row.mime_type.split("/")[0] in {"image", "audio", "video"}
    if not safe or row.mime_type == "image/svg+xml":
        response["Content-Type"], response["Content-Disposition"] = "application/octet-stream", "attachment"
    response["Cache-Control"] = "max-age=3600"
    return response


@require_GET
def sample(request: HttpRequest, name: str) -> HttpResponse:
    if name not in samples.SAMPLES:
        raise Http404
    response = HttpResponse(samples.data(name), content_type=samples.SAMPLES[name].mime_type)
    response["Cache-Control"] = "max-age=3600"
    return response


class CheckoutPage(View):
    """Paystack's payment page, with a button per outcome."""

    def get(self, request: HttpRequest, access_code: str) -> HttpResponse:
        return self.show(request, get_object_or_404(Checkout, access_code=access_code))

    def post(self, request: HttpRequest, access_code: str) -> HttpResponse:
        try:
            outcome = Outcome(request.POST.get("outcome", ""))
        except ValueError:
            raise Http404 from None
        row = get_object_or_404(Checkout, access_code=access_code)
        try:
            row = service.pay(access_code, outcome)
        except service.NotPayable:
            return self.show(request, row)
        back = row.callback_url and row.status in {Checkout.Status.SUCCESS, Checkout.Status.ONGOING}
        return HttpResponseRedirect(_return_url(row)) if back else self.show(request, row, outcome)

    def show(self, request: HttpRequest, row: Checkout, outcome: str = "") -> HttpResponse:
        context: dict[str, Any] = {
            "checkout": row,
            "price": panel.amount(row.requested_amount_kobo, "NGN"),
            "outcome": outcome,
            "usual": panel.USUAL_OUTCOMES,
            "odd": panel.ODD_OUTCOMES,
            "paid": row.status == Checkout.Status.SUCCESS,
            "business": demo.BUSINESS_NAME,
        }
        return render(request, "sandbox/checkout.html", context)


def _return_url(row: Checkout) -> str:
    """Paystack adds both names; the visit proves nothing."""
    mark = "&" if "?" in row.callback_url else "?"
    return row.callback_url + mark + urlencode({"trxref": row.reference, "reference": row.reference})
