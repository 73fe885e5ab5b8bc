"""After «too many questions» nobody comes back before Paystack says, nor all in the same second."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from payments import inbox
from payments.going_back import refunds
from payments.models import Payment, PaystackEvent, Refund
from payments.paystack.errors import SPREAD_SECONDS, PaystackBusy
from payments.tests.books import Books
from payments.tests.paystack import post_event

RESET, SPREAD = timedelta(seconds=120), timedelta(seconds=SPREAD_SECONDS)
BUSY: Any = (429, {"x-ratelimit-reset": "120"}, "")


def is_spread(moments: list[datetime], since: datetime) -> bool:
    inside = all(since + RESET <= moment <= since + RESET + SPREAD for moment in moments)
    return inside and len({round(moment.timestamp(), 3) for moment in moments}) > len(moments) // 2


def test_events_come_back_apart(payment: Payment, books: Books, client: Client, at: datetime) -> None:
    books.faults = [BUSY] * 8
    for number in range(8):
        post_event(client, "charge_success", payment.reference, id=number)
    events = PaystackEvent.objects.all()
    for event in events:
        inbox.process_event(event_id=event.pk, at=at)
    assert is_spread([event.next_try_at for event in events.all() if event.next_try_at], at)


def test_refunds_come_back_apart(settled: Payment, books: Books, at: datetime) -> None:
    books.faults = [BUSY] * 8
    for _ in range(8):
        refund = Refund.objects.create(payment=settled, amount_kobo=1_000, status="approved", asked_at=at)
        refunds.send_refund(refund_id=refund.pk, at=at)
    assert set(Refund.objects.values_list("status", flat=True)) == {"approved"}
    assert not books.refunds
    assert is_spread([refund.next_check_at for refund in Refund.objects.all() if refund.next_check_at], at)


@pytest.mark.parametrize(("least", "wait"), [(30, 60), (300, 300)])
def test_a_longer_pause_of_our_own_is_kept_and_spread_too(least: int, wait: int) -> None:
    pauses = {PaystackBusy(60).pause(at_least=timedelta(seconds=least)).total_seconds() for _ in range(20)}
    assert len(pauses) > 10
    assert min(pauses) >= wait
    assert max(pauses) <= wait + SPREAD_SECONDS
