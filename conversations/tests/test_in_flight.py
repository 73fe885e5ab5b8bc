"""A message whose outcome is unknown: nothing of that person overtakes it, and it is not sent again and again for ever."""

from datetime import timedelta
from typing import Any

import pytest
import requests

from conversations.models import OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import channel, delivery, queue
from conversations.outbox.contents import Text
from core.models import Alert
from tests.phone import Phone
from tests.world import World, now

Status = OutboundMessage.Status


def lose_answers(patch: pytest.MonkeyPatch) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise requests.ReadTimeout("gone")

    patch.setattr("conversations.whatsapp.client._session.post", lost)


def test_a_reply_in_flight_is_not_sent_again_past_a_notice_that_must_wait(world: World, student: Phone) -> None:
    conversation = student.conversation
    channel.pause_proactive(now() + timedelta(hours=1), "quality")
    queue.add(conversation, [Text("A reminder")], purpose=Purpose.NOTICE, at=now())
    [reply] = queue.add(conversation, [Text("A reply")], purpose=Purpose.REPLY, at=now())
    OutboundMessage.objects.filter(pk=reply.pk).update(status=Status.SENDING, claimed_at=now(), attempts=1)
    before = len(student.messages)
    delivery.deliver(conversation.pk)
    assert len(student.messages) == before
    reply.refresh_from_db()
    assert (reply.status, reply.attempts) == (Status.SENDING, 1)


def test_a_message_whose_answer_is_always_lost_is_given_up_and_staff_are_told(
    world: World, student: Phone, settings: Any
) -> None:
    conversation = student.conversation
    [row] = queue.add(conversation, [Text("Your answer")], purpose=Purpose.SOLUTION, at=now())
    with pytest.MonkeyPatch.context() as patch:
        lose_answers(patch)
        delivery.deliver(conversation.pk)
        for _ in range(delivery.LOST_TRIES + 2):
            world.later(timedelta(seconds=settings.LOST_ANSWER_SECONDS + 5))
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Status.FAILED, delivery.LOST_TRIES)
    assert Alert.objects.filter(key=f"outbound.{row.pk}").exists()
