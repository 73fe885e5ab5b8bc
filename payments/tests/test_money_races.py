"""The lock is what makes one settlement of many: the same race, with the lock and without it."""

from datetime import datetime
from unittest.mock import patch

import pytest
import responses

from core.clock import now
from payments.models import LedgerTransaction, Payment
from payments.services import settle
from payments.tests.paystack import Announcements, payload, verify_url
from payments.tests.test_races import answers_when_all_have_asked
from tests.builders import make_payment
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
ROADS = 6


def race(payment: Payment, at: datetime) -> list[Exception]:
    """All roads hold Paystack's answer before any of them books."""
    with responses.RequestsMock() as paystack:
        body = payload("verify_success_card", payment.reference)
        paystack.add_callback("GET", verify_url(payment.reference), answers_when_all_have_asked(ROADS, body))
        return together(*[lambda: settle(reference=payment.reference, at=at)] * ROADS)


def test_with_the_lock_all_roads_find_one_settlement(announced: Announcements) -> None:
    payment = make_payment()
    assert race(payment, now()) == []
    assert announced.names == ["confirmed"]
    assert LedgerTransaction.objects.filter(payment=payment).count() == 1


def test_without_the_lock_the_roads_collide(announced: Announcements) -> None:
    """Shows that the test above proves something; even then the ledger books the money once."""
    payment = make_payment()
    with patch("payments.paying.settlement.locked", lambda payment: Payment.objects.get(pk=payment.pk)):
        problems = race(payment, now())
    assert problems != []
    assert LedgerTransaction.objects.filter(payment=payment).count() == 1
