"""The fake Graph API refuses what WhatsApp refuses, and tells the product what became of the rest."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from sandbox import chat, clock, student
from sandbox.models import Delivery, Message, Phone
from sandbox.tests.knobs import clock_moved, fault, received

URL = f"/sandbox/graph/v25.0/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Phone:
    phone = student.create_phone(name="Ada Okafor", wa_id="2348031234567")
    phone.last_wrote_at = clock.now()
    phone.save()
    return phone


def send(body: dict[str, Any], *, token: str = "", url: str = URL) -> Any:
    whole = {"messaging_product": "whatsapp", "to": "2348031234567"} | body
    headers = {"Authorization": f"Bearer {token or settings.WHATSAPP_ACCESS_TOKEN}"}
    return Client().post(url, whole, content_type="application/json", headers=headers)


def buttons(*titles: str, **more: Any) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": f"b{n}", "title": title}} for n, title in enumerate(titles)]
    interactive = {"type": "button", "body": {"text": "Choose"}, "action": {"buttons": replies}} | more
    return {"type": "interactive", "interactive": interactive}


def rows(*titles: str, **more: Any) -> dict[str, Any]:
    items = [{"id": f"r{n}", "title": title} for n, title in enumerate(titles)]
    action = {"button": "Menu", "sections": [{"rows": items}]} | more
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "Choose"}, "action": action}}


def template(*values: str, name: str = "solution_ready", language: str = "en") -> dict[str, Any]:
    body = {"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}
    return {"type": "template", "template": {"name": name, "language": {"code": language}, "components": [body]}}


def statuses() -> list[dict[str, Any]]:
    bodies = [json.loads(bytes(row.body)) for row in Delivery.objects.order_by("due_at", "id")]
    return [body["entry"][0]["changes"][0]["value"]["statuses"][0] for body in bodies]


def test_a_text_is_accepted_and_its_reports_carry_our_callback_data(ada: Phone) -> None:
    answer = send({"type": "text", "text": {"body": "Hello"}, "biz_opaque_callback_data": "row-7"})
    assert answer.status_code == 200
    wamid = answer.json()["messages"][0]["id"]
    assert answer.json()["contacts"][0] == {"input": "2348031234567", "wa_id": "2348031234567", "user_id": ada.user_id}
    assert [(item["status"], item["id"], item["biz_opaque_callback_data"]) for item in statuses()] == [
        ("sent", wamid, "row-7"),
        ("delivered", wamid, "row-7"),
    ]
    assert chat.text_of(received(ada)[0]) == "Hello"


def test_a_person_without_a_number_is_reached_by_user_id_only() -> None:
    chidi = student.create_phone(name="Chidi", kind="username")
    Phone.objects.update(last_wrote_at=clock.now())
    answer = send({"to": "", "recipient": chidi.user_id, "type": "text", "text": {"body": "Hi"}})
    assert "wa_id" not in answer.json()["contacts"][0]
    assert "recipient_id" not in statuses()[0]
    assert statuses()[0]["recipient_user_id"] == chidi.user_id
    send({"to": chidi.user_id, "type": "text", "text": {"body": "Lost"}})
    assert [item["errors"][0]["code"] for item in statuses() if item["status"] == "failed"] == [131026]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"type": "text", "text": {"body": ""}}, 131008),
        ({"type": "text", "text": {"body": "x" * 4097}}, 131009),
        ({"type": "text", "text": {"body": "hi", "colour": "red"}}, 100),
        ({"type": "text", "text": {"body": "hi"}, "recipient": "NG.1"}, 100),
        ({"type": "poll", "poll": {}}, 100),
        ({"type": "image", "image": {"id": "404"}}, 100),
        ({"type": "image", "image": {"id": "1", "link": "https://x.example/a.jpg"}}, 100),
        ({"type": "image", "image": {"link": "https://x.example/a.jpg", "caption": "c" * 1025}}, 131009),
        (buttons(), 131009),
        (buttons("1", "2", "3", "4"), 131009),
        (buttons("A title of 21 letters"), 131009),
        (buttons("Yes", "Yes"), 131009),
        (buttons("Yes", body={"text": ""}), 131008),
        (buttons("Yes", body={"text": "b" * 1025}), 131009),
        (buttons("Yes", headline={"text": "h"}), 100),
        (rows(*[str(n) for n in range(11)]), 131009),
        (rows("A row title of 25 letters"), 131009),
        (rows("One", button="A button of 21 letter"), 131009),
        (rows("One", sections=[{"rows": [{"id": "a", "title": "A"}]}, {"rows": [{"id": "b", "title": "B"}]}]), 131008),
        (rows("One", sections=[{"rows": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}]), 131009),
        (template("line\nbreak"), 132018),
        (template(""), 132012),
        (template(), 132000),
        (template("Ada", name="unheard_of"), 132001),
        (template("Ada", language="en_US"), 132001),
        ({"type": "reaction", "reaction": {"message_id": "wamid.none", "emoji": "x"}}, 131009),
    ],
)
def test_what_whatsapp_refuses_is_refused_with_its_code(ada: Phone, body: dict[str, Any], code: int) -> None:
    answer = send(body)
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["fbtrace_id"]
    assert answer.status_code in {400, 404}
    assert not Message.objects.exists()


@pytest.mark.parametrize("body", [buttons("Yes", "No"), rows("One", "Two"), template("Ada")])
def test_what_keeps_to_the_limits_is_accepted(ada: Phone, body: dict[str, Any]) -> None:
    assert send(body).status_code == 200
    [shown] = chat.screen(ada)["messages"]
    assert shown.get("buttons") or shown["list"]["sections"]


def test_a_wrong_token_and_a_wrong_number_are_told_apart(ada: Phone) -> None:
    body = {"type": "text", "text": {"body": "hi"}}
    assert send(body, token="wrong").json()["error"]["code"] == 190
    other = send(body, url="/sandbox/graph/v25.0/999/messages")
    assert other.json()["error"]["error_subcode"] == 33


def test_outside_the_window_free_text_is_accepted_and_fails_later(ada: Phone) -> None:
    with clock_moved(timedelta(hours=25)):
        assert send({"type": "text", "text": {"body": "late"}}).status_code == 200
        assert send(template("Ada")).status_code == 200
    assert statuses()[0]["status"] == "failed"
    assert statuses()[0]["errors"][0]["code"] == 131047
    assert [message.kind for message in received(ada)] == ["template"]


def test_marking_as_read_turns_ticks_blue_and_shows_typing(ada: Phone) -> None:
    row = student.send(ada, ("text", {"body": "hi"}))
    body = {"status": "read", "message_id": row.wamid, "typing_indicator": {"type": "text"}}
    headers = {"Authorization": f"Bearer {settings.WHATSAPP_ACCESS_TOKEN}"}
    answer = Client().post(URL, {"messaging_product": "whatsapp"} | body, content_type="application/json", headers=headers)
    assert answer.json() == {"success": True}
    row.refresh_from_db()
    ada.refresh_from_db()
    assert row.status == Message.Status.READ
    assert ada.typing_until


@pytest.mark.parametrize(
    ("knob", "status", "code"),
    [("whatsapp_server_error", 503, 131000), ("whatsapp_dead_token", 401, 190), ("whatsapp_rate_limit", 429, 4)],
)
def test_a_knob_hits_as_often_as_it_says(ada: Phone, knob: str, status: int, code: int) -> None:
    body = {"type": "text", "text": {"body": "hi"}}
    with fault(**{knob: 1}):
        first, second = send(body), send(body)
    assert (first.status_code, first.json()["error"]["code"], second.status_code) == (status, code, 200)


def test_a_lost_answer_still_reaches_the_phone(ada: Phone) -> None:
    with fault(whatsapp_lost_answer=1):
        assert send({"type": "text", "text": {"body": "hi"}}).getvalue() == b""
    assert [chat.text_of(message) for message in received(ada)] == ["hi"]
    assert [item["status"] for item in statuses()] == ["sent", "delivered"]


def test_doubled_and_reordered_webhooks(ada: Phone) -> None:
    with fault(whatsapp_doubled_webhooks=1, whatsapp_reordered_webhooks=1):
        send({"type": "text", "text": {"body": "hi"}})
    assert [item["status"] for item in statuses()] == ["delivered", "sent", "sent"]
