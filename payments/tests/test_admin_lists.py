from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.admin import EstimatedPaginator
from homework.models import Homework
from payments.admin.lists import search
from payments.models import Payment, SettledTransaction, Settlement
from payments.tests.money_rows import lagos, paid, refunded, student
from tests.builders import make_user, signed_in

LIST = "/admin/payments/payment/"
AT = lagos("2026-11-02 10:00")


@pytest.fixture
def finance(db: None) -> Client:
    return signed_in(make_user("finance", "view_payment"))


def plan_of(rows: Any) -> str:
    """The planner's choice where reading the whole table is not on offer: with few rows it would always prefer that."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return str(rows.explain())


@pytest.fixture
def payment(db: None) -> Payment:
    found = paid(AT, paystack_id=4_099_260_516)
    paid(AT, name="Bola Ade", student=student("Bola Ade", "2348055555555"))
    return found


@pytest.mark.parametrize(
    "words",
    [
        "{reference}",
        "{prefix}",
        "{lower}",
        "{code}",
        "0803 123 4567",
        "+234 803 123 4567",
        "4099260516",
        "ada OB",
        "{homework}",
    ],
)
def test_a_payment_is_found_by_what_finance_holds(payment: Payment, words: str) -> None:
    assert isinstance(payment.homework, Homework)
    term = words.format(
        reference=payment.reference,
        prefix=payment.reference[:9],
        lower=payment.reference.lower(),
        code=payment.student.code,
        homework=payment.homework.code,
    )
    assert list(search(Payment.objects.all(), term)) == [payment]


def test_a_payout_or_a_refund_leads_to_its_payments(payment: Payment) -> None:
    settlement = Settlement.objects.create(
        paystack_id=20261103, mode="test", status="success", currency="NGN", first_seen_at=AT
    )
    SettledTransaction.objects.create(
        settlement=settlement, paystack_id=1, reference=payment.reference, payment=payment, amount_kobo=50_000
    )
    refund = refunded(payment, AT, 100)
    for term in ("20261103", "PSTK_20261103", refund.code):
        assert list(search(Payment.objects.all(), term)) == [payment]
    assert not search(Payment.objects.all(), "R9999").exists()


@pytest.mark.parametrize("term", ["'; drop table", "%", "_", "S", "R", "TL-", "99999999999999999999", "₦500", "\x00"])
def test_odd_words_are_no_error(finance: Client, payment: Payment, term: str) -> None:
    assert finance.get(LIST, {"q": term}).status_code == 200


@pytest.mark.parametrize(
    ("term", "index"),
    [
        ("TL-0123", "payments_payment_reference"),
        ("S1001", "payments_payment_student_id"),
        ("4099260516", "payment_search_by_number"),
    ],
)
def test_each_search_has_its_index(payment: Payment, term: str, index: str) -> None:
    assert index in plan_of(search(Payment.objects.all(), term))


@pytest.mark.parametrize(
    ("by", "index"),
    [("created_at", "payment_list"), ("paid_at", "payment_finance_list"), ("settled_at", "payment_report_by_booking")],
)
def test_each_date_of_the_report_has_its_index(payment: Payment, by: str, index: str) -> None:
    rows = Payment.objects.filter(**{f"{by}__gte": AT, f"{by}__lt": lagos("2026-11-03 00:00")})
    assert index in plan_of(rows)
    assert index in plan_of(Payment.objects.filter(**{f"{by}__gte": AT}).order_by(by, "pk")[:50])


def test_the_list_opens_by_its_index(finance: Client, payment: Payment) -> None:
    rows = finance.get(LIST).context["cl"].result_list
    assert "payment_list" in plan_of(Payment.objects.order_by("-created_at", "-pk")[:50])
    assert list(rows)


def test_the_list_counts_only_so_far(finance: Client, payment: Payment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.admin.lists.EXACT_UP_TO", 5)
    for number in range(10):
        paid(AT, name=f"Student {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE payments_payment")
    paginator = EstimatedPaginator(Payment.objects.order_by("pk"), 2)
    with CaptureQueriesContext(connection) as queries:
        assert (paginator.count, paginator.num_pages) == (12, 3)
    assert all("LIMIT 6" in query["sql"] or query["sql"].startswith("EXPLAIN") for query in queries)
    assert finance.get(LIST, {"p": 3}).status_code == 200


def test_the_list_asks_for_no_distinct_values(finance: Client, payment: Payment) -> None:
    with CaptureQueriesContext(connection) as queries:
        finance.get(LIST, {"date": "paid", "from": "2026-11-02", "to": "2026-11-02", "channel": "card", "counted": "yes"})
    assert not [query["sql"] for query in queries if "DISTINCT" in query["sql"]]
    assert len([query for query in queries if "payments_payment" in query["sql"]]) == 2, "a bounded count, and the rows"


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"date": "paid", "from": "2026-11-02", "to": "2026-11-02"}, 1),
        ({"date": "paid", "from": "2026-11-03"}, 0),
        ({"date": "created", "from": "2026-11-01"}, 1),
        ({"from": "nonsense"}, 2),
        ({"channel": "ussd"}, 1),
        ({"counted": "no"}, 1),
    ],
)
def test_the_filters(finance: Client, db: None, query: dict[str, str], number: int) -> None:
    paid(lagos("2026-11-02 00:05"), created_at=lagos("2026-11-01 23:55"))
    paid(lagos("2026-12-01 00:00"), name="Bola", channel="ussd", paid_currency="GHS", outcome="wrong_currency")
    response = finance.get(LIST, query)
    assert response.status_code == 200
    assert response.context["cl"].queryset.count() == number
