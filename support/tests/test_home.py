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
    ticket: SupportTicket, sade: User, femi: User, django_assert_num_queries: Any
) -> None:
    services.claim(ticket=ticket, actor=sade)
    with django_assert_num_queries(1):
        assert [door.title for door in doors(sade)] == [1, 1]
    services.reply(ticket=ticket, author=sade, text="On it", at=now())
    assert [door.title for door in doors(femi)] == [0, 0]
    assert [door.url for door in doors(femi)] == [
        "/admin/support/supportticket/",
        "/admin/support/supportticket/?inbox=mine",
    ]


def test_a_ticket_is_found_by_its_code(ticket: SupportTicket, sade: User) -> None:
    (door,) = found("support.by_code", ticket.code.lower(), sade)
    assert (door.title, door.text) == (str(ticket), "Ada Obi, open")
    assert found("support.by_code", "T1000", sade) == found("support.by_code", "S1001", sade) == []


def test_a_ticket_is_told_when_it_opens_and_when_it_ends(ticket: SupportTicket, person: Person, sade: User) -> None:
    assert [(entry.at, entry.door.text) for entry in told("support.opened", person, sade)] == [
        (ticket.opened_at, "opened about other")
    ]
    assert told("support.ended", person, sade) == []
    services.end(ticket=ticket, at=now(), ended_by=SupportTicket.EndedBy.STAFF)
    assert [entry.door.text for entry in told("support.ended", person, sade)] == ["ended by staff"]


def test_a_stranger_finds_and_is_told_nothing(ticket: SupportTicket, person: Person, stranger: User) -> None:
    assert found("support.by_code", ticket.code, stranger) == []
    assert told("support.opened", person, stranger) == []
