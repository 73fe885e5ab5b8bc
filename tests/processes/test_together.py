"""Things that happen at the same moment, with real threads, real locks and real HTTP."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from conversations import turns
from conversations.models import Conversation, DeliveryReport, InboundMessage, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import delivery, queue, reports
from conversations.outbox.contents import Text
from core.testing import run_jobs
from sandbox import payloads
from tests.phone import text_of
from tests.processes.graph import RECORDED, Graph, report
from tests.processes.people import Person
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TEXTS = [f"Part {n}" for n in range(1, 9)]


@pytest.fixture
def person(graph: Graph) -> Person:
    return Person(graph, 1)


def queued(person: Person) -> Conversation:
    """A conversation with messages to send, which has just been answered."""
    person.says("hi")
    run_jobs(also_scheduled=False)
    conversation = Conversation.objects.get(wa_id=person.sender.wa_id)
    with transaction.atomic():
        queue.add(conversation, [Text(text) for text in TEXTS], purpose=Purpose.REPLY, at=timezone.now())
    return conversation


def test_one_webhook_posted_eight_times_at_once_is_one_message_and_one_reply(graph: Graph, person: Person) -> None:
    body = person.body(payloads.message(person.sender, *payloads.text("hi"), at=timezone.now()))
    assert together(*[lambda: graph.post(body)] * 8) == []
    run_jobs(also_scheduled=False)
    assert InboundMessage.objects.count() == 1
    assert len(graph.accepted) == OutboundMessage.objects.count() == 1


def test_two_first_webhooks_of_a_new_person_at_once_make_one_conversation(graph: Graph) -> None:
    people = [Person(graph, number) for number in range(10)]
    for person in people:
        bodies = [
            person.body(payloads.message(person.sender, *payloads.text(text), at=timezone.now())) for text in ("hi", "hello")
        ]
        assert together(*[partial(graph.post, body) for body in bodies]) == []
    assert Conversation.objects.count() == len(people)
    assert InboundMessage.objects.count() == 2 * len(people)
    run_jobs(also_scheduled=False)
    assert not InboundMessage.objects.filter(processed_at=None).exists()


def test_two_turns_of_one_person_at_once_answer_once(graph: Graph, person: Person) -> None:
    person.says("hi")
    conversation = Conversation.objects.get()
    assert together(*[lambda: turns.take_turn(conversation.pk)] * 4) == []
    assert len(graph.accepted) == OutboundMessage.objects.count() == 1


def test_four_deliveries_to_one_person_at_once_send_in_order_and_once(graph: Graph, person: Person) -> None:
    conversation = queued(person)
    assert together(*[lambda: delivery.deliver(conversation.pk)] * 4) == []
    assert [text_of(body) for body in person.messages[1:]] == TEXTS


def test_reports_that_come_before_the_answer_count_once_it_is_noted(graph: Graph, person: Person) -> None:
    graph.reports_first = True
    person.says("hi")
    run_jobs(also_scheduled=False)
    row = OutboundMessage.objects.get()
    assert (row.status, row.wamid) == ("delivered", graph.accepted[0].wamid)
    assert row.delivered_at
    assert row.sent_at


def test_reports_applied_before_the_answer_is_noted_are_not_taken_back(graph: Graph, person: Person) -> None:
    graph.reports_first = True
    graph.trap(RECORDED, lambda _: apply_reports_elsewhere())
    person.says("hi")
    run_jobs(also_scheduled=False)
    row = OutboundMessage.objects.get()
    assert (row.status, row.wamid) == ("delivered", graph.accepted[0].wamid)
    assert len(graph.accepted) == 1


def test_reports_out_of_order_never_lead_back(graph: Graph, person: Person) -> None:
    person.says("hi")
    run_jobs(also_scheduled=False)
    for state in ("read", "delivered", "sent"):
        graph.post(report(graph.accepted[0], state))
        reports.apply_reports(timezone.now())
        assert OutboundMessage.objects.get().status == "read"
    assert OutboundMessage.objects.get().delivered_at


def test_a_report_that_still_waits_to_be_applied_keeps_a_message_from_going_out_again(graph: Graph, person: Person) -> None:
    person.says("hi")
    run_jobs(also_scheduled=False)
    long_ago = timezone.now() - timedelta(hours=1)
    OutboundMessage.objects.update(status="sending", claimed_at=long_ago, wamid=None)
    DeliveryReport.objects.update(applied_at=None)
    graph.post(report(graph.accepted[0], "read"))
    assert delivery.requeue_lost(timezone.now()) == []
    DeliveryReport.objects.all().delete()
    assert delivery.requeue_lost(timezone.now()) == [Conversation.objects.get().pk]


def test_an_answer_that_comes_after_all_stops_the_second_sending(graph: Graph, person: Person) -> None:
    graph.trap(RECORDED, lambda _: take_for_lost())
    person.says("hi")
    run_jobs(also_scheduled=False)
    assert len(graph.accepted) == 1
    assert OutboundMessage.objects.get().status in {"sent", "delivered"}


def apply_reports_elsewhere() -> None:
    """As another worker would, in the thread of the request that still waits for its answer."""
    reports.apply_reports(timezone.now())
    connection.close()


def take_for_lost() -> None:
    OutboundMessage.objects.filter(status="sending").update(status="queued")
    connection.close()
