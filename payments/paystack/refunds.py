"""What we ask of Paystack about money that goes back (https://paystack.com/docs/api/refund/, https://paystack.com/docs/api/dispute/)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from payments.paystack.errors import PaystackDown
from payments.paystack.http import call, entity, moment, page_count, text, whole

MOST_PAGES = 50


@dataclass(frozen=True)
class RefundFacts:
    """One refund as Paystack tells it; `status` is Paystack's word, amounts are hundredths of the currency.

    It names its transaction by number, by reference, or both; `dispute_id` where a lost dispute made it.
    """

    id: int | None
    transaction_id: int | None
    reference: str
    dispute_id: int | None
    status: str
    amount_kobo: int | None
    currency: str
    merchant_note: str


@dataclass(frozen=True)
class DisputeFacts:
    """One dispute as Paystack tells it, in an event or when asked."""

    id: int | None
    transaction_id: int | None
    reference: str
    status: str
    resolution: str
    category: str
    amount_kobo: int | None
    due_at: datetime | None
    resolved_at: datetime | None


def create(*, reference: str, amount_kobo: int, currency: str, merchant_note: str) -> RefundFacts:
    """Asks Paystack to send money back. There is no key against doing it twice, so a lost answer must be looked up.

    Args:
        amount_kobo: always sent: without it Paystack takes the whole original amount.
        merchant_note: shown to staff in the dashboard; ours names the refund, so that it can be found again.

    Raises:
        PaystackProblem: with `may_have_happened` where the refund may exist although no answer says so.
    """
    body = {"transaction": reference, "amount": amount_kobo, "currency": currency, "merchant_note": merchant_note}
    return refund_facts(entity(call("POST", "/refund", json=body)))


def fetch(refund_id: int) -> RefundFacts:
    """Asks what became of a refund.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    return refund_facts(entity(call("GET", f"/refund/{refund_id}")))


def of_transaction(transaction_id: int) -> list[RefundFacts]:
    """Lists the refunds of one transaction, which must be named by Paystack's number: a reference finds nothing.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    found: list[RefundFacts] = []
    for page in range(1, MOST_PAGES + 1):
        answer = call("GET", "/refund", params={"transaction": str(transaction_id), "perPage": "100", "page": str(page)})
        rows = answer.get("data")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise PaystackDown("Paystack's list of refunds could not be read.")
        # A list that ignores the filter must not lend us another transaction's refunds.
        found += [facts for facts in map(refund_facts, rows) if facts.transaction_id in {None, transaction_id}]
        if not rows or page >= page_count(answer.get("meta")):
            return found
    raise PaystackDown("Paystack's list of refunds does not end.")


def fetch_dispute(dispute_id: int) -> DisputeFacts:
    """Asks how a dispute stands.

    Raises:
        PaystackProblem: if no usable answer came.
    """
    return dispute_facts(entity(call("GET", f"/dispute/{dispute_id}")))


def refund_facts(data: dict[str, Any]) -> RefundFacts:
    inner = data.get("transaction")
    nested = inner.get("reference") if isinstance(inner, dict) else None
    return RefundFacts(
        id=whole(data.get("id")),
        transaction_id=_number(inner),
        reference=text(nested) or text(data.get("transaction_reference")),
        dispute_id=_number(data.get("dispute")),
        status=text(data.get("status")).lower().replace("_", "-"),
        amount_kobo=whole(data.get("amount")),
        currency=text(data.get("currency")).upper(),
        merchant_note=text(data.get("merchant_note")),
    )


def dispute_facts(data: dict[str, Any]) -> DisputeFacts:
    inner = data.get("transaction")
    inside = inner if isinstance(inner, dict) else {}
    amount = whole(data.get("refund_amount"))
    return DisputeFacts(
        id=whole(data.get("id")),
        transaction_id=_number(inner),
        reference=text(inside.get("reference")) or text(data.get("transaction_reference")),
        status=text(data.get("status")).lower(),
        resolution=text(data.get("resolution")).lower(),
        category=text(data.get("category")),
        amount_kobo=amount or whole(inside.get("amount")),
        due_at=moment(data.get("dueAt") or data.get("due_at")),
        resolved_at=moment(data.get("resolvedAt") or data.get("resolved_at")),
    )


def _number(value: object) -> int | None:
    """Returns the number of something that Paystack shows either in full or by its number alone."""
    return whole(value.get("id") if isinstance(value, dict) else value)
