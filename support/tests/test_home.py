"""What support gives the frame of the desk: its doors, tickets by code, what happened to them."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from core.clock import now
from core.pieces import Person
from core.testing import found, told
from students.models import Lead
from support import services
from support.desk.home import doors
from support.models import SupportTicket


@pytest.fixture
def person(lead: Lead) -> Person:
    return Person(students=frozenset(), leads=frozenset({lead.pk}))


def test_the_doors_count_what_waits_and_what_is_ones_own(
    ticket: SupportTicket, agent: User, other_agent: User, django_assert_num_queries: Any
) -> None:
    services.claim(ticket=ticket, actor=agent)
    with django_assert_num_queries(1):
        assert [door.title for door in doors(agent)] == [1, 1]
    services.reply(ticket=ticket, author=agent, text="On it", at=now())
    assert [door.title for door in doors(other_agent)] == [0, 0]
    assert [door.url for door in doors(other_agent)] == [
        "/admin/support/supportticket/",
        "/admin/support/supportticket/?inbox=mine",
    ]


def test_a_ticket_is_found_by_its_code(ticket: SupportTicket, agent: User) -> None:
    (door,) = found("support.by_code", ticket.code.lower(), agent)
    assert (door.title, door.text) == (str(ticket), "Ada Obi, open")
    assert found("support.by_code", "T1000", agent) == found("support.by_code", "S1001", agent) == []


def test_a_ticket_is_told_when_it_opens_and_when_it_ends(ticket: SupportTicket, person: Person, agent: User) -> None:
    assert [(entry.at, entry.door.text) for entry in told("support.opened", person, agent)] == [
        (ticket.opened_at, "opened about other")
    ]
    assert told("support.ended", person, agent) == []
    services.end(ticket=ticket, at=now(), ended_by=SupportTicket.EndedBy.STAFF)
    assert [entry.door.text for entry in told("support.ended", person, agent)] == ["ended by staff"]


def test_a_stranger_finds_and_is_told_nothing(ticket: SupportTicket, person: Person, stranger: User) -> None:
    assert found("support.by_code", ticket.code, stranger) == []
    assert told("support.opened", person, stranger) == []
