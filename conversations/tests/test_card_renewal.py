"""A plan that renews by card: agreed to in the chat, announced, charged once, and stopped whenever the student likes."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from payments.models import Payment, Plan, SavedCard, Subscription
from tests.phone import Phone
from tests.world import World, now

AUTHORIZATION = {
    "authorization_code": "AUTH_only_here",
    "signature": "SIG_card_of_ada",
    "channel": "card",
    "reusable": True,
    "brand": "visa",
    "card_type": "visa ",
    "last4": "4081",
    "exp_month": "12",
    "exp_year": "2030",
}
CHARGE = f"{settings.PAYSTACK_API_URL}/transaction/charge_authorization"
Charge = Callable[[dict[str, Any]], tuple[int, dict[str, Any]]]


class Bank:
    """Paystack's side of saved cards: what is charged is known to verify from then on."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bodies: list[dict[str, Any]] = []
        self.outcome = "success"
        world.vendor.add_callback("POST", CHARGE, self._charge)

    def _charge(self, request: Any) -> tuple[int, dict[str, str], str]:
        body = json.loads(request.body)
        self.bodies.append(body)
        if self.outcome == "refused":
            refusal = {"status": False, "message": "Email does not match Authorization code", "code": "invalid_params"}
            return 400, {}, json.dumps(refusal)
        data = {
            "id": 5_000_000_000 + len(self.bodies),
            "domain": "test",
            "status": "failed" if self.outcome == "declined" else "success",
            "reference": body["reference"],
            "amount": body["amount"],
            "requested_amount": body["amount"],
            "currency": "NGN",
            "fees": 17_500,
            "channel": "card",
            "paid_at": now().isoformat(),
            "gateway_response": "Insufficient Funds" if self.outcome == "declined" else "Approved",
        }
        if self.outcome == "paused":
            data = {"paused": True, "reference": body["reference"], "authorization_url": "https://checkout.example/confirm"}
            return 200, {}, json.dumps({"status": True, "message": "Please, redirect your customer", "data": data})
        verify = f"{settings.PAYSTACK_API_URL}/transaction/verify/{body['reference']}"
        self.world.vendor.add("GET", verify, json={"status": True, "message": "Verification successful", "data": data})
        if self.outcome == "lost":
            raise requests.ReadTimeout("gone")
        return 200, {}, json.dumps({"status": True, "message": "Charge attempted", "data": data})


@pytest.fixture
def bank(world: World) -> Bank:
    return Bank(world)


def buys_plan(phone: Phone, **authorization: Any) -> Phone:
    phone.taps("Plans and pay").taps("Monthly")
    email = phone.conversation.lead.student.payment_email  # type: ignore[union-attr]
    return phone.pays(authorization=AUTHORIZATION | authorization, customer={"email": email})


def agrees(phone: Phone) -> SavedCard:
    buys_plan(phone).taps("Renew by card").sees("₦5,000 is taken a day before each period ends")
    phone.taps("Yes, renew by card").sees("Card renewal is on.")
    return SavedCard.objects.get(revoked_at=None)


def ending(world: World, phone: Phone) -> Subscription:
    """Time passes until the end has been announced and the charge is due."""
    period = Subscription.objects.get()
    world.later(period.ends_at - timedelta(days=2) - now())
    phone.seen = len(phone.messages)
    call_command("remind_renewals")
    world.work()
    world.later(period.ends_at - timedelta(hours=20) - now())
    return period


def run(world: World, phone: Phone) -> None:
    phone.seen = len(phone.messages)
    call_command("renew_by_card")
    world.work()


def test_a_card_that_was_agreed_to_pays_the_next_period_once(student: Phone, world: World, bank: Bank) -> None:
    card = agrees(student)
    assert card.consent_message_id
    assert card.name == "Visa ending 4081"
    assert card.price_kobo == 500_000
    period = ending(world, student)
    assert "[template" in student.news[-1] or "Visa ending 4081" in student.news[-1]
    student.says("menu")
    run(world, student)
    student.sees("Paid ₦5,000. Receipt TL-")
    run(world, student)
    student.sees_nothing()
    assert [body["amount"] for body in bank.bodies] == [500_000]
    assert bank.bodies[0]["authorization_code"] == "AUTH_only_here"
    assert bank.bodies[0]["email"] == period.student.payment_email
    later = Subscription.objects.exclude(pk=period.pk).get()
    assert later.starts_at == period.ends_at
    call_command("earn_plan_days")
    call_command("ledger_check")


def test_the_announcement_names_card_sum_and_the_way_out(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    period = Subscription.objects.get()
    world.later(period.ends_at - timedelta(days=2) - now())
    student.says("menu")
    student.seen = len(student.messages)
    call_command("remind_renewals")
    world.work()
    student.sees("Your Visa ending 4081 then pays ₦5,000")
    student.taps("Stop card renewal").sees("Card renewal is off.")
    world.later(timedelta(days=1, hours=2))
    run(world, student)
    assert bank.bodies == []
    assert SavedCard.objects.get().authorization_code == ""


def test_a_charge_above_what_was_agreed_to_is_not_announced(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    Plan.objects.update(price_kobo=600_000)
    world.later(Subscription.objects.get().ends_at - timedelta(days=2) - now())
    student.says("menu")
    student.seen = len(student.messages)
    call_command("remind_renewals")
    world.work()
    student.sees("You can pay for the next period any time.")


def test_nothing_is_charged_unannounced(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    world.later(Subscription.objects.get().ends_at - timedelta(hours=20) - now())
    run(world, student)
    assert bank.bodies == []


@pytest.mark.parametrize("changes", [{"reusable": False}, {"channel": "bank_transfer"}, {"authorization_code": ""}])
def test_a_card_that_cannot_be_charged_again_is_told(student: Phone, world: World, bank: Bank, changes: Any) -> None:
    buys_plan(student, **changes).taps("Renew by card").taps("Yes, renew by card")
    assert "This card can't be charged again" in student.last
    assert SavedCard.objects.get().revoked_reason == "not_reusable"


def test_a_transfer_is_not_offered_for_renewal(student: Phone, bank: Bank) -> None:
    student.taps("Plans and pay").taps("Monthly").pays(channel="bank_transfer")
    assert student.choices == ["Menu"]
    student.taps("Menu").taps("My plan")
    assert "Renew by card" not in student.choices


def test_a_decline_is_told_with_the_link_and_tried_again_at_most_three_times(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    ending(world, student)
    bank.outcome = "declined"
    student.says("menu")
    run(world, student)
    student.sees("Your card was not charged ₦5,000 for your Monthly plan.")
    assert "/pay/" in student.last
    run(world, student)
    assert len(bank.bodies) == 1
    for _ in range(3):
        world.later(timedelta(hours=21))
        student.says("menu")
        run(world, student)
    assert len(bank.bodies) == 3
    assert "declined several times" in student.last
    assert SavedCard.objects.get().revoked_reason == "declined"
    assert Subscription.objects.count() == 1


def test_a_lost_answer_is_asked_about_and_never_charged_again(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    ending(world, student)
    bank.outcome = "lost"
    run(world, student)
    assert Subscription.objects.count() == 1
    for _ in range(3):
        run(world, student)
    assert len(bank.bodies) == 1
    world.later(timedelta(minutes=3))
    call_command("verify_pending_payments")
    assert Subscription.objects.count() == 2
    run(world, student)
    assert len(bank.bodies) == 1


def test_a_refused_card_is_forgotten(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    ending(world, student)
    bank.outcome = "refused"
    student.says("menu")
    run(world, student)
    student.sees("Your card can't be charged any more")
    card = SavedCard.objects.get()
    assert (card.revoked_reason, card.authorization_code, card.email) == ("refused", "", "")
    assert not Payment.objects.filter(status__in=Payment.OPEN).exists()


def test_a_charge_to_be_confirmed_becomes_a_link(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    ending(world, student)
    bank.outcome = "paused"
    student.says("menu")
    run(world, student)
    student.sees("Your bank wants you to confirm it. You can pay here: http")
    run(world, student)
    assert len(bank.bodies) == 1


@pytest.mark.parametrize("change", [{"price_kobo": 600_000}, {"is_active": False}])
def test_no_more_is_taken_than_was_agreed_to(student: Phone, world: World, bank: Bank, change: Any) -> None:
    agrees(student)
    ending(world, student)
    Plan.objects.update(**change)
    run(world, student)
    assert bank.bodies == []
    assert SavedCard.objects.get().revoked_reason == "terms_changed"


def test_an_expired_card_is_not_tried(student: Phone, world: World, bank: Bank) -> None:
    agrees(student)
    ending(world, student)
    SavedCard.objects.update(expires_year=2020)
    run(world, student)
    assert bank.bodies == []
    assert SavedCard.objects.get().revoked_reason == "expired"


def test_what_a_card_is_charged_with_is_shown_nowhere(student: Phone, world: World, bank: Bank, admin_client: Client) -> None:
    card = agrees(student)
    pages = [reverse("admin:payments_savedcard_changelist"), reverse("admin:payments_savedcard_change", args=[card.pk])]
    for page in pages:
        shown = admin_client.get(page).content.decode()
        assert "Visa ending 4081" in shown
        assert not re.search("AUTH_only_here|SIG_card_of_ada", shown)
    admin_client.post(pages[0], {"action": "revoke", "_selected_action": [card.pk]})
    card.refresh_from_db()
    assert card.revoked_reason == "staff"
    assert card.revoked_by is not None
    assert card.authorization_code == ""


def test_my_plan_shows_the_card_and_stops_it(student: Phone, bank: Bank) -> None:
    agrees(student)
    student.taps("Menu").taps("My plan").sees("Visa ending 4081 pays ₦5,000 for the next period by itself")
    student.taps("Stop card renewal").sees("Card renewal is off.")
