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
from django.utils.dateparse import parse_datetime

from core.clock import now
from payments.models import Payment

Row = dict[str, Any]
Answer = tuple[int, dict[str, str], str]
MONEY_CAME = "success"
PAGE = "https://checkout.paystack.example/"


def fee_of(amount_kobo: int) -> int:
    """Local cards and transfers: 1.5 % and 100 naira, which falls away below 2,500 naira; 2,000 naira at most."""
    return min(amount_kobo * 15 // 1000 + (10_000 if amount_kobo >= 250_000 else 0), 200_000)


@dataclass
class Books:
    """Makes checkout pages, answers verify, takes refunds, shows disputes and lists it all as its tables stand; tests move
    the tables. Lists hold what was made in the span that is asked for."""

    mock: responses.RequestsMock
    transactions: dict[str, Row] = field(default_factory=dict)
    refunds: dict[int, Row] = field(default_factory=dict)
    disputes: dict[int, Row] = field(default_factory=dict)
    has_no_refund_list: bool = False
    """Whether it stands for an emulator that lists no refunds."""
    shows_reversals: bool = False
    """Whether a transaction's status follows its refunds: reversal-pending while one is on its way, reversed at the end."""
    faults: list[Answer] = field(default_factory=list)
    """What the next calls are answered with instead, nothing being done."""
    losing_answers: int = 0
    """How many of the next calls that make something are carried out without an answer."""

    def __post_init__(self) -> None:
        for method, path, answer in (
            ("POST", "/transaction/initialize$", self._initialize),
            ("GET", "/transaction/verify/.+", self._verify),
            ("POST", "/refund$", self._create_refund),
            ("GET", r"/refund/\d+", self._refund),
            ("GET", r"/refund\?.*transaction=.*", self._refunds_of),
            ("GET", r"/dispute/\d+", self._dispute),
            ("GET", r"/transaction\?.*", lambda request: _ok(_made_in(request, self._of_our_mode()))),
            ("GET", r"/refund\?(?!.*transaction=).*", lambda request: _ok(_made_in(request, list(self.refunds.values())))),
            ("GET", r"/dispute\?.*", lambda request: _ok(_made_in(request, list(self.disputes.values())))),
            ("GET", r"/settlement\?.*", lambda request: _ok([])),
        ):
            url = re.compile(re.escape(settings.PAYSTACK_API_URL) + path)
            self.mock.add_callback(method, url, self._unless_faulty(answer))

    def _unless_faulty(self, answer: Callable[[requests.PreparedRequest], Answer]) -> Callable[..., Answer]:
        return lambda request: self.faults.pop() if self.faults else answer(request)

    def _of_our_mode(self) -> list[Row]:
        return [self.shown(row) for row in self.transactions.values() if row["domain"] == "test"]

    def receives(self, payment: Payment, at: datetime, **changes: Any) -> Row:
        """The payer has paid: by default exactly what was asked."""
        amount = int(changes.get("amount", payment.amount_kobo))
        row = self._opened(payment.reference, payment.amount_kobo)
        row |= {"status": MONEY_CAME, "amount": amount, "fees": fee_of(amount), "channel": "card"}
        row |= {"paid_at": at.isoformat(), "gateway_response": "Approved", **changes}
        return row

    def _opened(self, reference: str, amount_kobo: int) -> Row:
        row = {
            "id": 4_000_000_000 + len(self.transactions),
            "domain": "test",
            "status": "abandoned",
            "reference": reference,
            "amount": amount_kobo,
            "requested_amount": amount_kobo,
            "currency": "NGN",
            "fees": None,
            "channel": "card",
            "paid_at": None,
            "created_at": now().isoformat(),
            "gateway_response": "The transaction was not completed",
        }
        return self.transactions.setdefault(reference, row)

    def paid(self) -> list[Row]:
        """The transactions whose money came, whatever became of it."""
        return [row for row in self.transactions.values() if row["paid_at"]]

    def shown(self, row: Row) -> Row:
        """A transaction as it shows it, with what its refunds and disputes make of its status."""
        if row["status"] != MONEY_CAME or not self.shows_reversals:
            return row
        mine = [refund for refund in self.refunds.values() if refund["reference"] == row["reference"]]
        if any(refund["status"] not in {"processed", "failed"} for refund in mine):
            return row | {"status": "reversal-pending"}
        return row | {"status": "reversed"} if self.gone_kobo([row]) == row["amount"] else row

    def gone_kobo(self, rows: list[Row]) -> int:
        """What has gone back of these transactions for good: refunds paid out and disputes lost."""
        names = {row["reference"] for row in rows}
        back = [row for row in self.refunds.values() if row["status"] == "processed" and not row.get("dispute")]
        lost = [row for row in self.disputes.values() if "accepted" in (row["resolution"] or "")]
        refunded = sum(int(row["amount"]) for row in back if row["reference"] in names)
        return refunded + sum(int(row["refund_amount"]) for row in lost if row["transaction"]["reference"] in names)

    def holds_kobo(self, currency: str = "NGN", domain: str = "test") -> int:
        """What is left of the money of one currency and mode: paid, less fees, refunds paid out and disputes lost."""
        mine = [row for row in self.paid() if (row["currency"], row["domain"]) == (currency, domain)]
        return sum(int(row["amount"]) - int(row["fees"] or 0) for row in mine) - self.gone_kobo(mine)

    def makes_refund(self, reference: str, amount_kobo: int, note: str = "") -> Row:
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
            "created_at": now().isoformat(),
        }
        return self.refunds[number]

    def left_kobo(self, reference: str) -> int:
        """What of a transaction has not gone back, is not on its way and not asked back."""
        mine = [row for row in self.refunds.values() if row["reference"] == reference and not row.get("dispute")]
        disputed = [
            int(row["refund_amount"])
            for row in self.disputes.values()
            if row["transaction"]["reference"] == reference and row["resolution"] != "declined"
        ]
        live = [int(row["amount"]) for row in mine if row["status"] != "failed"]
        return int(self.transactions[reference]["amount"]) - sum(live) - sum(disputed)

    def opens_dispute(self, reference: str, due_at: str = "2026-11-24T18:00:00.000Z") -> Row:
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
            "created_at": now().isoformat(),
        }
        return self.disputes[number]

    def resolves_dispute(self, row: Row, resolution: str, at: datetime) -> None:
        row |= {"status": "resolved", "resolution": resolution, "resolvedAt": at.isoformat()}

    def _initialize(self, request: requests.PreparedRequest) -> Answer:
        asked = json.loads(request.body or b"{}")
        if asked["reference"] in self.transactions:
            return _refused(400, "duplicate_reference")
        self._opened(asked["reference"], asked["amount"])
        self._may_lose_the_answer()
        made = {"authorization_url": PAGE + asked["reference"], "access_code": "code", "reference": asked["reference"]}
        return _ok(made)

    def _may_lose_the_answer(self) -> None:
        if self.losing_answers:
            self.losing_answers -= 1
            raise requests.ConnectionError("The answer was lost.")

    def _verify(self, request: requests.PreparedRequest) -> Answer:
        row = self.transactions.get(urlsplit(request.url or "").path.rsplit("/", 1)[-1])
        return _ok(self.shown(row)) if row else _refused(404, "transaction_not_found")

    def _create_refund(self, request: requests.PreparedRequest) -> Answer:
        asked = json.loads(request.body or b"{}")
        if asked["amount"] > self.left_kobo(asked["transaction"]):
            return _refused(400, "invalid_amount", "Refund cannot exceed original")
        row = self.makes_refund(asked["transaction"], asked["amount"], asked.get("merchant_note", ""))
        self._may_lose_the_answer()
        return _ok(row)

    def _refund(self, request: requests.PreparedRequest) -> Answer:
        return _one_of(self.refunds, request)

    def _refunds_of(self, request: requests.PreparedRequest) -> Answer:
        if self.has_no_refund_list:
            return 404, {}, json.dumps({"status": False, "message": "No such route"})
        number = int(parse_qs(urlsplit(request.url or "").query)["transaction"][0])
        return _ok([row for row in self.refunds.values() if row["transaction"] == number])

    def _dispute(self, request: requests.PreparedRequest) -> Answer:
        return _one_of(self.disputes, request)


def _made_in(request: requests.PreparedRequest, rows: list[Row]) -> list[Row]:
    asked = parse_qs(urlsplit(request.url or "").query)
    since, until = (parse_datetime(asked[name][0]) for name in ("from", "to"))
    assert since
    assert until
    return [row for row in rows if since <= datetime.fromisoformat(row["created_at"]) <= until]


def _one_of(rows: dict[int, Row], request: requests.PreparedRequest) -> Answer:
    row = rows.get(int(urlsplit(request.url or "").path.rsplit("/", 1)[-1]))
    return _ok(row) if row else _refused(404, "not_found")


def _ok(data: Any) -> Answer:
    return 200, {}, json.dumps({"status": True, "message": "ok", "data": data})


def _refused(status: int, code: str, message: str = "No") -> Answer:
    return status, {}, json.dumps({"status": False, "message": message, "code": code})
