"""The home page: who sees which panels, and what becomes of one that breaks."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from core.pieces import Door, Pieces, Viewer
from desk.tests.conftest import break_down, nobody, panel

DOOR = Door(3, "tasks to look at", "/admin/tasks/")


def home(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_panel_shows_its_doors_in_the_order_of_the_panels(client: Client, pieces: Pieces) -> None:
    pieces.add(
        panel("money", order=2, doors=lambda user: [DOOR]),
        panel("work", order=1, doors=lambda user: [Door("Queue", f"for {user.get_username()}", "/admin/work/")]),
    )
    page = home(client)
    assert '<a class="door" href="/admin/tasks/"><strong>3</strong><span>tasks to look at</span></a>' in page
    assert '<strong class="door-text">Queue</strong><span>for sade</span>' in page
    assert page.index('aria-label="Work"') < page.index('aria-label="Money"')
    assert "have permission" not in page


def test_a_door_tells_when_the_first_is_due(client: Client, pieces: Pieces) -> None:
    due_at = datetime(2026, 11, 28, 18, 5, tzinfo=UTC)
    pieces.add(panel("money", doors=lambda user: [Door(3, "tasks", "/", due_at)]))
    assert "tasks, first due Sat 28 Nov, 19:05" in home(client)


def test_an_urgent_panel_stands_out_under_its_title(client: Client, pieces: Pieces) -> None:
    pieces.add(panel("alerts", is_urgent=True, doors=lambda user: [Door("<The token> is dead", "since noon", "/admin/alert/")]))
    page = home(client)
    assert "<h2>Alerts</h2>" in page
    assert '<a href="/admin/alert/">&lt;The token&gt; is dead</a> <span class="quiet">since noon</span>' in page


def test_a_panel_is_not_asked_for_those_who_may_not_see_it(client: Client, pieces: Pieces) -> None:
    pieces.add(panel("money", allowed=nobody, doors=break_down))
    page = home(client)
    assert 'aria-label="Money"' not in page
    assert "You don’t have permission" in page


def test_a_panel_without_doors_is_not_shown(client: Client, pieces: Pieces) -> None:
    pieces.add(panel("money"))
    assert 'aria-label="Money"' not in home(client)


@pytest.mark.parametrize("fault", ["doors", "allowed"])
def test_a_broken_panel_says_so_and_leaves_the_others_standing(
    fault: str, client: Client, pieces: Pieces, caplog: pytest.LogCaptureFixture
) -> None:
    pieces.add(
        panel("support", order=1, **{fault: break_down}),
        panel("money", order=2, doors=lambda user: [DOOR]),
    )
    page = home(client)
    assert "Support could not be read." in page
    assert "no such column" not in page
    assert "tasks to look at" in page
    (line,) = [record for record in caplog.records if record.name == "desk.reading"]
    assert line.getMessage() == "support could not be read"
    assert line.exc_info is not None


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_the_database_refuses_breaks_its_panel_alone(
    client: Client, pieces: Pieces, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(user: Viewer) -> list[Door]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM core_alert")
        return []

    def counted(user: Viewer) -> list[Door]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_alert")
            return [Door(int(cursor.fetchone()[0]), "alerts", "/")]

    pieces.add(panel("support", order=1, doors=refused), panel("core", order=2, doors=counted))
    page = home(client)
    assert "Support could not be read." in page
    assert "<strong>0</strong><span>alerts</span>" in page
    error = caplog.records[-1].exc_info
    assert error is not None
    assert isinstance(error[1], DatabaseError)
