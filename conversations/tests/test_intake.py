"""What the webhook does with everything that can arrive at it."""

import json
from typing import Any

import pytest
from django.conf import settings

from conversations.models import Conversation, DeliveryReport, InboundMessage
from homework.models import Homework
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now


def url_post(world: World, raw: bytes, **headers: str) -> Any:
    return world.client.post("/api/webhook/whatsapp", raw, content_type="application/json", headers=headers)


def rows() -> int:
    return InboundMessage.objects.count() + Conversation.objects.count() + DeliveryReport.objects.count()


def test_the_handshake_returns_the_bare_challenge(world: World) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": settings.WHATSAPP_VERIFY_TOKEN, "hub.challenge": "11<b>"}
    response = world.client.get("/api/webhook/whatsapp", query)
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"11<b>", "text/plain")


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_wrong_verify_token_is_refused(world: World, token: str, settings: Any) -> None:
    settings.WHATSAPP_VERIFY_TOKEN = "" if token == "" else "right"
    query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1"}
    assert world.client.get("/api/webhook/whatsapp", query).status_code == 403


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=ünsinn"])
def test_an_unsigned_or_forged_body_leaves_no_row(world: World, phone: Phone, signature: str) -> None:
    raw = json.dumps(phone.body(phone.item(*payloads.text("hi")))).encode()
    response = url_post(world, raw, **{"X-Hub-Signature-256": signature})
    assert response.status_code == 401
    assert rows() == 0


def test_a_body_signed_with_another_secret_is_refused(world: World, phone: Phone) -> None:
    assert world.post(phone.body(phone.item(*payloads.text("hi"))), secret="another").status_code == 401


def test_an_empty_app_secret_refuses_everything(world: World, phone: Phone, settings: Any) -> None:
    settings.WHATSAPP_APP_SECRET = ""
    assert world.post(phone.body(phone.item(*payloads.text("hi")))).status_code == 401


def test_an_oversized_body_gets_413(world: World) -> None:
    response = url_post(world, b"x" * (4 * 1024 * 1024 + 1))
    assert (response.status_code, rows()) == (413, 0)


def test_a_body_of_three_megabytes_is_taken(world: World, phone: Phone) -> None:
    items = [phone.item(*payloads.text("a" * 1000)) for _ in range(2600)]
    assert world.post(phone.body(*items)).status_code == 200
    assert InboundMessage.objects.count() == 2600


def test_another_content_type_gets_415(world: World) -> None:
    response = world.client.post("/api/webhook/whatsapp", b"a=1", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, rows()) == (415, 0)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 900 + b"1" + b"}" * 900])
def test_a_signed_body_that_is_no_usable_json_is_no_traceback(world: World, raw: bytes) -> None:
    import hashlib
    import hmac

    signature = "sha256=" + hmac.new(settings.WHATSAPP_APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
    response = url_post(world, raw, **{"X-Hub-Signature-256": signature})
    assert response.status_code in {200, 400, 415}
    assert b"Traceback" not in response.content


@pytest.mark.parametrize(
    "body", [[], {}, 1, "x", None, {"entry": 1}, {"entry": [1, {"changes": [2, {"field": 3}]}]}, {"a": float("nan")}]
)
def test_signed_nonsense_is_stored_and_answered_200(world: World, body: Any) -> None:
    assert world.post(body).status_code == 200
    assert InboundMessage.objects.get().kind == "account"


def test_a_redelivery_changes_nothing(world: World, phone: Phone) -> None:
    body = phone.body(phone.item(*payloads.text("hi")))
    for _ in range(3):
        assert world.post(body).status_code == 200
    world.work()
    assert world.post(body).status_code == 200
    world.work()
    assert InboundMessage.objects.count() == 1
    assert len(phone.messages) == 1


def test_a_batch_of_several_people_and_reports_is_stored_whole(world: World) -> None:
    people = [Phone(world, name=f"Person {n}") for n in range(3)]
    messages = [person.item(*payloads.text("hi")) for person in people]
    report = payloads.status("wamid.X", "delivered", at=now(), wa_id="234")
    value = payloads.value(
        phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID,
        senders=[person.sender for person in people],
        messages=[*messages, messages[0]],
        statuses=[report],
    )
    other = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[report])
    assert world.post(payloads.envelope(value, other)).status_code == 200
    assert (InboundMessage.objects.count(), Conversation.objects.count(), DeliveryReport.objects.count()) == (3, 3, 1)
    world.work()
    assert all(len(person.messages) == 1 for person in people)


def test_a_message_to_another_number_is_stored_and_not_answered(world: World, phone: Phone) -> None:
    value = payloads.value(phone_number_id="123456123", senders=[phone.sender], messages=[phone.item(*payloads.text("test"))])
    assert world.post(payloads.envelope(value)).status_code == 200
    world.work()
    assert InboundMessage.objects.get().result == "other_number"
    assert world.sent == []


def test_text_that_postgresql_cannot_hold_is_cleaned(world: World, phone: Phone) -> None:
    assert world.post(phone.body(phone.item(*payloads.text("a\x00b\ud800c")))).status_code == 200
    assert InboundMessage.objects.get().text == "ab?c"


KINDS: list[tuple[str, Any, str]] = [
    ("sticker", {"id": "1", "mime_type": "image/webp"}, ""),
    ("reaction", {"message_id": "wamid.x", "emoji": "👍"}, ""),
    ("edit", {"original_message_id": "wamid.x", "message": {}}, ""),
    ("revoke", {"original_message_id": "wamid.x"}, ""),
    ("system", {"type": "user_changed_number", "wa_id": "234"}, ""),
    ("video", {"id": "1", "mime_type": "video/mp4"}, "text and photos"),
    ("location", {"latitude": 6.5, "longitude": 3.3}, "text and photos"),
    ("contacts", [{"name": {"formatted_name": "Bola"}}], "text and photos"),
    ("order", {"catalog_id": "1"}, "text and photos"),
    ("document", {"id": "1", "mime_type": "application/zip", "filename": "../x"}, "text and photos"),
    ("unsupported", {"type": "poll_creation"}, "couldn't open that"),
    ("ephemeral", {}, "couldn't open that"),
    ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{"}}, ""),
    ("interactive", {}, "couldn't open that"),
    ("text", {}, "What can I do"),
    ("request_welcome", {}, "What can I do"),
]


@pytest.mark.parametrize(("kind", "content", "words"), KINDS)
def test_every_kind_is_stored_and_answered_as_its_row_says(student: Phone, kind: str, content: Any, words: str) -> None:
    before = InboundMessage.objects.count()
    student.sends(student.item(kind, content))
    assert InboundMessage.objects.count() == before + 1
    assert not InboundMessage.objects.filter(processed_at=None).exists()
    if words:
        student.sees(words)
    else:
        student.sees_nothing()


def test_a_message_without_a_type_is_answered_kindly(student: Phone) -> None:
    item = student.item("text", {"body": "x"})
    del item["type"], item["text"]
    student.sends(item).sees("couldn't open that")


def test_other_fields_are_stored_once(world: World) -> None:
    body = payloads.envelope({"event": "DISABLED", "reason": None}, field="message_template_status_update")
    assert world.post(body).status_code == 200
    assert world.post(body).status_code == 200
    row = InboundMessage.objects.get()
    assert (row.kind, row.text, row.conversation) == ("account", "message_template_status_update", None)


def test_messages_are_taken_in_the_senders_order(world: World, student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Type")
    first, second = student.item(*payloads.text("First line of it")), student.item(*payloads.text("Second line of it"))
    first["timestamp"], second["timestamp"] = str(int(now().timestamp())), str(int(now().timestamp()) + 1)
    student.sends(second, first).sees("Got 2 lines")
    assert Homework.objects.get().text == "First line of it\nSecond line of it"
