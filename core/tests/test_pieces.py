"""What apps can add to the desk, and how it is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import ImproperlyConfigured

from core.clock import now
from core.models import Alert
from core.pieces import Door, Link, Panel, Person, Pieces, SearchSource, TimelineSource, holding, list_of, page_of

NOBODY = Person(frozenset(), frozenset())


def panel(name: str, **fields: Any) -> Panel:
    given: dict[str, Any] = {"name": name, "title": name, "allowed": lambda user: True, "doors": lambda user: []}
    return Panel(**(given | fields))


def link(name: str) -> Link:
    return Link(name=name, title=name, allowed=lambda user: True, group="a", url=lambda: "/")


def test_two_panels_of_one_name_are_refused() -> None:
    pieces = Pieces()
    pieces.add(panel("a.work"))
    with pytest.raises(ImproperlyConfigured, match=r"Two of Panel are named a\.work"):
        pieces.add(panel("a.work", title="Another"))
    assert [each.title for each in pieces.all(Panel)] == ["a.work"]


def test_a_panel_and_a_link_may_share_a_name() -> None:
    pieces = Pieces()
    pieces.add(panel("a.work"), link("a.work"))
    assert (len(pieces.all(Panel)), len(pieces.all(Link)), pieces.all(SearchSource)) == (1, 1, [])


def test_pieces_come_in_their_order_whoever_was_first() -> None:
    pieces = Pieces()
    pieces.add(panel("z.late", order=90), panel("b.early", order=10), panel("a.late", order=90))
    assert [each.name for each in pieces.all(Panel)] == ["b.early", "a.late", "z.late"]


def test_one_of_the_permissions_is_enough(db: None) -> None:
    allowed = holding("core.view_alert", "core.view_auditentry")
    user = User.objects.create_user("sade")
    assert not allowed(user)
    assert not allowed(AnonymousUser())
    user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    assert allowed(User.objects.get())


def test_addresses_of_rows_and_lists(db: None) -> None:
    alert = Alert.objects.create(key="a", text="A")
    assert page_of(alert) == f"/admin/core/alert/{alert.pk}/change/"
    assert list_of(Alert) == "/admin/core/alert/"
    assert list_of(Alert, resolved="no") == "/admin/core/alert/?resolved=no"


def test_a_search_reads_the_first_few_rows_only(db: None, django_assert_num_queries: Any) -> None:
    Alert.objects.bulk_create(Alert(key=str(number), text=f"Alert {number}") for number in range(9))
    source = SearchSource[Alert](
        name="a.alerts",
        title="Alerts",
        allowed=holding("core.view_alert"),
        rows=lambda words, user: Alert.objects.filter(text__contains=words).order_by("pk"),
        text=lambda alert: f"key {alert.key}",
    )
    with django_assert_num_queries(1) as asked:
        hits = source.hits("Alert", AnonymousUser(), 2)
    assert "LIMIT 2" in asked[0]["sql"]
    assert [(hit.title, hit.text) for hit in hits] == [("Alert 0", "key 0"), ("Alert 1", "key 1")]


def test_a_timeline_tells_the_latest_and_leaves_out_what_has_not_happened(db: None, django_assert_num_queries: Any) -> None:
    at = now()
    for number in range(4):
        Alert.objects.create(key=str(number), text=str(number), resolved_at=at - timedelta(hours=number) if number else None)
    source = TimelineSource[Alert](
        name="a.resolved",
        title="Resolved",
        allowed=holding("core.view_alert"),
        rows=lambda person: Alert.objects.all(),
        at="resolved_at",
        text=lambda alert: "over",
    )
    with django_assert_num_queries(1):
        entries = source.entries(NOBODY, 2)
    assert [(entry.kind, entry.door.title, entry.at) for entry in entries] == [
        ("Resolved", "1", at - timedelta(hours=1)),
        ("Resolved", "2", at - timedelta(hours=2)),
    ]


def test_a_door_is_a_number_or_a_headline() -> None:
    assert Door(0, "tasks", "/").is_number
    assert not Door("Queue", "of homework", "/").is_number
