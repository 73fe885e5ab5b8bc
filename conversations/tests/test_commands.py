"""What a dead worker left is picked up by cron, and one person's trouble keeps no other from their turn."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from conversations import turns
from conversations.models import InboundMessage
from conversations.outbox import delivery
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now, pass_time


def run(name: str, **options: Any) -> tuple[int, dict[str, Any]]:
    out, code = StringIO(), 0
    try:
        call_command(name, now=now().isoformat(), json=True, stdout=out, stderr=StringIO(), **options)
    except CommandError as problem:
        code = problem.returncode
    return code, json.loads(out.getvalue())


@pytest.fixture
def people(world: World) -> list[Phone]:
    """Two people who wrote, a report and a notice, and no worker that took them up."""
    phones = [Phone(world, name="Ada Obi"), Phone(world, name="Bola Ade")]
    for phone in phones:
        assert world.post(phone.body(phone.item(*payloads.text("hi")))).status_code == 200
    report = payloads.status("wamid.X", "delivered", at=now(), wa_id="234")
    assert world.post(payloads.envelope(payloads.value(phone_number_id="1", statuses=[report]))).status_code == 200
    assert world.post(payloads.envelope({"decision": "APPROVED"}, field="account_review_update")).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    pass_time(turns.GRACE * 60)
    return phones


def test_everybody_who_waits_is_answered(people: list[Phone]) -> None:
    assert run("process_inbox", dry_run=True)[1] == {
        "command": "process_inbox",
        "exit_code": 0,
        "failed": 0,
        "people": 2,
        "news": 1,
        "reported": 1,
    }
    assert InboundMessage.objects.filter(processed_at=None).count() == 3
    assert run("process_inbox") == (
        0,
        {"command": "process_inbox", "exit_code": 0, "failed": 0, "people": 2, "news": 1},
    ), "the report is about no message of ours and stays for a while"
    assert [len(phone.messages) for phone in people] == [1, 1]
    assert not InboundMessage.objects.filter(processed_at=None).exists()


def test_a_turn_that_fails_is_counted_and_the_next_person_answered(
    people: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = people[0].conversation.pk
    real = turns._answer

    def answer(conversation_id: int, at: Any) -> Any:
        if conversation_id == first:
            raise ValueError("Ada Obi's message")
        return real(conversation_id, at)

    monkeypatch.setattr(turns, "_answer", answer)
    code, told = run("process_inbox")
    assert (code, told["people"], told["failures"]) == (1, 1, [f"people {first}: its messages say why"])
    assert [len(phone.messages) for phone in people] == [0, 1]
    assert InboundMessage.objects.get(conversation=first).error == "ValueError: Ada Obi's message"


def test_a_delivery_that_breaks_keeps_nobody_else_from_their_messages(
    people: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, first = delivery.deliver, people[0].conversation.pk
    monkeypatch.setattr(delivery, "deliver", lambda conversation_id: None)
    run("process_inbox")
    assert [len(phone.messages) for phone in people] == [0, 0]

    def deliver(conversation_id: int) -> None:
        if conversation_id == first:
            raise ValueError("a storage that is full")
        real(conversation_id)

    monkeypatch.setattr(delivery, "deliver", deliver)
    code, told = run("send_outbox")
    assert (code, told["people"], told["failures"]) == (1, 1, [f"people {first}: ValueError"])
    assert [len(phone.messages) for phone in people] == [0, 1]
