"""Paystack's answers and webhooks for tests that say each one, and who listens to what payments announces."""

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import responses
from django.conf import settings
from django.dispatch import Signal
from django.test import Client

from payments import events
from payments.models import Payment
from payments.paystack.signature import sign

PAYLOADS = Path(__file__).parent / "payloads"
WEBHOOK = "/api/webhook/paystack"
HTML_WALL = "<html><title>Attention Required!</title></html>"


def payload(name: str, reference: str = "", /, **changes: Any) -> dict[str, Any]:
    """A vendor payload from its file, about `reference`, with fields of `data` changed; None takes a field out."""
    body: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text().replace("REFERENCE", reference))
    for key, value in changes.items():
        if value is None:
            body["data"].pop(key)
        else:
            body["data"][key] = value
    return body


def verify_url(reference: str) -> str:
    return f"{settings.PAYSTACK_API_URL}/transaction/verify/{reference}"


def initialize_url() -> str:
    return f"{settings.PAYSTACK_API_URL}/transaction/initialize"


def verifies(paystack: responses.RequestsMock, payment: Payment, name: str, /, **changes: Any) -> responses.BaseResponse:
    answer: responses.BaseResponse = paystack.get(
        verify_url(payment.reference), json=payload(name, payment.reference, **changes)
    )
    return answer


def knows_nothing_of(paystack: responses.RequestsMock, payment: Payment) -> responses.BaseResponse:
    answer: responses.BaseResponse = paystack.get(verify_url(payment.reference), json=payload("verify_not_found"), status=404)
    return answer


def post_signed(client: Client, body: bytes, **headers: str) -> Any:
    given = {"x-paystack-signature": sign(body, settings.PAYSTACK_SECRET_KEY)} | headers
    return client.post(WEBHOOK, data=body, content_type="application/json", headers=given)


def post_event(client: Client, name: str, reference: str = "", /, **changes: Any) -> Any:
    return post_signed(client, json.dumps(payload(name, reference, **changes)).encode())


class Announcements:
    """Listens, in place of the floors above, to what payments tells them: names in order, and the arguments of each."""

    SIGNALS: tuple[tuple[str, Signal], ...] = (
        ("confirmed", events.payment_confirmed),
        ("held", events.payment_held),
        ("checked", events.payment_checked),
        ("credited", events.student_credited),
        ("credit returned", events.credit_returned),
        ("covered", events.credit_covered),
        ("rejected", events.transfer_rejected),
        ("refund", events.refund_moved),
        ("dispute opened", events.dispute_opened),
        ("dispute closed", events.dispute_closed),
        ("plan moved", events.period_moved),
        ("reminder", events.plan_reminder),
        ("card dropped", events.card_dropped),
        ("renewal failed", events.renewal_failed),
    )

    def __init__(self) -> None:
        self.names: list[str] = []
        self.arguments: list[dict[str, Any]] = []
        self._replaced: list[tuple[Signal, Any]] = []

    def __enter__(self) -> Self:
        for name, signal in self.SIGNALS:
            self._replaced.append((signal, signal.receivers))
            signal.receivers = []
            signal.connect(self._receiver(name), weak=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for signal, receivers in self._replaced:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()

    def _receiver(self, name: str) -> Any:
        def receive(sender: type, **arguments: Any) -> None:
            self.names.append(name)
            self.arguments.append(arguments)

        return receive

    @property
    def outcomes(self) -> list[str]:
        return [arguments.get("outcome", "") for arguments in self.arguments]
