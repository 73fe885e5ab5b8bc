"""What all apps together put on the desk, by role."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import module_has_submodule

from core.management.commands.create_roles import ROLES
from core.pieces import PIECES, Link, Pages, Panel, Piece, SearchSource, TimelineSource
from core.services import raise_alert
from desk.navigation import links_of
from tutors.models import Tutor

KINDS: list[type[Piece]] = [Panel, Link, SearchSource, TimelineSource, Pages]
ALL_PIECES = [piece for kind in KINDS for piece in PIECES.all(kind)]
PEOPLE = {"students.students", "students.leads"}
CHATS = {"conversations.chats", "conversations.received", "conversations.sent"}


def member(role: str) -> User:
    """Somebody with this role and nothing else; without a role for the name of none."""
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user(role.lower(), is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    if role == "Tutor":
        Tutor.objects.create(user=user)
    return User.objects.get(pk=user.pk)


def home(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def allowed(user: User, kind: type[Any]) -> set[str]:
    return {piece.name for piece in PIECES.all(kind) if piece.allowed(user)}


def test_every_app_with_a_desk_has_added_pieces_under_its_own_name() -> None:
    with_desk = {app.label for app in apps.get_app_configs() if module_has_submodule(app.module, "desk")}
    assert {"core", "payments", "support", "tutors"} <= with_desk
    assert {piece.name.partition(".")[0] for piece in ALL_PIECES} == with_desk


@pytest.mark.parametrize(
    ("role", "panels"),
    [
        ("Tutor", ["tutors.work"]),
        ("Support", ["core.alerts", "support.tickets"]),
        ("Finance", ["core.alerts", "payments.money"]),
        ("Admin", ["core.alerts", "tutors.work", "support.tickets", "payments.money"]),
        ("Operations", ["core.alerts"]),
        ("Stranger", []),
    ],
)
def test_each_role_sees_its_panels_on_the_home_page_and_no_others(role: str, panels: list[str], db: None) -> None:
    raise_alert("token", "The token is dead")
    user = member(role)
    own = [panel for panel in PIECES.all(Panel) if panel.allowed(user)]
    assert [panel.name for panel in own] == panels
    page = home(user)
    assert re.findall(r'<section class="desk-\w+" aria-label="(.*?)"', page) == [each.title for each in own if each.doors(user)]
    assert "could not be read" not in page


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("Tutor", ["Queue", "My work"]),
        ("Support", []),
        ("Finance", []),
        ("Admin", ["Queue", "With tutors"]),
        ("Operations", []),
        ("Stranger", []),
    ],
)
def test_each_role_sees_its_links_and_each_opens(role: str, links: list[str], db: None) -> None:
    user = member(role)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    shown = [link for group in links_of(user).values() for link in group]
    assert [link.title for link in shown] == links
    assert [client.get(link.url()).status_code for link in shown] == [200] * len(shown)


@pytest.mark.parametrize(
    ("role", "sources"),
    [
        ("Tutor", {"tutors.own"}),
        ("Support", PEOPLE | CHATS | {"homework.by_number", "payments.payments", "support.by_code"}),
        ("Finance", {"students.students", "homework.by_number", "payments.payments"}),
        ("Admin", PEOPLE | CHATS | {"homework.by_number", "payments.payments", "support.by_code"}),
        ("Operations", CHATS),
        ("Stranger", set()),
    ],
)
def test_each_role_searches_what_it_may_see(role: str, sources: set[str], db: None) -> None:
    assert allowed(member(role), SearchSource) == sources


@pytest.mark.parametrize(
    ("role", "apps_told"),
    [
        ("Tutor", set()),
        ("Support", {"students", "homework", "payments", "support", "conversations"}),
        ("Finance", {"students", "homework", "payments"}),
        ("Admin", {"students", "homework", "payments", "tutors", "support", "conversations"}),
        ("Operations", {"conversations"}),
        ("Stranger", set()),
    ],
)
def test_each_role_is_told_what_it_may_see(role: str, apps_told: set[str], db: None) -> None:
    assert {name.partition(".")[0] for name in allowed(member(role), TimelineSource)} == apps_told


def test_every_role_is_in_these_tests() -> None:
    assert {*ROLES} == {"Tutor", "Support", "Finance", "Admin", "Operations"}


def test_the_home_page_takes_the_same_statements_for_few_rows_and_for_many(db: None) -> None:
    admin = member("Admin")
    raise_alert("token", "The token is dead")
    with CaptureQueriesContext(connection) as few:
        home(admin)
    for number in range(6):
        raise_alert(f"token{number}", "The token is dead")
    with CaptureQueriesContext(connection) as many:
        home(admin)
    assert len(many) == len(few)
