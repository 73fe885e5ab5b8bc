"""Delivery reports in every order, doubled and early: the outcome is the same, and nothing is sent twice or lost."""

from itertools import permutations

import pytest
from django.conf import settings

from conversations.models import OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import progress
from conversations.tests.test_refusals import alerts, queued
from conversations.whatsapp.client import Accepted
from core.testing import run_jobs
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now

RETRIED, HELD, GIVEN_UP = 131000, 131047, 131026


def report(world: World, wamid: str, *words: str, code: int = 0, tracker: str = "") -> None:
    """WhatsApp posts these reports in one body, twice."""
    items = [payloads.status(wamid, word, at=now(), wa_id="234", code=code, tracker=tracker) for word in words]
    body = payloads.envelope(payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=items))
    for _ in range(2):
        assert world.post(body).status_code == 200
    run_jobs(also_scheduled=False)


def sent_wamid(row: OutboundMessage) -> str:
    assert row.wamid
    return row.wamid


@pytest.mark.parametrize("together", [True, False], ids=["in one body", "one by one"])
@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])), ids=" ".join)
def test_reports_of_any_order_end_at_the_furthest(world: World, chat: Phone, order: tuple[str, ...], together: bool) -> None:
    row = queued(chat, "A")[0]
    for words in [order] if together else [(word,) for word in order]:
        report(world, sent_wamid(row), *words)
    row.refresh_from_db()
    assert (row.status, bool(row.delivered_at), bool(row.read_at)) == ("read", True, True)
    assert len(chat.messages) == 1


@pytest.mark.parametrize("code", [RETRIED, HELD, GIVEN_UP])
@pytest.mark.parametrize("word", ["delivered", "read", "played"])
@pytest.mark.parametrize("failed_first", [True, False])
def test_a_message_that_arrived_somewhere_has_not_failed(
    world: World, chat: Phone, code: int, word: str, failed_first: bool
) -> None:
    row = queued(chat, "Your answer", purpose=Purpose.SOLUTION)[0]
    for status in ["failed", word] if failed_first else [word, "failed"]:
        report(world, sent_wamid(row), status, code=code, tracker=f"outbound:{row.pk}")
    world.work()
    row.refresh_from_db()
    assert row.status == ("delivered" if word == "delivered" else "read")
    assert [body for body in chat.messages if body["type"] == "text"] == chat.messages[:1]
    assert chat.conversation.unreachable_at is None
    assert f"outbound.{row.pk}" not in alerts()


@pytest.mark.parametrize(("code", "status"), [(RETRIED, "queued"), (HELD, "held"), (GIVEN_UP, "failed")])
def test_a_late_report_that_it_was_sent_hides_no_failure(world: World, chat: Phone, code: int, status: str) -> None:
    row = queued(chat, "A")[0]
    wamid = sent_wamid(row)
    report(world, wamid, "failed", code=code, tracker=f"outbound:{row.pk}")
    report(world, wamid, "sent", tracker=f"outbound:{row.pk}")
    row.refresh_from_db()
    assert (row.status, row.error_code) == (status, code)


def test_a_report_about_an_earlier_sending_does_not_touch_the_next_one(world: World, chat: Phone) -> None:
    row = queued(chat, "A")[0]
    first = sent_wamid(row)
    report(world, first, "failed", code=RETRIED, tracker=f"outbound:{row.pk}")
    world.work()
    row.refresh_from_db()
    assert row.wamid not in {first, None}
    report(world, first, "read", tracker=f"outbound:{row.pk}")
    row.refresh_from_db()
    assert row.status == "sent"


@pytest.mark.parametrize(("code", "status"), [(RETRIED, "queued"), (HELD, "held"), (GIVEN_UP, "failed")])
def test_a_failure_that_is_told_before_the_answer_to_the_send_stands(world: World, chat: Phone, code: int, status: str) -> None:
    row = queued(chat, "A")[0]
    OutboundMessage.objects.filter(pk=row.pk).update(status="sending", wamid=None, sent_at=None, claimed_at=now())
    report(world, "wamid.FAST", "failed", code=code, tracker=f"outbound:{row.pk}")
    progress.accepted(row.pk, Accepted("wamid.FAST", None, None), now())
    row.refresh_from_db()
    assert row.status == status
    assert row.wamid == ("wamid.FAST" if status == "failed" else None)
