"""The cast of these tests."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from core.clock import now
from students.models import Lead, Student
from support import services
from support.models import SupportTicket


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_agent(username: str, **fields: Any) -> User:
    call_command("create_roles", verbosity=0)
    user = User.objects.create_user(username, is_staff=True, first_name=username.title(), **fields)
    user.groups.add(Group.objects.get(name="Support"))
    return user


@pytest.fixture
def sade(db: None) -> User:
    return make_agent("sade")


@pytest.fixture
def femi(db: None) -> User:
    return make_agent("femi")


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("stranger", is_staff=True)


@pytest.fixture
def lead(db: None) -> Lead:
    student = Student.objects.create(full_name="Ada Obi", class_text="SS2")
    return Lead.objects.create(profile_name="Ada", student=student)


@pytest.fixture
def ticket(lead: Lead) -> SupportTicket:
    at = now() - timedelta(minutes=5)
    ticket = services.open_ticket(lead=lead, reason="asked", at=at)
    services.add_message(ticket=ticket, text="It never came", source_message_id="wamid.1", at=at)
    return ticket
