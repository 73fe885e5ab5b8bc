"""Sending: every fault keeps the message, the order and the count."""

from datetime import timedelta
from typing import Any

import pytest
import requests

from conversations.models import DeliveryReport, OutboundMessage, SendingChannel
from conversations.outbox import reports
from core.models import Alert
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now

Status = OutboundMessage.Status


def error(code: int, **extra: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": f"(#{code}) no", "error_data": {"details": "because"}, **extra}}


def statuses() -> list[str]:
    return list(OutboundMessage.objects.order_by("pk").values_list("status", flat=True))


def report(world: World, row: OutboundMessage, word: str, **extra: Any) -> None:
    from django.conf import settings

    status = payloads.status(extra.pop("wamid", row.wamid), word, at=now(), wa_id="234", **extra)
    value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[status])
    assert world.post(payloads.envelope(value)).status_code == 200
    world.work()
    row.refresh_from_db()


def test_a_passing_fault_is_tried_again_and_sent_once(world: World, phone: Phone) -> None:
    world.failures = [(500, {}), (200, error(131000)), (503, {"html": "no"})]
    phone.says("hi")
    for _ in range(3):
        world.later(timedelta(minutes=5))
    assert statuses() == ["sent"]
    assert len(phone.messages) == 1
    assert OutboundMessage.objects.get().attempts == 4


def test_a_permanent_refusal_is_given_up_with_its_reason(world: World, phone: Phone) -> None:
    world.failures = [(400, error(131026))]
    phone.says("hi")
    row = OutboundMessage.objects.get()
    assert (row.status, row.error_code, row.error_text) == ("failed", 131026, "because (131026)")


def test_a_dead_token_halts_everything_uses_no_attempt_and_tells_staff_once(world: World, phone: Phone) -> None:
    world.failures = [(401, error(190))]
    other = Phone(world)
    phone.says("hi")
    other.says("hi")
    assert statuses() == ["queued", "queued"]
    assert world.sent == []
    assert [row.attempts for row in OutboundMessage.objects.all()] == [0, 0]
    assert Alert.objects.get(resolved_at=None).key == "whatsapp.sending"
    world.later(timedelta(minutes=2))
    assert statuses() == ["sent", "sent"]
    assert not Alert.objects.filter(resolved_at=None).exists()
    assert SendingChannel.objects.get().paused_until is None


def test_the_pair_rate_delays_one_person_only(world: World, phone: Phone) -> None:
    world.failures = [(400, error(131056))]
    other = Phone(world)
    phone.says("hi")
    other.says("hi")
    assert len(phone.messages) == 0 or len(other.messages) == 1
    assert len(other.messages) == 1


def test_a_lost_answer_waits_for_the_report_and_is_not_sent_again(world: World, phone: Phone, settings: Any) -> None:
    from conversations.outbox import delivery

    def lost(*_: Any, **__: Any) -> None:
        raise requests.ReadTimeout("gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conversations.whatsapp.client._session.post", lost)
        phone.says("hi")
    row = OutboundMessage.objects.get()
    assert row.status == "sending"
    phone.says("menu")
    assert phone.messages == []  # nothing overtakes the message in flight
    report(world, row, "sent", wamid="wamid.LATE", tracker=delivery.callback_data(row))
    assert (row.status, row.wamid) == ("sent", "wamid.LATE")
    assert len(phone.messages) == 1  # the second message has followed


def test_a_lost_answer_without_a_report_is_sent_once_more(world: World, phone: Phone, settings: Any) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise requests.ConnectionError("reset")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conversations.whatsapp.client._session.post", lost)
        phone.says("hi")
    world.later(timedelta(seconds=settings.LOST_ANSWER_SECONDS + 2))
    assert statuses() == ["sent"]
    assert len(phone.messages) == 1


def test_an_html_answer_counts_as_a_lost_one(world: World, phone: Phone) -> None:
    from django.conf import settings

    url = f"{settings.WHATSAPP_API_URL}/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages"
    world.vendor.replace("POST", url, body="<html>hello</html>")
    phone.says("hi")
    assert statuses() == ["sending"]


def test_statuses_only_move_forward(world: World, phone: Phone) -> None:
    phone.says("hi")
    row = OutboundMessage.objects.get()
    report(world, row, "read")
    report(world, row, "sent")
    report(world, row, "delivered")
    assert row.status == "read"
    assert row.delivered_at is not None
    report(world, row, "failed", code=131026)
    assert row.status == "read"


def test_a_report_before_our_own_commit_is_parked_and_applied_later(world: World, phone: Phone) -> None:
    from django.conf import settings

    status = payloads.status("wamid.EARLY", "delivered", at=now(), wa_id="234")
    world.post(payloads.envelope(payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[status])))
    world.work()
    assert DeliveryReport.objects.get().applied_at is None
    phone.says("hi")
    OutboundMessage.objects.update(wamid="wamid.EARLY")
    reports.apply_reports(now())
    assert OutboundMessage.objects.get().status == "delivered"


def test_a_failure_told_later_is_seen_by_staff(world: World, phone: Phone) -> None:
    phone.says("hi")
    row = OutboundMessage.objects.get()
    report(world, row, "failed", code=131026)
    assert row.status == "failed"
    assert payloads.ERROR_TITLES[131026] in row.error_text


def test_a_window_that_whatsapp_says_is_closed_holds_the_message_until_they_write(world: World, phone: Phone) -> None:
    phone.says("hi")
    row = OutboundMessage.objects.get()
    report(world, row, "failed", code=131047)
    assert row.status == "held"
    phone.says("hello")
    row.refresh_from_db()
    assert row.status == "sent"


def test_a_broken_turn_is_retried_and_ends_with_an_apology_and_a_ticket(world: World, student: Phone) -> None:
    from support.models import SupportTicket

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conversations.flows.menu.Idle.ask", lambda *_: 1 / 0)
        student.says("menu")
        world.later(timedelta(minutes=1))
        world.later(timedelta(minutes=1))
    assert student.last.startswith("Something broke on our side")
    assert SupportTicket.objects.get().reason == "our_failure"
    student.says("menu").sees("What can I do for you?")
