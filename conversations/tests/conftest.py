from collections.abc import Iterator
from typing import Any

import pytest
import responses

from conversations.tests.harness import Phone, World
from conversations.wording import overrides


@pytest.fixture
def world(db: None, settings: Any) -> Iterator[World]:
    overrides.current()  # so that no statement of its own falls into a counted turn
    settings.CLOCK = "conversations.tests.harness.now"
    with responses.RequestsMock(assert_all_requests_are_fired=False) as vendor:
        yield World(vendor)


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world)


@pytest.fixture
def student(phone: Phone) -> Phone:
    """A registered student at the menu."""
    return phone.registers()
