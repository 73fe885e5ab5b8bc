from collections.abc import Iterator
from datetime import datetime

import pytest
import responses

from core.clock import now
from homework.models import Homework
from payments.models import Payment
from payments.tests.builders import Announcements, homework_waiting, pending_payment


@pytest.fixture
def at() -> datetime:
    return now()


@pytest.fixture
def homework(db: None) -> Homework:
    return homework_waiting()


@pytest.fixture
def payment(homework: Homework) -> Payment:
    """An attempt whose checkout page was handed out."""
    return pending_payment(homework)


@pytest.fixture
def paystack() -> Iterator[responses.RequestsMock]:
    """Paystack, answering only what the test says; anything else is a broken connection."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def announced() -> Iterator[Announcements]:
    with Announcements() as announcements:
        yield announcements
