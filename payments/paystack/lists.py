"""What Paystack lists, page by page: transactions, refunds, disputes, settlements (https://paystack.com/docs/api/).

Transactions and disputes are listed by cursor, refunds and settlements by page number; a list that gives no cursor although
one was asked for is followed by page number too. `Page.following` says where to go on, empty at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from payments.paystack.client import Transaction, transaction
from payments.paystack.errors import PaystackDown
from payments.paystack.http import call, moment, page_count, text, whole
from payments.paystack.refunds import DisputeFacts, RefundFacts, dispute_facts, refund_facts

PER_PAGE = 100
BY_PAGE = "page:"
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list, and where the next one begins."""

    items: list[Item]
    following: str


@dataclass(frozen=True)
class ListedSettlement:
    """A payout to our bank account. Amounts in kobo: `net_kobo` is what reaches the bank."""

    id: int
    status: str
    currency: str
    gross_kobo: int | None
    fees_kobo: int | None
    net_kobo: int | None
    paid_out_at: datetime | None


def transactions(*, since: datetime, until: datetime, at: str = "") -> Page[Transaction]:
    """Lists the transactions made in a span of time.

    Raises:
        PaystackProblem: if no usable answer came, as for the other lists.
    """
    return _page("/transaction", transaction, _span(since, until) | {"use_cursor": "true"}, at)


def refunds(*, since: datetime, until: datetime, at: str = "") -> Page[RefundFacts]:
    return _page("/refund", refund_facts, _span(since, until), at)


def disputes(*, since: datetime, until: datetime, at: str = "") -> Page[DisputeFacts]:
    return _page("/dispute", dispute_facts, _span(since, until) | {"use_cursor": "true"}, at)


def settlements(*, since: datetime, until: datetime, at: str = "") -> Page[ListedSettlement]:
    """Lists payouts. Paystack makes none in test mode."""
    return _page("/settlement", _settlement, _span(since, until), at)


def settled_transactions(*, settlement_id: int, at: str = "") -> Page[Transaction]:
    """Lists what one payout paid out."""
    return _page(f"/settlement/{settlement_id}/transactions", transaction, {}, at)


def _span(since: datetime, until: datetime) -> dict[str, str]:
    form = "%Y-%m-%dT%H:%M:%S.000Z"
    return {"from": since.astimezone(UTC).strftime(form), "to": until.astimezone(UTC).strftime(form)}


def _page(path: str, read: Callable[[dict[str, Any]], Item], query: dict[str, str], at: str) -> Page[Item]:
    place = {"page": at.removeprefix(BY_PAGE)} if at.startswith(BY_PAGE) else {"next": at} if at else {}
    answer = call("GET", path, params=query | place | {"perPage": str(PER_PAGE)})
    rows = answer.get("data")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PaystackDown("Paystack's list could not be read.")
    following = _following(answer.get("meta"), asked_for_cursor="use_cursor" in query) if rows else ""
    if following and following == at:
        raise PaystackDown("Paystack's list does not move on.")
    return Page([read(row) for row in rows], following)


def _following(meta: object, *, asked_for_cursor: bool) -> str:
    """Returns where the next page begins; the end of a cursor is told by nothing, null, or the word `null`."""
    if not isinstance(meta, dict):
        return ""
    if asked_for_cursor and "next" in meta:
        following = text(meta["next"])
        return "" if following == "null" else following
    page = whole(meta.get("page"))
    return f"{BY_PAGE}{page + 1}" if page is not None and page < page_count(meta) else ""


def _settlement(data: dict[str, Any]) -> ListedSettlement:
    number = whole(data.get("id"))
    if number is None:
        raise PaystackDown("Paystack lists a settlement without its number.")
    net = whole(data.get("effective_amount"))
    return ListedSettlement(
        id=number,
        status=text(data.get("status")).lower(),
        currency=text(data.get("currency")).upper(),
        gross_kobo=whole(data.get("total_processed")),
        fees_kobo=whole(data.get("total_fees")),
        net_kobo=net if net is not None else whole(data.get("total_amount")),
        paid_out_at=moment(data.get("settlement_date") or data.get("settled_at")),
    )
