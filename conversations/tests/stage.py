"""What other people do while a student chats: tutors, support, Paystack, the clock."""

import re
from datetime import timedelta

from django.contrib.auth.models import User

from homework.models import Homework
from payments.models import Payment
from support import services as support
from support.models import SupportTicket
from tests.builders import ask_student, make_assignment, make_solution, make_user
from tests.phone import Phone
from tests.world import World, now
from tutors.models import TutorAssignment

MIDDAY = "2026-11-23T11:00:00Z"
"""A Monday at noon in Lagos, when support is there."""

VERIFY = re.compile(r".*/transaction/verify/.*")


def staff(name: str) -> User:
    return User.objects.filter(username=name.lower()).first() or make_user(name.lower())


def claims(phone: Phone) -> Homework | None:
    """A tutor takes the newest homework that is waiting; None if none is."""
    homework = Homework.objects.filter(student=phone.conversation.student, status=Homework.Status.QUEUED).last()
    if homework:
        make_assignment(homework)
    return homework


def answers(phone: Phone, text: str) -> bool:
    """A tutor claims the waiting homework, if nobody has yet, and sends a solution."""
    claims(phone)
    assignment = TutorAssignment.objects.filter(
        homework__student=phone.conversation.student, homework__status=Homework.Status.ASSIGNED
    ).last()
    if assignment is None:
        return False
    make_solution(assignment.homework, text)
    phone.world.work()
    return True


def asks(phone: Phone, question: str) -> bool:
    """A tutor claims the waiting homework and asks the student something about it."""
    homework = claims(phone)
    if homework is None:
        return False
    ask_student(homework, question)
    phone.world.work()
    return True


def open_ticket(phone: Phone) -> SupportTicket | None:
    lead = phone.conversation.lead
    return support.open_ticket_of(lead) if lead else None


def support_replies(phone: Phone, text: str, *, name: str = "Sade") -> bool:
    ticket = open_ticket(phone)
    if ticket is None:
        return False
    support.reply(ticket=ticket, author=staff(name), text=text, at=now())
    phone.world.work()
    return True


def support_closes(phone: Phone) -> bool:
    ticket = open_ticket(phone)
    if ticket is None:
        return False
    support.end(ticket=ticket, ended_by=SupportTicket.EndedBy.STAFF, actor=staff("Sade"), at=now())
    phone.world.work()
    return True


def open_payment(phone: Phone) -> Payment | None:
    return Payment.objects.filter(student=phone.conversation.student, status__in=Payment.OPEN).order_by("pk").last()


def pays(phone: Phone, **changes: object) -> None:
    """The student pays the newest payment; from then on Paystack knows what it was paid."""
    phone.world.vendor.remove("GET", VERIFY)
    phone.pays(**changes)


def paystack_knows_nothing(world: World) -> None:
    """Every question about a payment is answered with «not found», until the student pays."""
    unknown = {"status": False, "message": "Transaction reference not found.", "code": "transaction_not_found"}
    world.vendor.add("GET", VERIFY, json=unknown, status=400)


def payment_fails(phone: Phone, reason: str) -> None:
    """The student tries on Paystack's page and the bank refuses; every question is answered so from then on."""
    payment = open_payment(phone)
    assert payment is not None
    Payment.objects.filter(pk=payment.pk).update(status=Payment.Status.PENDING, checkout_at=now())
    data = {
        "id": 4_100_000_000 + payment.pk,
        "domain": "test",
        "status": "failed",
        "reference": payment.reference,
        "amount": payment.amount_kobo,
        "currency": "NGN",
        "gateway_response": reason,
        "channel": "card",
    }
    phone.world.vendor.remove("GET", VERIFY)
    phone.world.vendor.add("GET", VERIFY, json={"status": True, "message": "Verification successful", "data": data})


def duration(amount: str, unit: str) -> timedelta:
    """`duration("31", "minutes")`"""
    return timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(amount)})
