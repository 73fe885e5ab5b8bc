"""The cast and the paper of these tests."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

import homework.services as homework_services
from core import clock
from homework.models import Attachment, Homework, Subject
from students.models import Student
from tutors.models import Tutor

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
PASSWORD = "a-long-pass-phrase"


def picture(width: int = 900, height: int = 1200, text: str = "x + 2 = 5", kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).text((width // 10, height // 10), text, fill="black", font_size=width // 12)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def uploaded(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def make_user(username: str, **fields: Any) -> User:
    return User.objects.create_user(username, password=PASSWORD, **({"is_staff": True} | fields))


def make_tutor(username: str, **fields: Any) -> Tutor:
    return Tutor.objects.create(user=make_user(username, first_name=username.title()), **fields)


def add_page(homework: Homework, number: int, text: str = "") -> Attachment:
    name = default_storage.save(f"homework/{homework.pk}/page{number}.jpg", ContentFile(picture(text=text or f"Page {number}")))
    return Attachment.objects.create(
        homework=homework,
        position=number,
        source_message_id=f"wamid.{homework.pk}.{number}",
        sent_at=clock.now(),
        state=Attachment.State.READY,
        file=name,
        caption=f"Number {number}, please" if number == 1 else "",
    )


def make_homework(
    *, subject: str = "Mathematics", pages: int = 0, text: str = "Solve 2x + 3 = 7", ago: timedelta = timedelta(hours=1)
) -> Homework:
    at: datetime = clock.now() - ago
    student = Student.objects.create(full_name="Adaeze Okonkwo", phone="2348031234567", class_text="SS2", level="senior")
    homework = homework_services.start_draft(student=student, at=at)
    row, _ = Subject.objects.get_or_create(name=subject)
    homework_services.set_subject(homework=homework, subject=row)
    homework_services.add_text(homework=homework, message_id=f"wamid.text.{homework.pk}", text=text, sent_at=at)
    for number in range(1, pages + 1):
        add_page(homework, number)
    return homework_services.release(homework_id=homework.pk, at=at)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def homework(db: None) -> Homework:
    return make_homework(pages=2)


@pytest.fixture
def tutor(db: None) -> Tutor:
    return make_tutor("tunde")


@pytest.fixture
def other_tutor(db: None) -> Tutor:
    return make_tutor("zainab")


@pytest.fixture
def overseer(db: None) -> User:
    user = make_user("boss")
    user.user_permissions.add(Permission.objects.get(codename="oversee_work"))
    return user


@pytest.fixture
def events_of() -> Iterator[Callable[[Any], list[dict[str, Any]]]]:
    """Gives a function that listens to a signal and returns the list of what it was sent with."""

    def listen(signal: Any) -> list[dict[str, Any]]:
        heard: list[dict[str, Any]] = []

        def receiver(**arguments: Any) -> None:
            heard.append(arguments)

        signal.connect(receiver, weak=False)
        stops.append(lambda: signal.disconnect(receiver))
        return heard

    stops: list[Callable[[], Any]] = []
    yield listen
    for stop in stops:
        stop()
