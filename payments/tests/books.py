"""Paystack's own books, kept apart from ours: what it holds for us is what ours must say, to the kobo."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
import responses
from django.conf import settings

from payments.models import Payment

Answer = tuple[int, dict[str, str], str]


def fee_of(amount_kobo: int) -> int:
    """Local cards and transfers: 1.5 % and 100 naira, which falls away below 2,500 naira; 2,000 naira at most."""
    return min(amount_kobo * 15 // 1000 + (10_000 if amount_kobo >= 250_000 else 0), 200_000)


@dataclass
class Books:
    """Answers verify, refunds and disputes as they stand in its tables; tests move the tables."""

    mock: responses.RequestsMock
    transactions: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[int, dict[str, Any]] = field(default_factory=dict)
    disputes: dict[int, dict[str, Any]] = field(default_factory=dict)
    has_no_refund_list: bool = False
    """Whether it stands for an emulator that lists no refunds."""
    faults: list[Answer] = field(default_factory=list)
    """What the next calls are answered with instead, nothing being done."""
    losing_answers: int = 0
    """How many of the next refund calls are carried out without an answer."""

    def __post_init__(self) -> None:
        for method, path, answer in (
            ("GET", "/transaction/verify/.+", self._verify),
            ("POST", "/refund$", self._create_refund),
            ("GET", r"/refund/\d+", self._refund),
            ("GET", r"/refund\?.*transaction=.*", self._refunds_of),
            ("GET", r"/dispute/\d+", self._dispute),
            ("GET", r"/transaction\?.*", lambda request: _ok(self._of_our_mode())),
            ("GET", r"/refund\?(?!.*transaction=).*", lambda request: _ok(list(self.refunds.values()))),
            ("GET", r"/dispute\?.*", lambda request: _ok(list(self.disputes.values()))),
            ("GET", r"/settlement\?.*", lambda request: _ok([])),
        ):
            url = re.compile(re.escape(settings.PAYSTACK_API_URL) + path)
            self.mock.add_callback(method, url, self._unless_faulty(answer))

    def _unless_faulty(self, answer: Callable[[requests.PreparedRequest], Answer]) -> Callable[..., Answer]:
        return lambda request: self.faults.pop() if self.faults else answer(request)

    def _of_our_mode(self) -> list[dict[str, Any]]:
        return [row for row in self.transactions.values() if row["domain"] == "test"]

    def receives(self, payment: Payment, at: datetime, **changes: Any) -> dict[str, Any]:
        """The payer has paid: by default exactly what was asked."""
        amount = int(changes.get("amount", payment.amount_kobo))
        self.transactions[payment.reference] = {
            "id": 4_000_000_000 + payment.pk,
            "domain": "test",
            "status": "success",
            "reference": payment.reference,
            "amount": amount,
            "requested_amount": payment.amount_kobo,
            "currency": "NGN",
            "fees": fee_of(amount),
            "channel": "card",
            "paid_at": at.isoformat(),
            "gateway_response": "Approved",
            **changes,
        }
        return self.transactions[payment.reference]

    def holds_kobo(self, currency: str = "NGN", domain: str = "test") -> int:
        """What is left of the money of one currency and mode: paid, less fees, refunds paid out and disputes lost."""
        mine = [row for row in self.transactions.values() if (row["currency"], row["domain"]) == (currency, domain)]
        names = {row["reference"] for row in mine}
        back = [row["amount"] for row in self.refunds.values() if row["status"] == "processed" and row["reference"] in names]
        lost = [
            row["refund_amount"]
            for row in self.disputes.values()
            if "accepted" in (row["resolution"] or "") and row["transaction"]["reference"] in names
        ]
        return sum(row["amount"] - (row["fees"] or 0) for row in mine) - sum(back) - sum(lost)

    def makes_refund(self, reference: str, amount_kobo: int, note: str = "") -> dict[str, Any]:
        number = 9_000 + len(self.refunds)
        transaction = self.transactions[reference]
        self.refunds[number] = {
            "id": number,
            "transaction": transaction["id"],
            "reference": reference,
            "amount": amount_kobo,
            "currency": transaction["currency"],
            "status": "pending",
            "merchant_note": note,
        }
        return self.refunds[number]

    def left_kobo(self, reference: str) -> int:
        """What of a transaction has not gone back and is not on its way."""
        live = [row["amount"] for row in self.refunds.values() if row["reference"] == reference and row["status"] != "failed"]
        disputed = [
            row["refund_amount"]
            for row in self.disputes.values()
            if row["transaction"]["reference"] == reference and row["resolution"] != "declined"
        ]
        return int(self.transactions[reference]["amount"]) - sum(live) - sum(disputed)

    def opens_dispute(self, reference: str, due_at: str = "2026-11-24T18:00:00.000Z") -> dict[str, Any]:
        number = 350_000 + len(self.disputes)
        transaction = self.transactions[reference]
        self.disputes[number] = {
            "id": number,
            "refund_amount": self.left_kobo(reference),
            "currency": transaction["currency"],
            "status": "awaiting-merchant-feedback",
            "resolution": None,
            "category": "chargeback",
            "transaction": {"id": transaction["id"], "reference": reference, "amount": transaction["amount"]},
            "dueAt": due_at,
            "resolvedAt": None,
            "domain": transaction["domain"],
        }
        return self.disputes[number]

    def _verify(self, request: requests.PreparedRequest) -> Answer:
        reference = urlsplit(request.url or "").path.rsplit("/", 1)[-1]
        row = self.transactions.get(reference)
        if row is None:
            return 404, {}, json.dumps({"status": False, "message": "Unknown", "code": "transaction_not_found"})
        return _ok(row)

    def _create_refund(self, request: requests.PreparedRequest) -> Answer:
        asked = json.loads(request.body or b"{}")
        if asked["amount"] > self.left_kobo(asked["transaction"]):
            return 400, {}, json.dumps({"status": False, "message": "Refund cannot exceed original", "code": "invalid_amount"})
        row = self.makes_refund(asked["transaction"], asked["amount"], asked.get("merchant_note", ""))
        if self.losing_answers:
            self.losing_answers -= 1
            raise requests.ConnectionError("The answer was lost.")
        return _ok(row)

    def _refund(self, request: requests.PreparedRequest) -> Answer:
        return _shown(self.refunds, request)

    def _refunds_of(self, request: requests.PreparedRequest) -> Answer:
        if self.has_no_refund_list:
            return 404, {}, json.dumps({"status": False, "message": "No such route"})
        number = int(parse_qs(urlsplit(request.url or "").query)["transaction"][0])
        return _ok([row for row in self.refunds.values() if row["transaction"] == number])

    def _dispute(self, request: requests.PreparedRequest) -> Answer:
        return _shown(self.disputes, request)


def _shown(rows: dict[int, dict[str, Any]], request: requests.PreparedRequest) -> Answer:
    row = rows.get(int(urlsplit(request.url or "").path.rsplit("/", 1)[-1]))
    return _ok(row) if row else (404, {}, json.dumps({"status": False, "message": "Not found"}))


def _ok(data: Any) -> Answer:
    return 200, {}, json.dumps({"status": True, "message": "ok", "data": data})
