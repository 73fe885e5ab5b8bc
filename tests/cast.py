"""The people of the house, with fixed parts: whoever a test needs, it asks for by part. A stranger is refused everywhere."""

from collections.abc import Iterator
from typing import Any

import pytest
import responses
from django.contrib.auth.models import User

from conversations.wording import overrides
from students.models import Student
from tests.builders import make_member, make_student, make_tutor, make_user
from tests.phone import Phone
from tests.world import World, show_real_time
from tutors.models import Tutor


@pytest.fixture
def student(db: None) -> Student:
    return make_student("Ada Obi")


@pytest.fixture
def other_student(db: None) -> Student:
    return make_student("Bola Ade", phone="2348059876543")


@pytest.fixture
def tutor(db: None) -> Tutor:
    return make_tutor("tunde")


@pytest.fixture
def other_tutor(db: None) -> Tutor:
    return make_tutor("zainab")


@pytest.fixture
def agent(db: None) -> User:
    """Somebody of support."""
    return make_member("Support", "sade")


@pytest.fixture
def finance(db: None) -> User:
    return make_member("Finance", "femi")


@pytest.fixture
def admin(db: None) -> User:
    return make_member("Admin", "amina")


@pytest.fixture
def superuser(db: None) -> User:
    return make_user("root", is_superuser=True)


@pytest.fixture
def stranger(db: None) -> User:
    """An account of staff without any role."""
    return make_user("stranger")


@pytest.fixture
def world(db: None, settings: Any) -> Iterator[World]:
    """Vendors that answer, and a clock that can be moved."""
    overrides.forget()  # read afresh, so that its age brings no statement of its own into a counted turn
    overrides.current()
    settings.CLOCK = "tests.world.now"
    show_real_time()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as vendor:
        yield World(vendor)


@pytest.fixture
def phone(world: World) -> Phone:
    """Somebody who has not written to us yet."""
    return Phone(world)
