"""What all sources tell of one person, in one order."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from core.clock import now
from core.models import Alert
from core.pieces import Person, Pieces, TimelineSource
from desk.tests.conftest import break_down, everybody, nobody
from desk.timeline import timeline

ADA = Person(students=frozenset({1}), leads=frozenset({2}))


def source(name: str, at: str, **fields: Any) -> TimelineSource[Alert]:
    given: dict[str, Any] = {"name": name, "title": name.title(), "allowed": everybody, "text": lambda alert: name, "at": at}
    return TimelineSource(**(given | {"rows": lambda person: Alert.objects.filter(pk__gt=0)} | fields))


@pytest.fixture
def alerts(db: None) -> None:
    at = now()
    for hour in range(3):
        first_at = at - timedelta(hours=hour)
        Alert.objects.create(key=str(hour), text=str(hour), first_at=first_at, resolved_at=first_at + timedelta(minutes=90))


def test_the_events_of_all_sources_stand_in_one_order(sade: User, pieces: Pieces, alerts: None) -> None:
    pieces.add(source("raised", "first_at"), source("resolved", "resolved_at"))
    told = timeline(ADA, sade, limit=5)
    assert [(entry.kind, entry.door.title) for entry in told.entries] == [
        ("Resolved", "0"),
        ("Resolved", "1"),
        ("Raised", "0"),
        ("Resolved", "2"),
        ("Raised", "1"),
    ]
    assert told.missing == []


def test_a_source_takes_one_statement_however_much_happened(
    sade: User, pieces: Pieces, alerts: None, django_assert_num_queries: Any
) -> None:
    pieces.add(source("raised", "first_at"), source("resolved", "resolved_at"))
    with django_assert_num_queries(2):
        timeline(ADA, sade, limit=100)


def test_a_source_hears_whose_timeline_it_is(sade: User, pieces: Pieces) -> None:
    asked = []

    def rows(person: Person) -> Any:
        asked.append(person)
        return Alert.objects.none()

    pieces.add(source("raised", "first_at", rows=rows))
    timeline(ADA, sade, limit=5)
    assert asked == [ADA]


def test_what_a_user_may_not_see_is_not_read_and_what_breaks_is_named(sade: User, pieces: Pieces, alerts: None) -> None:
    pieces.add(
        source("secret", "first_at", allowed=nobody, rows=break_down),
        source("broken", "first_at", rows=break_down),
        source("resolved", "resolved_at"),
    )
    told = timeline(ADA, sade, limit=1)
    assert [entry.kind for entry in told.entries] == ["Resolved"]
    assert told.missing == ["Broken"]
