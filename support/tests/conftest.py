from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from core.clock import now
from students.models import Lead, Student
from support.models import SupportTicket
from tests.builders import lead_of, make_member, make_ticket


@pytest.fixture
def other_agent(db: None) -> User:
    return make_member("Support", "uche")


@pytest.fixture
def lead(student: Student) -> Lead:
    return lead_of(student)


@pytest.fixture
def ticket(lead: Lead) -> SupportTicket:
    return make_ticket(lead, at=now() - timedelta(minutes=5))
