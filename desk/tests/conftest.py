"""A desk of the tests' own: the frame with no pieces but those that a test adds."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from core.pieces import Link, Panel, Pieces, Viewer

MODULES = ["desk.home", "desk.navigation", "desk.search", "desk.timeline"]


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> Pieces:
    own = Pieces()
    for module in MODULES:
        monkeypatch.setattr(f"{module}.PIECES", own)
    return own


@pytest.fixture
def sade(db: None) -> User:
    return User.objects.create_user("sade", is_staff=True)


@pytest.fixture
def client(sade: User) -> Client:
    client = Client()
    client.force_login(sade, backend="django.contrib.auth.backends.ModelBackend")
    return client


def everybody(user: Viewer) -> bool:
    return True


def nobody(user: Viewer) -> bool:
    return False


def break_down(*arguments: object) -> Any:
    raise RuntimeError("no such column")


def panel(name: str, **fields: Any) -> Panel:
    given: dict[str, Any] = {"name": name, "title": name.title(), "allowed": everybody, "doors": lambda user: []}
    return Panel(**(given | fields))


def link(name: str, **fields: Any) -> Link:
    given: dict[str, Any] = {"name": name, "title": name.title(), "allowed": everybody, "group": "work", "url": lambda: "/"}
    return Link(**(given | fields))
