from collections.abc import Iterator
from typing import Any

import pytest
import responses
from django.contrib.auth.models import User
from django.utils import timezone

from conversations.models import Conversation
from conversations.tests import harness
from conversations.tests.harness import Phone, World
from conversations.wording import overrides
from students.models import Lead


@pytest.fixture
def world(db: None, settings: Any) -> Iterator[World]:
    overrides.forget()  # read afresh, so that its age brings no statement of its own into a counted turn
    overrides.current()
    settings.CLOCK = "conversations.tests.harness.now"
    with responses.RequestsMock(assert_all_requests_are_fired=False) as vendor:
        yield World(vendor)


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world)


@pytest.fixture
def chat(world: World, phone: Phone) -> Phone:
    """Somebody who has just been answered, so the window is open."""
    Conversation.objects.create(
        wa_id=phone.sender.wa_id, state="idle", last_inbound_at=harness.now(), lead=Lead.objects.create()
    )
    return phone


@pytest.fixture
def student(phone: Phone) -> Phone:
    """A registered student at the menu."""
    return phone.registers()


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test begins at noon in Lagos, when support is there."""
    today = timezone.localtime(timezone.now())
    monkeypatch.setattr(harness, "_offset", today.replace(hour=12, minute=0) - today)


@pytest.fixture
def sade(db: None) -> User:
    """One of support's staff."""
    return User.objects.create_user("sade", first_name="Sade", is_staff=True)
