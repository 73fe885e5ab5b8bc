from collections.abc import Iterator
from datetime import datetime

import pytest
import responses

from core.clock import now
from homework.models import Homework
from payments import services
from payments.models import Payment
from payments.tests.books import Books
from payments.tests.paystack import Announcements
from tests.builders import make_homework, make_payment

pytest.register_assert_rewrite("payments.tests.agreement", "payments.tests.happenings")


@pytest.fixture
def at() -> datetime:
    return now()


@pytest.fixture
def homework(db: None) -> Homework:
    return make_homework(status="awaiting_payment")


@pytest.fixture
def payment(homework: Homework) -> Payment:
    """An attempt whose checkout page was handed out."""
    return make_payment(homework)


@pytest.fixture
def paystack() -> Iterator[responses.RequestsMock]:
    """Paystack, answering only what the test says; anything else is a broken connection."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def announced() -> Iterator[Announcements]:
    with Announcements() as announcements:
        yield announcements


@pytest.fixture
def books(paystack: responses.RequestsMock) -> Books:
    return Books(paystack)


@pytest.fixture
def settled(payment: Payment, books: Books, at: datetime) -> Payment:
    """A homework paid with 500 naira, waiting for a tutor."""
    books.receives(payment, at)
    return services.settle(reference=payment.reference, at=at)
