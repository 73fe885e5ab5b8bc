from collections.abc import Iterator
from typing import Any

import pytest
import responses

from conversations.tests.harness import Phone, World


@pytest.fixture
def world(db: None, settings: Any) -> Iterator[World]:
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
