"""People and things of the house, in the words of the domain, with sensible defaults: the set-up of every app's tests.

Each comes about as in life, through the services, where that is cheap. Tests say only what matters to them:

    homework = make_homework(status="queued", pages=2)
    make_ticket(homework.student, text="Where is my answer?")

`tests/cast.py` gives the people of the house as fixtures; `tests/phone.py` is a person who talks to us on WhatsApp.
"""

import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from PIL import Image, ImageDraw

from conversations.models import Conversation
from core.clock import now
from core.management.commands.create_roles import ROLES
from homework import services as homework_services
from homework.models import Attachment, Homework, Subject
from payments import services as payments
from payments.models import Payment, Plan, Subscription
from students import services as students
from students.models import AgeBand, Lead, Level, Student
from support import services as support
from support.models import SupportTicket
from tutors import services as tutors
from tutors.models import Tutor, TutorAssignment, TutorSolution
from tutors.services import solutions

QUESTION = "Solve 2x + 3 = 7 and show every step of the way"
PASSWORD = "a-long-pass-phrase"
CHECKOUT_URL = "https://checkout.paystack.example/nms6uvr1pl"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
Status = Homework.Status


def picture(seed: int = 1, size: tuple[int, int] = (600, 800), form: str = "JPEG", *, text: str = "") -> bytes:
    """A small real picture; another seed gives other bytes, a text is written on it."""
    image = Image.new("RGB", size, (seed * 37 % 255, seed * 91 % 255, 90))
    if text:
        ImageDraw.Draw(image).text((size[0] // 10, size[1] // 10), text, fill="white", font_size=size[0] // 12)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def uploaded(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


# Staff


def make_user(username: str, *allowed: str, **facts: Any) -> User:
    """An account of staff that may do nothing but what is said, by the code names of permissions."""
    given: dict[str, Any] = {"is_staff": True, "first_name": username.title(), "password": PASSWORD}
    user = User.objects.create_user(username, **given | facts)
    if allowed:
        user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    return user


def make_member(role: str, username: str = "", **facts: Any) -> User:
    """Somebody with one of the roles of `create_roles`: Support, Finance, Admin, Operations, Tutor."""
    user = make_user(username or role.lower(), **facts)
    user.groups.add(_group(role))
    return user


def _group(role: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        labels = Permission.objects.annotate(label=Concat("content_type__app_label", Value("."), "codename"))
        group.permissions.set(labels.filter(label__in=ROLES[role]))
    return group


def make_tutor(username: str = "tunde", **facts: Any) -> Tutor:
    return Tutor.objects.create(user=make_user(username), **facts)


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# People who write to us


def make_lead(profile_name: str = "Ada", **facts: Any) -> Lead:
    """Somebody who wrote to us and is not registered."""
    return Lead.objects.create(profile_name=profile_name, **{"first_seen_at": now()} | facts)


def make_student(full_name: str = "Ada Obi", *, lead: Lead | None = None, at: datetime | None = None, **facts: Any) -> Student:
    """A registered student, with a lead and a consent."""
    at = at or now()
    given: dict[str, Any] = {
        "email": "",
        "class_text": "SS2",
        "level": Level.SENIOR,
        "age_band": AgeBand.TEENAGER,
        "phone": "2348031234567",
        "consent_message_id": "wamid.consent",
    }
    lead = lead or make_lead(full_name.split(maxsplit=1)[0], first_seen_at=at)
    return students.register(lead=lead, full_name=full_name, at=at, **given | facts)


def make_conversation(person: Student | Lead, **facts: Any) -> Conversation:
    """The chat of a student or a lead at the menu, who has just written."""
    given = {"wa_id": "2348031234567", "state": "idle", "last_inbound_at": now()} | facts
    return Conversation.objects.create(lead=lead_of(person), **given)


def lead_of(person: Student | Lead) -> Lead:
    return person if isinstance(person, Lead) else Lead.objects.get(student=person)


# Homework and its answers


def make_homework(
    student: Student | None = None,
    *,
    status: str = Status.DRAFT,
    subject: str = "Mathematics",
    text: str = QUESTION,
    pages: int = 0,
    at: datetime | None = None,
    tutor: Tutor | None = None,
) -> Homework:
    """A homework with one line and some photos that came to this status by the usual way, all at one moment.

    Args:
        tutor: who works on it, from assigned on; Tunde unless told otherwise.
    """
    at = at or now()
    homework = homework_services.start_draft(student=student or make_student(), at=at)
    if subject:
        homework_services.set_subject(homework=homework, subject=Subject.objects.get_or_create(name=subject)[0])
    if text:
        homework_services.add_text(homework=homework, message_id=f"wamid.text.{homework.pk}", text=text, sent_at=at)
    for number in range(1, pages + 1):
        make_page(homework, number)
    return _brought_to(status, homework, at, tutor)


_BEFORE = {
    Status.AWAITING_PAYMENT: Status.DRAFT,
    Status.CANCELLED: Status.DRAFT,
    Status.QUEUED: Status.DRAFT,
    Status.ASSIGNED: Status.QUEUED,
    Status.NEEDS_CLARIFICATION: Status.ASSIGNED,
    Status.SOLVED: Status.ASSIGNED,
    Status.CLOSED: Status.SOLVED,
    Status.DISPUTED: Status.SOLVED,
}
"""From which status a homework comes into each."""


def _brought_to(status: str, homework: Homework, at: datetime, tutor: Tutor | None) -> Homework:
    if status == Status.DRAFT:
        return homework
    _brought_to(_BEFORE[Status(status)], homework, at, tutor)
    match status:
        case Status.AWAITING_PAYMENT:
            homework_services.submit_for_payment(homework=homework, at=at)
        case Status.CANCELLED:
            homework_services.cancel(homework_id=homework.pk, at=at)
        case Status.QUEUED:
            homework_services.release(homework_id=homework.pk, at=at)
        case Status.ASSIGNED:
            make_assignment(homework, tutor, at=at)
        case Status.NEEDS_CLARIFICATION:
            ask_student(homework, at=at)
        case Status.SOLVED:
            make_solution(homework, at=at)
        case Status.CLOSED:
            homework_services.close(homework_id=homework.pk, at=at)
        case Status.DISPUTED:
            homework_services.dispute(homework_id=homework.pk)
    homework.refresh_from_db()
    return homework


def make_page(homework: Homework, number: int = 1, *, caption: str = "", **facts: Any) -> Attachment:
    """A photo that has arrived; its text tells its number."""
    data = picture(number, (900, 1200), text=f"Page {number}")
    given: dict[str, Any] = {
        "position": number,
        "source_message_id": f"wamid.{homework.pk}.{number}",
        "sent_at": now(),
        "state": Attachment.State.READY,
        "file": default_storage.save(f"homework/{homework.pk}/page{number}.jpg", ContentFile(data)),
        "caption": caption,
        "digest": hashlib.sha256(data).hexdigest(),
        "size_bytes": len(data),
    }
    return Attachment.objects.create(homework=homework, **given | facts)


def make_assignment(homework: Homework, tutor: Tutor | None = None, *, at: datetime | None = None) -> TutorAssignment:
    """A tutor claims it: Tunde, unless told otherwise."""
    tutor = tutor or Tutor.objects.filter(user__username="tunde").first() or make_tutor()
    return tutors.claim(homework_id=homework.pk, tutor=tutor, at=at or now())


def tutor_of(homework: Homework) -> Tutor:
    """Who works on it now."""
    return TutorAssignment.objects.get(homework=homework, released_at=None).tutor


def ask_student(homework: Homework, question: str = "Which value of x?", *, at: datetime | None = None) -> None:
    """The homework's tutor asks for more."""
    tutors.ask_student(homework_id=homework.pk, actor=tutor_of(homework).user, question=question, at=at or now())


def make_solution(homework: Homework, text: str = "x = 2", *, at: datetime | None = None) -> TutorSolution:
    """The homework's tutor sends an answer."""
    actor = tutor_of(homework)
    draft = tutors.start_draft(homework=homework, tutor=actor, at=at or now())
    solutions.save_draft(solution=draft, actor=actor.user, text=text, video_link="", captions={})
    return tutors.send(solution=draft, actor=actor.user, at=at or now())


# Money and support


def make_payment(homework: Homework | None = None, *, at: datetime | None = None) -> Payment:
    """An attempt to pay whose checkout page was handed out a minute ago."""
    at = at or now() - timedelta(minutes=1)
    payment = payments.open_attempt(homework=homework or make_homework(status=Status.AWAITING_PAYMENT), at=at)
    payment.status, payment.authorization_url, payment.checkout_at = Payment.Status.PENDING, CHECKOUT_URL, at
    payment.next_check_at = at + timedelta(minutes=2)
    payment.save()
    return payment


def make_plan(name: str = "Weekly", **facts: Any) -> Plan:
    given = {"price_kobo": 150_000, "period_length": 7, "period_unit": Plan.Unit.DAY, "homework_limit": 5} | facts
    return Plan.objects.create(name=name, **given)


def make_subscription(
    student: Student, *, plan: Plan | None = None, starts_at: datetime | None = None, days: int = 30, **facts: Any
) -> Subscription:
    """A period that has just begun, of the plan that everybody can buy unless told otherwise."""
    plan, starts_at = plan or Plan.objects.get(name="Monthly"), starts_at or now()
    given: dict[str, Any] = {
        "price_kobo": plan.price_kobo,
        "homework_limit": plan.homework_limit,
        "bought_at": starts_at,
        "ends_at": starts_at + timedelta(days=days),
        "day_count": days,
    }
    return Subscription.objects.create(student=student, plan=plan, starts_at=starts_at, **given | facts)


def make_ticket(
    person: Student | Lead | None = None, *, text: str = "It never came", at: datetime | None = None
) -> SupportTicket:
    """A ticket of somebody who asked for people."""
    at = at or now()
    ticket = support.open_ticket(lead=lead_of(person or make_student()), reason="asked", at=at)
    if text:
        support.add_message(ticket=ticket, text=text, source_message_id=f"wamid.ticket.{ticket.pk}", at=at)
    return ticket
