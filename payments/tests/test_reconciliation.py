import json
import re
from datetime import datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
import responses
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payments.models import Difference, FinanceTask, ListedPayment, Payment, ReconciliationRun, SettledTransaction, Settlement
from payments.reconciliation import reconcile
from payments.tests.money_rows import lagos, lost_dispute, paid, refunded
from payments.tests.paystack import HTML_WALL, Announcements, knows_nothing_of, payload, verifies
from tests.builders import make_payment, make_user, signed_in

NIGHT = lagos("2026-11-22 02:00")
PAID_AT = lagos("2026-11-21 12:00")
Kind = Difference.Kind


class Books:
    """Paystack's lists, as a test fills them. `seen` keeps the questions asked."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self.mock = mock
        self.transactions: list[dict[str, Any]] = []
        self.refunds: list[dict[str, Any]] = []
        self.disputes: list[dict[str, Any]] = []
        self.settlements: list[dict[str, Any]] = []
        self.settled: dict[int, list[dict[str, Any]]] = {}
        self.per_page = 100
        self.seen: list[dict[str, str]] = []
        for path in ("transaction", "refund", "dispute", "settlement"):
            mock.add_callback("GET", f"{settings.PAYSTACK_API_URL}/{path}", self._answer(path))

    def holds(self, payment: Payment, **changes: Any) -> dict[str, Any]:
        row = {
            "id": 4_000_000 + payment.pk,
            "reference": payment.reference,
            "status": "success",
            "amount": payment.paid_amount_kobo or payment.amount_kobo,
            "currency": "NGN",
            "domain": "test",
            "fees": payment.fees_kobo,
            "channel": "card",
        } | changes
        self.transactions.append(row)
        return row

    def pays_out(self, number: int, rows: list[dict[str, Any]], **changes: Any) -> None:
        gross, fees = sum(row["amount"] for row in rows), sum(row["fees"] or 0 for row in rows)
        facts = {"status": "success", "currency": "NGN", "settlement_date": "2026-11-22T06:00:00.000Z"}
        self.settlements.append(
            {"id": number, "total_processed": gross, "total_fees": fees, "effective_amount": gross - fees} | facts | changes
        )
        self.settled[number] = rows
        url = f"{settings.PAYSTACK_API_URL}/settlement/{number}/transactions"
        self.mock.add_callback("GET", url, lambda request: self._page(request, self.settled[number]))

    def _answer(self, path: str) -> Any:
        names = {"transaction": "transactions", "refund": "refunds", "dispute": "disputes", "settlement": "settlements"}
        return lambda request: self._page(request, getattr(self, names[path]))

    def _page(self, request: Any, rows: list[dict[str, Any]]) -> tuple[int, dict[str, str], str]:
        asked = request.params
        self.seen.append(asked)
        if asked.get("use_cursor") == "true":
            start = int(asked.get("next", "0"))
            end = start + self.per_page
            meta: dict[str, Any] = {"next": str(end) if end < len(rows) else None, "previous": None, "perPage": self.per_page}
        else:
            page = int(asked.get("page", "1"))
            start, end = (page - 1) * self.per_page, page * self.per_page
            meta = {"page": page, "pageCount": max(-(-len(rows) // self.per_page), 1), "total": len(rows)}
        return 200, {}, json.dumps({"status": True, "message": "ok", "data": rows[start:end], "meta": meta})


@pytest.fixture
def books(db: None, paystack: responses.RequestsMock) -> Books:
    return Books(paystack)


def compare(at: datetime = NIGHT) -> ReconciliationRun:
    return reconcile(at=at, most_steps=1000)


def found() -> list[tuple[str, str]]:
    return sorted(Difference.objects.filter(gone_at=None).values_list("kind", "reference"))


def open_tasks() -> list[str]:
    return sorted(FinanceTask.objects.filter(resolved_at=None).values_list("kind", flat=True))


def test_equal_books_leave_no_task_and_mark_the_payments(books: Books) -> None:
    payment = paid(PAID_AT)
    books.holds(payment)
    run = compare()
    assert run.finished_at == NIGHT
    assert run.counts == {"listed": 1, "refunds": 0, "disputes": 0, "payouts": 0}
    assert found() == []
    assert open_tasks() == []
    assert ListedPayment.objects.get().agreed_at == NIGHT


def test_four_kinds_of_difference_become_four_tasks(books: Books, paystack: responses.RequestsMock) -> None:
    gone, amount, fee = (paid(PAID_AT, name=name) for name in ("Gone", "Amount", "Fee"))
    knows_nothing_of(paystack, gone)
    books.holds(amount, amount=40_000)
    books.holds(fee, fees=1)
    books.transactions.append(
        {"id": 1, "reference": "SHOP-7", "status": "success", "amount": 700, "currency": "NGN", "domain": "test", "fees": 10}
    )
    before = list(Payment.objects.order_by("pk").values())
    compare()
    assert found() == [
        ("amount", amount.reference),
        ("fee", fee.reference),
        ("only_ours", gone.reference),
        ("only_theirs", "SHOP-7"),
    ]
    assert open_tasks() == ["amount_differs", "fee_differs", "only_ours", "only_theirs"]
    task = FinanceTask.objects.get(kind="amount_differs")
    assert task.payment == amount
    assert task.text == f"{amount.reference}: we booked ₦500, Paystack says ₦400."
    assert list(Payment.objects.order_by("pk").values()) == before, "nothing is mended in silence"
    assert not ListedPayment.objects.filter(payment__in=[amount, fee], agreed_at__isnull=False).exists()


def test_what_each_comparison_found_leads_to_its_rows(books: Books, paystack: responses.RequestsMock) -> None:
    gone, fee, other_fee = (paid(PAID_AT, name=name) for name in ("Gone", "Fee", "Other fee"))
    knows_nothing_of(paystack, gone)
    rows = [books.holds(payment, fees=1) for payment in (fee, other_fee)]
    compare()
    rows[0]["fees"] = fee.fees_kobo
    compare(NIGHT + timedelta(days=1))
    client = signed_in(make_user("finance", "view_difference", "view_reconciliationrun"))
    page = client.get("/admin/payments/reconciliationrun/").content.decode()
    links = re.findall(r'<a href="([^"]*payments/difference/[^"]+)">(only ours|fee) (\d)</a>', page)
    assert [(name, number) for _, name, number in links] == [
        ("fee", "1"),
        ("only ours", "1"),
        ("fee", "2"),
        ("only ours", "1"),
    ], "the latest comparison first"
    for url, _, number in links:
        assert client.get(unescape(url)).context["cl"].queryset.count() == int(number)
    assert "listed 2" in page


def test_the_same_difference_is_one_task_every_night(books: Books) -> None:
    payment = paid(PAID_AT)
    books.holds(payment, amount=40_000)
    compare()
    books.transactions[0]["amount"] = 30_000
    compare(NIGHT + timedelta(days=1))
    task = FinanceTask.objects.get()
    assert task.text.endswith("Paystack says ₦300.")
    difference = Difference.objects.get()
    assert (difference.theirs_kobo, difference.first_seen_at, difference.last_seen_at) == (
        30_000,
        NIGHT,
        NIGHT + timedelta(days=1),
    )


def test_a_difference_that_is_gone_closes_its_task_and_one_that_returns_opens_another(books: Books) -> None:
    payment = paid(PAID_AT)
    row = books.holds(payment, amount=40_000)
    compare()
    row["amount"] = 50_000
    compare(NIGHT + timedelta(days=1))
    assert found() == []
    assert open_tasks() == []
    assert FinanceTask.objects.get().resolution == "A later comparison found both sides equal."
    assert ListedPayment.objects.get().agreed_at == NIGHT + timedelta(days=1)
    row["amount"] = 40_000
    compare(NIGHT + timedelta(days=2))
    assert open_tasks() == ["amount_differs"]
    assert FinanceTask.objects.count() == 2


@pytest.mark.parametrize(("status", "told", "differences"), [("success", "confirmed", []), ("reversed", "held", ["amount"])])
def test_money_that_came_there_and_is_open_here_is_settled(
    books: Books,
    paystack: responses.RequestsMock,
    homework: Any,
    announced: Announcements,
    status: str,
    told: str,
    differences: list[str],
) -> None:
    payment = make_payment(homework, at=NIGHT - timedelta(hours=5))
    answer = payload("verify_success_card", payment.reference, status=status)["data"]
    verifies(paystack, payment, "verify_success_card", status=status)
    books.transactions.append(answer)
    run = compare()
    assert run.counts["settled"] == 1
    assert announced.names == [told]
    assert [kind for kind, _ in found()] == differences, "until the refund itself is known"


def test_a_booked_payment_that_they_call_failed_is_only_ours(books: Books) -> None:
    payment = paid(PAID_AT)
    books.holds(payment, status="failed")
    compare()
    assert found() == [("only_ours", payment.reference)]


def test_money_that_went_back_there_must_have_gone_back_here(books: Books) -> None:
    unknown, known = paid(PAID_AT), paid(PAID_AT, name="Bola")
    refunded(known, NIGHT - timedelta(hours=3), 50_000)
    books.holds(unknown, status="reversed")
    books.holds(known, status="reversed")
    compare()
    assert ("amount", unknown.reference) in found()
    assert ("amount", known.reference) not in found()


def test_attempts_without_money_are_no_difference(books: Books, homework: Any) -> None:
    books.holds(make_payment(homework, at=NIGHT - timedelta(hours=2)), status="abandoned")
    books.transactions.append({"id": 1, "reference": "SHOP-8", "status": "abandoned", "amount": 700, "currency": "NGN"})
    compare()
    assert found() == []


def test_payments_outside_the_span_are_left_alone(books: Books) -> None:
    old = paid(NIGHT - timedelta(days=40))
    books.holds(old)
    compare()
    later = NIGHT + timedelta(days=10)
    books.transactions.clear()
    compare(later)
    assert found() == []
    assert ReconciliationRun.objects.latest("pk").since == NIGHT - timedelta(days=4)
    assert books.seen[-4]["from"] == "2026-11-18T01:00:00.000Z", "four days before the end of the last comparison"


def test_a_payment_that_their_list_leaves_out_is_asked_about(books: Books, paystack: responses.RequestsMock) -> None:
    payment = paid(PAID_AT)
    verifies(paystack, payment, "verify_success_card", amount=50_000, fees=payment.fees_kobo)
    assert compare().counts["asked"] == 1
    assert found() == []
    assert ListedPayment.objects.get().agreed_at == NIGHT


def test_refunds_and_disputes_are_compared(books: Books) -> None:
    payment, other = paid(PAID_AT), paid(PAID_AT, name="Bola")
    ours = refunded(payment, NIGHT - timedelta(hours=8), 20_000)
    lonely = refunded(other, NIGHT - timedelta(hours=8), 10_000)
    type(ours).objects.update(sent_at=NIGHT - timedelta(hours=9))
    dispute = lost_dispute(payment, NIGHT - timedelta(hours=2), 30_000)
    books.holds(payment)
    books.holds(other)
    books.refunds = [
        {"id": ours.paystack_id, "transaction": 4_000_000, "amount": 15_000, "currency": "NGN", "status": "processed"},
        {"id": 77, "transaction_reference": other.reference, "amount": "9000", "currency": "NGN", "status": "pending"},
    ]
    books.disputes = [
        {"id": dispute.paystack_id, "status": "resolved", "resolution": "declined", "refund_amount": 30_000},
        {"id": 78, "status": "pending", "refund_amount": 50_000, "transaction": {"reference": "SHOP-7"}},
    ]
    compare()
    assert found() == [
        ("dispute", "dispute 78"),
        ("dispute", f"dispute {dispute.paystack_id}"),
        ("refund", "refund 77"),
        ("refund", f"refund {ours.paystack_id}"),
        ("refund", f"refund {lonely.paystack_id}"),
    ]
    assert Difference.objects.get(reference="refund 77").payment == other


def test_refunds_and_disputes_whose_webhook_never_came_are_followed_up(books: Books, paystack: responses.RequestsMock) -> None:
    payment, other = paid(PAID_AT, paystack_id=4_000_000), paid(PAID_AT, name="Bola")
    books.holds(payment, id=4_000_000)
    books.holds(other)
    books.refunds = [{"id": 77, "transaction": 4_000_000, "amount": 20_000, "currency": "NGN", "status": "processed"}]
    disputed = {"id": 78, "status": "pending", "refund_amount": 50_000, "transaction": {"reference": other.reference}}
    books.disputes = [disputed]
    paystack.get(f"{settings.PAYSTACK_API_URL}/dispute/78", json={"status": True, "message": "ok", "data": disputed})
    run = compare()
    assert (run.counts["refunds_followed"], run.counts["disputes_followed"]) == (1, 1)
    assert found() == []
    assert "external_refund" in open_tasks()
    assert "dispute" in open_tasks()
    assert payment.refunds.get().status == "processed"
    assert other.disputes.get().is_open


def test_payouts_are_stored_with_their_transactions(books: Books) -> None:
    payment = paid(PAID_AT)
    row = books.holds(payment)
    stranger = row | {"id": 5, "reference": "SHOP-9"}
    books.pays_out(20261122, [row, stranger])
    books.pays_out(20261123, [row], status="pending")
    compare()
    settlement = Settlement.objects.get(paystack_id=20261122)
    assert (settlement.gross_kobo, settlement.fees_kobo, settlement.net_kobo) == (100_000, 1500, 98_500)
    assert payment.settled_in.settlement == settlement
    assert payment.settled_in.paystack_id == row["id"]
    assert SettledTransaction.objects.get(reference="SHOP-9").payment is None
    books.settlements[1]["status"] = "success"
    books.settled[20261123] = []
    compare(NIGHT + timedelta(days=1))
    assert found() == [("payout", "payout 20261123")], "its transactions do not add up to what Paystack says"


def test_a_long_list_is_read_to_its_end_by_cursor(books: Books) -> None:
    books.per_page = 2
    for number in range(5):
        books.holds(paid(PAID_AT + timedelta(minutes=number)))
    assert compare().counts["listed"] == 5
    assert [asked.get("next") for asked in books.seen[:3]] == [None, "2", "4"]


@pytest.mark.parametrize(("status", "body"), [(429, "{}"), (502, HTML_WALL), (200, HTML_WALL), (403, HTML_WALL), (401, "{}")])
def test_an_outage_ends_the_command_with_code_four_and_the_next_run_goes_on(
    books: Books, paystack: responses.RequestsMock, status: int, body: str
) -> None:
    books.per_page = 2
    for number in range(5):
        books.holds(paid(PAID_AT + timedelta(minutes=number)))
    url = f"{settings.PAYSTACK_API_URL}/transaction"
    listed, turns = books._answer("transaction"), iter([True, False, True, True])

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        return listed(request) if next(turns) else (status, {}, body)

    paystack.remove("GET", url)
    paystack.add_callback("GET", url, answer)
    with pytest.raises(CommandError) as caught:
        run_command()
    assert caught.value.returncode == 4
    left = ReconciliationRun.objects.get()
    assert (left.place, left.counts, left.finished_at) == ("2", {"listed": 2}, None)
    assert left.problem
    assert ListedPayment.objects.count() == 2
    reconcile(at=NIGHT + timedelta(hours=1), most_steps=1000)
    left.refresh_from_db()
    assert left.counts["listed"] == 5
    assert left.finished_at
    assert not left.problem
    assert [asked.get("next") for asked in books.seen[:3]] == [None, "2", "4"]


def test_a_run_that_was_cut_short_goes_on_and_a_new_one_follows(books: Books) -> None:
    books.per_page = 1
    for number in range(3):
        books.holds(paid(PAID_AT + timedelta(minutes=number)))
    assert run_command(limit=2)["listed"] == 2
    assert ReconciliationRun.objects.get().finished_at is None
    assert run_command(now=(NIGHT + timedelta(hours=1)).isoformat())["listed"] == 6, "the rest, and the whole span again"
    assert ReconciliationRun.objects.filter(finished_at__isnull=False).count() == 2


def test_a_list_that_may_not_be_read_does_not_stop_the_others(books: Books, paystack: responses.RequestsMock) -> None:
    url = f"{settings.PAYSTACK_API_URL}/dispute"
    paystack.remove("GET", url)
    paystack.get(url, json={"status": False, "message": "no"}, status=404)
    books.pays_out(20261122, [books.holds(paid(PAID_AT))])
    with pytest.raises(CommandError) as caught:
        run_command()
    assert caught.value.returncode == 1
    assert Settlement.objects.count() == 1
    assert ReconciliationRun.objects.get().finished_at


def test_a_dry_run_asks_nobody(books: Books) -> None:
    paid(PAID_AT)
    assert run_command(dry_run=True)["payments"] == 1
    assert books.seen == []
    assert not ReconciliationRun.objects.exists()


def test_a_page_costs_a_fixed_number_of_statements(books: Books) -> None:
    books.holds(paid(PAID_AT))
    with CaptureQueriesContext(connection) as few:
        compare()
    for number in range(20):
        books.holds(paid(PAID_AT + timedelta(minutes=number)))
    with CaptureQueriesContext(connection) as many:
        compare(NIGHT + timedelta(hours=1))
    assert len(many) <= len(few)


def run_command(**options: Any) -> dict[str, Any]:
    out = StringIO()
    given = {"now": NIGHT.isoformat()} | options
    call_command("reconcile_paystack", json=True, stdout=out, stderr=StringIO(), **given)
    summary: dict[str, Any] = json.loads(out.getvalue())
    return summary
