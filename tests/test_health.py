from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client

from config import health
from conversations.models import InboundMessage, OutboundMessage
from core.clock import now
from tests.builders import make_conversation, make_lead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten_migrations() -> Iterator[None]:
    health._all_migrations_applied.cache_clear()
    yield
    health._all_migrations_applied.cache_clear()


@pytest.fixture
def worker(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def failed_checks(client: Client) -> set[str]:
    answer = client.get("/health/ready")
    failed = {name for name, check in answer.json()["checks"].items() if not check["ok"]}
    assert answer.status_code == (503 if failed else 200)
    assert answer.json()["status"] == ("not ready" if failed else "ok")
    return failed


def test_live_asks_no_database(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("down")):
        answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_all_is_well(client: Client, worker: None) -> None:
    assert failed_checks(client) == set()


def test_not_ready_without_a_worker(client: Client) -> None:
    assert failed_checks(client) == {"worker"}


def test_a_worker_that_fell_silent_does_not_count(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    assert failed_checks(client) == {"worker"}


def test_not_ready_while_the_database_is_down_and_tells_no_internals(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("password of db.internal was refused")):
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": {"ok": False}}}


def test_not_ready_with_a_pending_migration(client: Client, worker: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'conversations'")
    assert failed_checks(client) == {"migrations"}


@pytest.mark.parametrize(("minutes", "failed"), [(4, set()), (6, {"inbox"})])
def test_an_old_message_that_nobody_answered(client: Client, worker: None, minutes: int, failed: set[str]) -> None:
    at = now() - timedelta(minutes=minutes)
    InboundMessage.objects.create(vendor_id="wamid.1", kind="text", sent_at=at, received_at=at, payload={})
    assert failed_checks(client) == failed


@pytest.mark.parametrize(
    ("values", "failed"),
    [
        ({"minutes": 4}, set()),
        ({"minutes": 6}, {"outbox"}),
        ({"minutes": 6, "status": "held"}, set()),
        ({"minutes": -600}, set()),
    ],
)
def test_an_old_message_that_was_not_sent(client: Client, worker: None, values: dict[str, Any], failed: set[str]) -> None:
    due_at = now() - timedelta(minutes=values["minutes"])
    conversation = make_conversation(make_lead())
    OutboundMessage.objects.create(
        conversation=conversation, purpose="reply", content={}, due_at=due_at, status=values.get("status", "queued")
    )
    assert failed_checks(client) == failed
