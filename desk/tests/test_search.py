"""One search over all sources."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from core.models import Alert
from core.pieces import Pieces, SearchSource, Viewer
from desk.search import HITS_PER_SOURCE, LONGEST, find
from desk.tests.conftest import break_down, everybody, nobody


def alerts(words: str, user: Viewer) -> QuerySet[Alert]:
    return Alert.objects.filter(text__icontains=words).order_by("pk")


def source(name: str, **fields: Any) -> SearchSource[Alert]:
    given: dict[str, Any] = {
        "name": name,
        "title": name.title(),
        "allowed": everybody,
        "rows": alerts,
        "text": lambda alert: alert.key,
    }
    return SearchSource(**(given | fields))


def test_each_source_answers_under_its_title(sade: User, pieces: Pieces) -> None:
    alert = Alert.objects.create(key="token", text="The token is dead")
    pieces.add(
        source("later", order=2), source("first", order=1), source("other", rows=lambda words, user: Alert.objects.none())
    )
    found = find("  TOKEN ", sade)
    assert [one.title for one in found] == ["First", "Later"]
    (door,) = found[0].doors or []
    assert (door.title, door.url) == ("The token is dead", f"/admin/core/alert/{alert.pk}/change/")


def test_a_source_is_not_asked_for_those_who_may_not_see_its_rows(sade: User, pieces: Pieces) -> None:
    Alert.objects.create(key="token", text="The token is dead")
    pieces.add(source("secret", allowed=nobody, rows=break_down))
    assert find("token", sade) == []


def test_a_broken_source_is_named_beside_what_the_others_found(sade: User, pieces: Pieces) -> None:
    Alert.objects.create(key="token", text="The token is dead")
    pieces.add(source("broken", rows=break_down), source("alerts"))
    assert [(one.title, one.doors is None) for one in find("token", sade)] == [("Alerts", False), ("Broken", True)]


def test_nothing_is_asked_without_words(sade: User, pieces: Pieces) -> None:
    pieces.add(source("broken", rows=break_down))
    assert find(" \0 ", sade) == []


def test_words_are_bounded_and_hits_too(sade: User, pieces: Pieces) -> None:
    Alert.objects.bulk_create(Alert(key=str(number), text="x" * 200) for number in range(HITS_PER_SOURCE + 1))
    asked = []

    def remembered(words: str, user: Viewer) -> QuerySet[Alert]:
        asked.append(words)
        return alerts(words, user)

    pieces.add(source("alerts", rows=remembered))
    (one,) = find("x\0" * 300, sade)
    assert asked == ["x" * LONGEST]
    assert len(one.doors or []) == HITS_PER_SOURCE
