"""One period is charged once, however many ask for it in the same moment."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import responses
from django.conf import settings

from core.clock import now
from payments.models import Payment, Plan, SavedCard, Subscription
from payments.renewing import renewals
from payments.tests.paystack import Announcements, payload
from tests.builders import make_payment, make_subscription
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 5


@pytest.fixture
def period(transactional_db: None) -> Subscription:
    """A period that ends in twelve hours, announced, of a student who agreed to a card."""
    known, at = make_payment(), now()
    plan = Plan.objects.get()
    SavedCard.objects.create(
        student=known.student,
        plan=plan,
        payment=known,
        price_kobo=plan.price_kobo,
        consent_message_id="m1",
        mode="test",
        email=known.student.payment_email,
        authorization_code="AUTH_1",
        last4="4081",
        brand="visa",
        read_at=at,
    )
    return make_subscription(
        known.student,
        starts_at=at - timedelta(days=29),
        ends_at=at + timedelta(hours=12),
        reminded_before_at=at - timedelta(days=2),
    )


def charges_in_a_race(period: Subscription, at: datetime) -> list[str]:
    """Lets several runs renew at once; returns the references that Paystack was asked to charge."""
    charged: list[str] = []

    def charge(request: Any) -> tuple[int, dict[str, str], str]:
        charged.append(json.loads(request.body)["reference"])
        return 200, {}, json.dumps({"status": True, "message": "Charge attempted", "data": {"status": "success"}})

    def verify(request: Any) -> tuple[int, dict[str, str], str]:
        reference = request.url.rsplit("/", 1)[1]
        due = Payment.objects.get(reference=reference).amount_kobo
        return 200, {}, json.dumps(payload("verify_success_card", reference, amount=due, requested_amount=due))

    base = re.escape(settings.PAYSTACK_API_URL)
    with responses.RequestsMock() as paystack:
        paystack.add_callback("POST", re.compile(f"{base}/transaction/charge_authorization"), charge)
        paystack.add_callback("GET", re.compile(f"{base}/transaction/verify/.+"), verify)
        assert together(*[lambda: renewals.renew(subscription=period, at=at)] * RUNS) == []
    return charged


def test_runs_at_the_same_moment_charge_once(period: Subscription, announced: Announcements) -> None:
    assert len(charges_in_a_race(period, now())) == 1
    assert announced.names == ["confirmed"]
    assert Subscription.objects.filter(student=period.student).count() == 2


def test_without_looking_for_a_charge_under_way_they_charge_again(period: Subscription, announced: Announcements) -> None:
    """Shows that the test above proves something."""
    never, always = (lambda subscription, at: False), (lambda at: Subscription.objects.all())
    with patch("payments.renewing.renewals._must_wait", never), patch("payments.renewing.renewals.due", always):
        assert len(charges_in_a_race(period, now())) > 1
