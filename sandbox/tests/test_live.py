"""Over real HTTP: the page in a browser, webhooks from the background thread, an answer that never comes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sandbox import clock, student
from sandbox.models import Delivery, Message, Phone
from sandbox.tests.knobs import fault, received
from tests.waiting import STANDSTILL_SECONDS, until

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = {"Authorization": f"Bearer {django_settings.WHATSAPP_ACCESS_TOKEN}"}


@pytest.fixture
def server(live_server: LiveServer, settings: Any) -> Iterator[str]:
    settings.PUBLIC_URL = live_server.url
    yield live_server.url
    until(lambda: not Delivery.objects.filter(done_at=None, given_up=False).exists(), "the thread is idle again")


def open_phone() -> Phone:
    phone = student.create_phone(name="Ada Okafor", wa_id="2348031234567")
    phone.last_wrote_at = clock.now()
    phone.save()
    return phone


def send(server: str, content: dict[str, Any]) -> requests.Response:
    url = f"{server}/sandbox/graph/v25.0/{django_settings.WHATSAPP_PHONE_NUMBER_ID}/messages"
    body = {"messaging_product": "whatsapp", "to": "2348031234567"} | content
    return requests.post(url, json=body, headers=HEADERS, timeout=STANDSTILL_SECONDS)


def test_the_thread_posts_what_a_student_sends(server: str) -> None:
    phone = open_phone()
    answer = requests.post(
        f"{server}/sandbox/api/phones/{phone.pk}/messages", json={"act": "text", "text": "hi"}, timeout=STANDSTILL_SECONDS
    )
    assert answer.status_code == 201
    until(lambda: Delivery.objects.get().done_at, "the webhook is posted")
    assert Message.objects.filter(from_student=True).get().status == Message.Status.DELIVERED


def test_a_lost_answer_breaks_the_connection(server: str) -> None:
    phone = open_phone()
    with fault(whatsapp_lost_answer=1), pytest.raises(requests.ConnectionError):
        send(server, {"type": "text", "text": {"body": "hi"}})
    assert len(received(phone)) == 1


def test_early_statuses_come_before_the_answer(server: str) -> None:
    open_phone()
    with fault(whatsapp_early_statuses=1):
        send(server, {"type": "text", "text": {"body": "hi"}})
        assert Delivery.objects.filter(done_at__isnull=False).count() == 2


@pytest.mark.browser
def test_a_student_types_taps_and_sends_photos(server: str, page: Page, assert_accessible: Callable[[Page], None]) -> None:
    phone = open_phone()
    reply = {"type": "reply", "reply": {"id": "one", "title": "Send homework"}}
    action = {"buttons": [reply]}
    send(server, {"type": "interactive", "interactive": {"type": "button", "body": {"text": "Hello"}, "action": action}})
    section = {"rows": [{"id": "maths", "title": "Mathematics", "description": "Algebra"}]}
    menu = {"type": "list", "body": {"text": "Which?"}, "action": {"button": "Choose", "sections": [section]}}
    send(server, {"type": "interactive", "interactive": menu})

    page.goto(f"{server}/sandbox/")
    page.get_by_role("button", name="Send homework", exact=True).click()
    page.get_by_role("button", name="Choose", exact=True).click()
    assert_accessible(page)
    page.get_by_role("button", name="Mathematics", exact=True).click()
    page.get_by_label("Message", exact=True).fill("2x = 4")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send photos").click()
    page.get_by_label("Maths page").check()
    page.get_by_label("Physics page").check()
    page.get_by_role("button", name="Send chosen photos").click()
    mine = page.get_by_role("article", name="You")
    expect(mine).to_have_count(5)
    assert_accessible(page)
    kinds = Message.objects.filter(phone=phone, from_student=True).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["interactive", "interactive", "text", "image", "image"]
    unread = Message.objects.filter(from_student=False).exclude(status=Message.Status.READ)
    until(lambda: not unread.exists(), "everything is read")


@pytest.mark.browser
def test_on_a_small_screen_the_panel_hides_behind_a_button(
    server: str, page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    open_phone()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}/sandbox/")
    panel = page.get_by_role("complementary", name="Sandbox panel")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Sandbox panel").click()
    page.get_by_role("button", name="+1 h").click()
    expect(page.get_by_text("(1 h 0 min ahead)")).to_be_visible()
    page.get_by_role("button", name="Real time").click()
    expect(page.get_by_text("(real time)")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Back to the phone").click()
    expect(panel).to_be_hidden()
    clock.forget()
