"""The page on which staff asks for a refund of one payment."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from core.admin import NairaField, staff
from core.clock import now
from core.models import AdminSettings
from core.money import naira
from payments import services
from payments.models import Payment, Refund


class RefundForm(forms.Form):
    amount_kobo = NairaField(label="Amount", least_kobo=1)
    reason = forms.CharField(label="Reason", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, most_kobo: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amount = self.fields["amount_kobo"]
        assert isinstance(amount, NairaField)
        amount.initial = amount.most_kobo = most_kobo
        amount.help_text = f"At most {naira(most_kobo)}."


def ask_refund(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Shows what is left of a payment, and sets a refund going; above the amount in the settings somebody else approves it."""
    if not request.user.has_perm("payments.ask_refund"):
        raise PermissionDenied
    payment = get_object_or_404(Payment.objects.select_related("student", "homework", "plan"), pk=payment_id)
    form = RefundForm(request.POST or None, most_kobo=services.returnable_kobo(payment))
    if request.method == "POST" and form.is_valid():
        done = _asked(request, payment, form.cleaned_data)
        if done is not None:
            return redirect("admin:payments_refund_change", done.pk)
    context = {
        **admin.site.each_context(request),
        "title": f"Refund {payment.reference}",
        "payment": payment,
        "paid": naira(payment.paid_amount_kobo or 0),
        "left": naira(services.returnable_kobo(payment)),
        "approval_above": naira(AdminSettings.load().refund_approval_kobo),
        "earlier": payment.refunds.order_by("-asked_at"),
        "form": form,
    }
    return TemplateResponse(request, "admin/payments/refund.html", context)


def _asked(request: HttpRequest, payment: Payment, given: dict[str, Any]) -> Refund | None:
    try:
        refund = services.ask_refund(
            payment=payment, amount_kobo=given["amount_kobo"], reason=given["reason"], actor=staff(request), at=now()
        )
    except services.NotRefundable as problem:
        messages.error(request, str(problem))
        return None
    waits = refund.status == Refund.Status.REQUESTED
    messages.success(request, "A second person must approve it." if waits else "It is on its way to Paystack.")
    return refund
