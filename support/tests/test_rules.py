"""The rules of tickets, office hours and the FAQ's entries."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from core.clock import now
from core.models import AdminSettings
from students.models import Lead
from support import faq, hours, services
from support.models import FaqEntry, FaqTopic, SupportMessage, SupportTicket

LAGOS = ZoneInfo("Africa/Lagos")
STUDENT = SupportTicket.EndedBy.STUDENT


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=LAGOS)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (at(2, 9), at(2, 11)),
        (at(2, 19), at(3, 9)),
        (at(2, 20), at(3, 10)),
        (at(2, 23, 30), at(3, 10)),
        (at(3, 2), at(3, 10)),
        (at(2, 18, 30), at(3, 8, 30)),
    ],
)
def test_the_promise_counts_office_hours_only(asked: datetime, due: datetime) -> None:
    promised = hours.answer_due(AdminSettings(), asked)
    assert promised == due


def test_a_long_promise_spreads_over_days() -> None:
    assert hours.answer_due(AdminSettings(support_answer_minutes=26 * 60), at(2, 9)) == at(4, 11)


def test_one_open_ticket_per_person(ticket: SupportTicket, lead: Lead) -> None:
    assert services.open_ticket(lead=lead, reason="again", at=now()) == ticket
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportTicket.objects.create(lead=lead, reason="second")


def test_delivery_states_only_move_forward(ticket: SupportTicket, agent: User) -> None:
    message = services.reply(ticket=ticket, author=agent, text="On it", at=now())
    for told, expected in (
        ("held", "held"),
        ("sent", "sent"),
        ("read", "read"),
        ("delivered", "read"),
        ("failed", "read"),
        ("queued", "read"),
    ):
        services.message_progress(message_id=message.pk, state=told, at=now())
        message.refresh_from_db()
        assert message.state == expected


def test_a_message_is_added_once_and_a_late_one_does_not_turn_the_clock_back(ticket: SupportTicket) -> None:
    late = now() - timedelta(hours=3)
    for _ in range(2):
        services.add_message(ticket=ticket, text="Late", source_message_id="wamid.late", at=late)
    ticket.refresh_from_db()
    assert SupportMessage.objects.filter(text="Late").count() == 1
    assert ticket.last_person_at is not None
    assert ticket.last_person_at > late


def test_ending_twice_ends_once(ticket: SupportTicket) -> None:
    assert services.end(ticket=ticket, at=now(), ended_by=STUDENT)
    assert not services.end(ticket=ticket, at=now(), ended_by=STUDENT)


def test_every_seeded_entry_can_be_sent(db: None) -> None:
    entries = FaqEntry.objects.all()
    assert len(entries) >= 20
    assert set(entries.values_list("topic", flat=True)) == set(FaqTopic.values)
    for entry in entries:
        entry.full_clean()
        assert 20 < len(faq.filled(entry.answer)) <= faq.ANSWER_LIMIT
        assert "₦" not in entry.answer, "prices come from the settings"


def test_topics_without_entries_are_not_offered(db: None) -> None:
    FaqEntry.objects.filter(topic=FaqTopic.MORE).update(is_published=False)
    assert FaqTopic.MORE not in faq.topics()
