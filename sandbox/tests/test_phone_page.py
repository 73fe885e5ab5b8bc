"""The phone's JSON addresses, the demo people, the clock."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from sandbox import clock, demo, student
from sandbox.models import Delivery, Message, Phone
from sandbox.tests.knobs import clock_moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Phone:
    return student.create_phone(name="Ada Okafor")


def act(phone: Phone, **body: Any) -> Any:
    return Client().post(f"/sandbox/api/phones/{phone.pk}/messages", body, content_type="application/json")


def test_the_page_names_everything_it_offers(phone: Phone) -> None:
    page = Client().get("/sandbox/").content.decode()
    assert demo.PASSWORD in page
    assert "+25 h" in page
    assert "Maths page" in page


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"act": "text", "text": "hi"}, "text"),
        ({"act": "sample", "samples": ["maths"]}, "image"),
        ({"act": "sample", "samples": ["document"]}, "document"),
        ({"act": "sample", "samples": ["voice"]}, "audio"),
        ({"act": "sample", "samples": ["sticker"]}, "sticker"),
        ({"act": "sample", "samples": ["video"]}, "video"),
        ({"act": "location"}, "location"),
        ({"act": "contact"}, "contacts"),
        ({"act": "unsupported"}, "unsupported"),
    ],
)
def test_every_kind_can_be_sent_and_seen(phone: Phone, body: dict[str, Any], kind: str) -> None:
    assert act(phone, **body).status_code == 201
    assert Message.objects.get().kind == kind
    assert Delivery.objects.count() == 1
    screen = Client().get(f"/sandbox/api/phones/{phone.pk}/chat?seen=1").json()
    assert [message["kind"] for message in screen["messages"]] == [kind]


@pytest.mark.parametrize("body", [{}, {"act": "fly"}, {"act": "text", "text": " "}, {"act": "sample", "samples": ["none"]}])
def test_nonsense_is_refused_in_words(phone: Phone, body: dict[str, Any]) -> None:
    answer = act(phone, **body)
    assert answer.status_code == 400
    assert answer.json()["problem"]


def test_a_foreign_page_cannot_post(phone: Phone) -> None:
    answer = Client().post(f"/sandbox/api/phones/{phone.pk}/messages", "x", content_type="text/plain")
    assert answer.status_code == 415


def test_files_from_the_computer_become_messages(phone: Phone) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [SimpleUploadedFile(f"{n}.jpg", b"bytes", content_type="image/jpeg") for n in range(2)]
    answer = Client().post(
        f"/sandbox/api/phones/{phone.pk}/files", {"files": files, "caption": "Both"}, headers={"X-Sandbox": "1"}
    )
    assert answer.status_code == 201
    assert len(answer.json()["wamids"]) == 2
    assert Message.objects.order_by("id")[0].payload["image"]["caption"] == "Both"


def test_faults_are_set_by_name_and_wrong_names_refused() -> None:
    def post(body: dict[str, Any]) -> Any:
        return Client().post("/sandbox/faults", body, content_type="application/json")

    assert post({"whatsapp_html": 2}).json()["whatsapp_html"] == 2
    assert post({"nonsense": 1}).status_code == 400
    assert post({"whatsapp_html": "2"}).status_code == 400
    assert post({"clear": True}).json()["whatsapp_html"] == 0


def test_the_clock_moves_and_comes_back() -> None:
    with clock_moved(timedelta(hours=25)):
        assert clock.now() - timezone.now() > timedelta(hours=24)
    assert clock.now() - timezone.now() < timedelta(minutes=1)


def test_seeding_twice_makes_everybody_once() -> None:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    call_command("seed_demo", stdout=StringIO())
    assert demo.PASSWORD in out.getvalue()
    assert User.objects.filter(is_staff=True).count() == len(demo.LOGINS)
    assert Phone.objects.count() == len(demo.PHONES)
    assert User.objects.get(username="tutor1").check_password(demo.PASSWORD)
    assert Phone.objects.get(name="Chidi Eze").wa_id is None


def test_seeding_refuses_outside_the_sandbox(settings: Any) -> None:
    settings.SANDBOX = False
    with pytest.raises(CommandError):
        call_command("seed_demo")
