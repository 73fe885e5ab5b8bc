"""Where a message stands is told alike by the outbox, on the tutor's page and in the support thread, whatever happens to it."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from conversations import services
from conversations.models import OutboundMessage
from conversations.tests import stage
from conversations.tests.test_reports import GIVEN_UP, HELD, RETRIED, report
from support.models import SupportMessage
from tests.builders import make_member, signed_in
from tests.phone import Phone
from tests.world import World, now
from tutors.models import SolutionPart

Status = OutboundMessage.Status
REFUSED = 131021
"""WhatsApp will not take this message, but takes others to the same person."""
ARRIVED = [Status.READ, Status.DELIVERED]


def a_part(student: Phone) -> str:
    """A tutor's answer is on its way; returns what its message carries."""
    student.orders("Solve 2x + 3 = 7, with every step").pays()
    assert stage.answers(student, "x = 2")
    return f"solution_part:{SolutionPart.objects.get().pk}"


def an_answer_of_support(student: Phone) -> str:
    student.says("talk to us").taps("Homework").says("My answer never came")
    assert stage.support_replies(student, "I am looking into it")
    return f"support_message:{SupportMessage.objects.get(sender='staff').pk}"


def told(origin: str) -> str:
    """What the page of the one who wrote it says."""
    kind, _, pk = origin.partition(":")
    row = SolutionPart.objects.get(pk=pk) if kind == "solution_part" else SupportMessage.objects.get(pk=pk)
    return str(row.state)


def truth(origin: str) -> str:
    """Where the outbox has it: arrived if one of its messages has, else as the newest one stands."""
    rows = list(OutboundMessage.objects.filter(origin=origin).order_by("-pk"))
    arrived = next((state for state in ARRIVED if any(row.status == state for row in rows)), None)
    state = arrived or rows[0].status
    return "waiting" if state in {Status.QUEUED, Status.SENDING} else str(state)


def newest(origin: str) -> OutboundMessage:
    return OutboundMessage.objects.filter(origin=origin).latest("pk")


CARRIED = pytest.mark.parametrize("begins", [a_part, an_answer_of_support])


@CARRIED
def test_a_message_refused_after_it_was_sent_waits_everywhere(
    world: World, student: Phone, begins: Callable[[Phone], str]
) -> None:
    origin = begins(student)
    row = newest(origin)
    assert told(origin) == "sent"
    report(world, str(row.wamid), "failed", code=HELD, tracker=f"outbound:{row.pk}")
    assert (newest(origin).status, told(origin)) == ("held", "held")
    student.says("hello?")
    assert (newest(origin).status, told(origin)) == ("sent", "sent")


@CARRIED
def test_a_message_that_failed_and_is_sent_again_is_not_told_as_failed(
    world: World, student: Phone, begins: Callable[[Phone], str], admin_user: Any
) -> None:
    origin = begins(student)
    row = newest(origin)
    report(world, str(row.wamid), "failed", code=REFUSED, tracker=f"outbound:{row.pk}")
    assert told(origin) == "failed"
    again = services.send_again(message=newest(origin), actor=admin_user, at=now())
    assert again is not None
    assert again.pk == newest(origin).pk
    assert told(origin) == "waiting"
    world.work()
    assert (newest(origin).status, told(origin)) == ("sent", "sent")
    report(world, str(newest(origin).wamid), "delivered")
    assert told(origin) == "delivered"


def test_the_tutors_page_says_what_the_outbox_says(world: World, student: Phone) -> None:
    origin = a_part(student)
    row = newest(origin)
    report(world, str(row.wamid), "failed", code=HELD, tracker=f"outbound:{row.pk}")
    part = SolutionPart.objects.get()
    page = signed_in(make_member("Admin", "amina")).get(f"/admin/work/{part.solution.homework_id}/").content.decode()
    assert "Waits for the student to write" in page


@pytest.mark.parametrize("seed", range(12))
@CARRIED
def test_in_any_order_of_events_all_tell_the_same(
    world: World, student: Phone, begins: Callable[[Phone], str], seed: int, admin_user: Any
) -> None:
    chance, origin = random.Random(seed), begins(student)
    for _ in range(10):
        row = chance.choice(OutboundMessage.objects.filter(origin=origin))
        match chance.choice(["report", "report", "refusal", "again", "writes", "works"]):
            case "report" if row.wamid:
                report(world, row.wamid, chance.choice(["sent", "delivered", "read"]))
            case "refusal" if row.wamid:
                code = chance.choice([HELD, GIVEN_UP, REFUSED, RETRIED])
                report(world, row.wamid, "failed", code=code, tracker=f"outbound:{row.pk}")
            case "again":
                services.send_again(message=row, actor=admin_user, at=now())
            case "writes":
                student.says("hello?")
            case _:
                world.work()
        assert told(origin) == truth(origin)
