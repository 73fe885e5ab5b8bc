"""Workers die by SIGKILL at many points, yet every message is handled exactly once and every reply is sent exactly once."""

import random
from collections import Counter
from typing import Any

import pytest
from django.core.files.storage import default_storage

from conversations.models import Conversation, InboundMessage, OutboundMessage
from homework.models import Attachment, Homework
from students.models import Consent, Student
from tests.phone import text_of
from tests.processes.fleet import Fleet
from tests.processes.graph import ARRIVED, MEDIA_BYTES, MEDIA_FACTS, RECORDED, UPLOAD, Graph
from tests.processes.people import LINES, PHOTOS, Person

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PEOPLE, WORKERS, KILLS = 18, 2, 30
POINTS = (ARRIVED, RECORDED, MEDIA_FACTS, MEDIA_BYTES, UPLOAD)
MESSAGES_BETWEEN_STRIKES = (1, 7)
"""Strikes follow what has been sent, not the clock, so that a slow machine is not struck at one message again and again."""


def test_killing_workers_neither_loses_nor_doubles_a_message(graph: Graph, fleet: Fleet) -> None:
    people = [Person(graph, number) for number in range(PEOPLE)]
    try:
        live_through_kills(graph, fleet, people)
        fleet.until(lambda: not unsettled(), "everything is handled and delivered")
    except AssertionError as problem:
        raise AssertionError(f"{problem}\nUnsettled: {unsettled()}\n{fleet.logs()[-6000:]}") from problem
    assert len(fleet.killed) >= KILLS
    assert set(graph.sprung) == set(POINTS)
    assert_handled_once(people)
    assert_sent_once(graph, people)
    assert_homework_is_whole(people)


def live_through_kills(graph: Graph, fleet: Fleet, people: list[Person]) -> None:
    """Lets everybody live their story while workers are struck down and replaced."""
    chance = random.Random(2)
    strike_at = 0

    def all_are_served() -> bool:
        nonlocal strike_at
        for person in people:
            if not graph.is_behind:
                person.act()
            fleet.keep(WORKERS)
            if len(fleet.killed) < KILLS and len(graph.accepted) >= strike_at:
                strike(graph, fleet, chance)
                strike_at = len(graph.accepted) + chance.randint(*MESSAGES_BETWEEN_STRIKES)
        assert not OutboundMessage.objects.filter(status="failed").exists()
        return all(person.finished and not person.waits for person in people)

    fleet.until(all_are_served, "everybody is served")
    graph.disarm()


def strike(graph: Graph, fleet: Fleet, chance: random.Random) -> None:
    """Sets a trap where requests were struck least, or kills a worker that has been seen at work, wherever it stands."""
    open_points = [point for point in POINTS if point not in graph.armed]
    if open_points and chance.random() < 0.6:
        graph.trap(min(open_points, key=graph.sprung.count), fleet.kill)
        return
    seen = {message.worker for message in list(graph.accepted)}
    busy = [name for name in fleet.alive if name in seen]
    if busy:
        fleet.kill(chance.choice(busy))


def unsettled() -> list[Any]:
    """What still has to happen: messages without a turn or photos without an end, replies without a report."""
    to_do = InboundMessage.objects.filter(processed_at=None) | InboundMessage.objects.filter(media_state="pending")
    return [*to_do, *OutboundMessage.objects.exclude(status="delivered").values_list("pk", "status", "error_text")]


def assert_handled_once(people: list[Person]) -> None:
    assert InboundMessage.objects.count() == sum(person.posted for person in people)
    assert set(InboundMessage.objects.values_list("result", "tries", "error")) == {("handled", 0, "")}
    assert Conversation.objects.count() == Student.objects.count() == Consent.objects.count() == len(people)


def assert_sent_once(graph: Graph, people: list[Person]) -> None:
    rows = list(OutboundMessage.objects.order_by("id").select_related("conversation"))
    assert Counter(message.tracker for message in graph.accepted) == Counter(f"outbound:{row.pk}" for row in rows)
    for person in people:
        own = [row for row in rows if row.conversation.wa_id == person.sender.wa_id]
        assert [text_of(body) for body in person.messages] == [row.content.get("body") or row.content["caption"] for row in own]
        assert len(own) == person.replies


def assert_homework_is_whole(people: list[Person]) -> None:
    """Each line and each photo is in its student's one homework once, in order, and each photo has its own file."""
    for person in people:
        homework = Homework.objects.get(student__lead__conversation__wa_id=person.sender.wa_id)
        photos = list(homework.attachments.order_by("position"))
        if person.sends_pictures:
            assert [(photo.position, photo.state) for photo in photos] == [(n + 1, "ready") for n in range(PHOTOS)]
        else:
            assert homework.text == "\n".join(LINES)
    files = list(Attachment.objects.values_list("file", flat=True))
    assert len(set(files)) == len(files)
    assert all(default_storage.exists(file) for file in files)
