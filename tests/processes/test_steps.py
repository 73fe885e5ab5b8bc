"""A worker is frozen between two of its steps by a lock that the test holds, killed there, and its successor must finish."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from conversations.models import InboundMessage, OutboundMessage
from tests.builders import picture
from tests.processes.fleet import Fleet, database_url
from tests.processes.graph import RECORDED, Graph
from tests.processes.people import PHOTOS, Person

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NO_WRITING = "LOCK TABLE {} IN SHARE MODE"
NO_READING = "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE"


@pytest.fixture
def person(graph: Graph) -> Person:
    return Person(graph, 1)


def test_a_worker_killed_inside_a_turn_leaves_no_trace_of_it(graph: Graph, fleet: Fleet, person: Person) -> None:
    worker = fleet.start()
    with frozen(NO_WRITING, "conversations_outboundmessage"):
        person.says("hi")
        fleet.until(somebody_is_frozen, "the turn is frozen before its reply is written")
        fleet.kill(worker)
    assert not OutboundMessage.objects.exists()
    assert InboundMessage.objects.get().processed_at is None
    fleet.start()
    assert_one_reply(graph, fleet, person)


def test_a_worker_killed_between_the_turn_and_its_delivery(graph: Graph, fleet: Fleet, person: Person) -> None:
    worker = fleet.start()
    with frozen(NO_READING, "conversations_sendingchannel"):
        person.says("hi")
        fleet.until(OutboundMessage.objects.filter(status="queued").exists, "the turn is committed")
        fleet.until(somebody_is_frozen, "the delivery is frozen before its claim")
        fleet.kill(worker)
    assert graph.accepted == []
    fleet.start()
    assert_one_reply(graph, fleet, person)


def test_a_worker_killed_between_whatsapps_answer_and_its_note(graph: Graph, fleet: Fleet, person: Person) -> None:
    worker = fleet.start()
    freezer = frozen(NO_WRITING, "conversations_outboundmessage")
    graph.trap(RECORDED, lambda _: freezer.__enter__())
    person.says("hi")
    fleet.until(lambda: graph.sprung and somebody_is_frozen(), "the sender is frozen before it notes the answer")
    fleet.kill(worker)
    freezer.__exit__(None, None, None)
    fleet.start()
    assert_one_reply(graph, fleet, person)


def test_a_worker_killed_between_storing_a_photo_and_settling_it(graph: Graph, fleet: Fleet, person: Person) -> None:
    fleet.start()
    person.says("hi")
    fleet.until(lambda: not person.waits, "the welcome")
    with frozen("SELECT 1 FROM {} FOR NO KEY UPDATE", "conversations_conversation"):
        folder = Path(settings.MEDIA_ROOT) / "homework"
        before = set(folder.glob("*"))
        person.sends_photos(*(picture(number) for number in range(PHOTOS)))
        fleet.until(lambda: set(folder.glob("*")) - before and somebody_is_frozen(), "a photo is stored and not settled")
        fleet.kill(fleet.alive[0])
    fleet.start()
    fleet.until(lambda: not InboundMessage.objects.filter(media_state="pending").exists(), "all photos are settled")
    fleet.until(lambda: not person.waits, "one reply to the burst")
    photos = InboundMessage.objects.filter(kind="image")
    assert len(set(photos.values_list("media_file", flat=True))) == photos.count() == PHOTOS
    assert len(person.messages) == person.replies


def assert_one_reply(graph: Graph, fleet: Fleet, person: Person) -> None:
    fleet.until(lambda: OutboundMessage.objects.filter(status="delivered").exists(), "the reply is delivered")
    assert [message.tracker for message in graph.accepted] == [f"outbound:{row.pk}" for row in OutboundMessage.objects.all()]
    assert len(person.messages) == 1
    assert InboundMessage.objects.get().result == "handled"


@contextmanager
def frozen(statement: str, table: str) -> Iterator[None]:
    """Holds a lock from a connection of its own; whoever needs the table meanwhile stands still."""
    with psycopg.connect(database_url()) as holder:
        holder.execute(statement.format(table))
        yield


def somebody_is_frozen() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        return cursor.fetchone() is not None
