"""What the chat makes of messages that are neither text nor taps: thumbs, lost photos, late words, moved numbers."""

from datetime import timedelta
from typing import Any

import pytest

from conversations.models import Conversation, InboundMessage
from conversations.tests import stage
from conversations.tests.support_acts import answers, asks_support
from core.models import Alert, AuditEntry
from sandbox import payloads
from tests.builders import picture
from tests.phone import Phone
from tests.world import World, now

HOURS = timedelta(hours=1)


def reacts(phone: Phone, emoji: str, to: str = "") -> Phone:
    newest = phone.rows.latest("created_at", "id")
    return phone.sends(phone.item(*payloads.reaction(to or str(newest.wamid), emoji)))


@pytest.fixture
def asked(student: Phone) -> Phone:
    """A student whose last message is the question whether to discard what they typed."""
    student.says("menu").taps("Send homework").taps("Mathematics").taps("Type").says("Solve 2x + 3 = 7 for me")
    student.says("cancel").sees("Discard this?")
    return student


@pytest.mark.parametrize("emoji", ["👍", "👍🏾"])
def test_a_thumbs_up_says_yes_to_the_question_asked_last(asked: Phone, emoji: str) -> None:
    reacts(asked, emoji).sees("Discarded")


@pytest.mark.parametrize("emoji", ["😂", "👎", ""])
def test_any_other_reaction_is_silent_and_opens_the_window(asked: Phone, emoji: str) -> None:
    before = asked.conversation.state
    asked.world.later(timedelta(minutes=1))
    reacts(asked, emoji).sees_nothing()
    assert asked.conversation.state == before
    assert asked.conversation.last_inbound_at == InboundMessage.objects.latest("pk").sent_at


def test_a_thumbs_up_to_an_older_message_says_nothing(asked: Phone) -> None:
    older = asked.rows.order_by("created_at", "id")[0]
    reacts(asked, "👍", to=str(older.wamid)).sees_nothing()


def test_a_thumbs_up_to_a_menu_says_nothing(student: Phone) -> None:
    reacts(student.says("menu"), "👍").sees_nothing()


def test_a_thumbs_up_to_what_a_person_wrote_does_not_end_the_chat(student: Phone) -> None:
    """Their messages carry [End chat], but ask nothing that it would answer."""
    student.says("menu").taps("Talk to us").taps("Payment").says("I paid twice").sees("Ticket")
    reacts(student, "👍").sees_nothing()
    stage.support_replies(student, "We are looking at it.")
    reacts(student, "👍").sees_nothing()
    assert student.conversation.state == "sup_live"
    reacts(student.says("cancel").sees("End the chat?"), "👍").sees("Chat closed")


def test_a_thumbs_up_to_a_menu_with_a_draft_says_nothing(asked: Phone) -> None:
    asked.says("menu")
    assert "Continue homework" in asked.choices
    reacts(asked, "👍").sees_nothing()


def test_a_photo_that_whatsapp_lost_is_asked_for_again(student: Phone) -> None:
    item = student.item(
        "image",
        {},
    ) | {"errors": [{"code": 131052, "title": "Media download error"}]}
    student.sends(item).sees("send it again")


def test_new_kinds_are_answered_once_an_hour(student: Phone) -> None:
    student.sends(student.item("hologram", {})).sees("couldn't open that")
    student.sends(student.item("ephemeral", {})).sees_nothing()
    student.world.later(HOURS * 1.1)
    student.sends(student.item("hologram", {})).sees("couldn't open that")


def test_what_whatsapp_calls_unsupported_is_answered_each_time(student: Phone) -> None:
    for _ in range(2):
        student.sends(student.item("unsupported", {"type": "poll_creation"})).sees("couldn't open that")


def test_an_old_message_acts_only_where_the_chat_still_waits_for_it(student: Phone) -> None:
    late = student.item(*payloads.text("SS3 question about tides"))
    student.world.later(HOURS * 13)
    student.says("menu").taps("Send homework")
    student.sends(late).sees("reached me only now")
    assert InboundMessage.objects.latest("pk").result == "too_late"
    assert student.conversation.state == "hw_subject"


def test_an_old_message_that_is_still_waited_for_is_taken(student: Phone) -> None:
    student.says("menu")
    late = student.item(*payloads.text("menu"))
    late["timestamp"] = str(int(now().timestamp()) + 1)
    student.world.later(HOURS * 13)
    student.sends(late).sees("What can I do")


def test_the_answer_to_a_message_older_than_the_window_is_held(world: World, phone: Phone) -> None:
    late = phone.item(*payloads.text("hi"))
    world.later(HOURS * 25)
    phone.sends(late).sees_nothing()
    assert phone.rows.get().status == "held"
    phone.says("hello")
    assert phone.news[0].startswith("Welcome")


def test_edited_and_deleted_messages_are_kept_and_change_nothing(student: Phone) -> None:
    state = student.says("menu").conversation.state
    original = InboundMessage.objects.latest("pk").vendor_id
    student.sends(student.item(*payloads.edited(original, "I meant homework")))
    student.sends(student.item(*payloads.revoked(original))).sees_nothing()
    kept = InboundMessage.objects.filter(reply_to=original).order_by("pk").values_list("kind", "text", "result")
    assert list(kept) == [("edit", "I meant homework", "recorded"), ("deletion", "", "recorded")]
    assert student.conversation.state == state


def system(phone: Phone, **notice: Any) -> dict[str, Any]:
    return phone.item("system", {"body": "moved", **notice})


def test_a_new_number_keeps_the_chat(world: World) -> None:
    phone = Phone(world, wa_id="2348011110001", user_id="NG.1").is_registered()
    student = phone.conversation.student
    notice = {"type": "user_changed_number", "wa_id": "2348011110002", "user_id": "NG.2", "previous_user_id": "NG.1"}
    phone.sends(system(phone, **notice)).sees_nothing()
    moved = Phone(world, wa_id="2348011110002", user_id="NG.2")
    moved.says("menu").sees("What can I do")
    assert moved.conversation.student == student
    assert moved.messages[-1]["to"] == "2348011110002"


def test_a_new_user_id_keeps_the_chat(world: World) -> None:
    phone = Phone(world, user_id="NG.10").says("hi")
    phone.sends(payloads.id_change(phone.sender, "NG.11", at=now()))
    Phone(world, user_id="NG.11").says("menu")
    assert Conversation.objects.get().user_id == "NG.11"


def test_two_chats_are_never_made_one_by_themselves(world: World) -> None:
    first = Phone(world, wa_id="2348011110001").says("hi")
    Phone(world, wa_id="2348011110002").says("hi")
    first.sends(system(first, type="user_changed_number", wa_id="2348011110002"))
    assert set(Conversation.objects.values_list("wa_id", flat=True)) == {"2348011110001", "2348011110002"}
    assert Alert.objects.get().key.startswith("identity.")
    assert InboundMessage.objects.latest("pk").result == "conflict"


@pytest.fixture
def former(world: World) -> Phone:
    """A registered student whose number somebody else has now."""
    return Phone(world, name="Bola Ade", wa_id="2348011110001", user_id="NG.1").is_registered("Bola Ade")


def next_owner(world: World) -> Phone:
    return Phone(world, name="Chidi Eze", wa_id="2348011110001", user_id="NG.9")


def test_the_next_owner_of_a_number_is_a_new_person(former: Phone) -> None:
    stranger = next_owner(former.world).says("my details")
    assert stranger.news
    assert not any("Bola" in text or "SS2" in text for text in stranger.news)
    stranger.says("menu").registers("Chidi Eze")
    assert Conversation.objects.count() == 2
    assert str(stranger.conversation) == "Chidi Eze"
    assert stranger.conversation.student is not None
    alert = Alert.objects.get()
    assert alert.key.startswith("identity.")
    assert "Bola Ade" in alert.text


def test_two_new_people_of_one_number_in_one_webhook_are_kept_apart(world: World) -> None:
    one, other = Phone(world, wa_id="2348011110001", user_id="NG.1"), next_owner(world)
    assert world.post(one.body(one.item(*payloads.text("hi")), other.item(*payloads.text("hi")))).status_code == 200
    assert sorted(Conversation.objects.values_list("user_id", "inbound_messages__kind")) == [("NG.1", "text"), ("NG.9", "text")]


def test_what_is_for_the_former_owner_of_a_number_goes_by_user_id(former: Phone) -> None:
    asks_support(former.says("menu"))
    stranger = next_owner(former.world).says("hi")
    answers(former, stage.staff("Sade"), "We have sent the money back.")
    sent = former.world.sent[-1]
    assert "to" not in sent
    assert sent["recipient"] == "NG.1"
    assert stranger.messages[-1]["to"] == "2348011110001"
    assert AuditEntry.objects.get(name="conversation.number_passed_on").detail["before"] == "2348011110001"


def test_a_message_that_names_only_the_number_is_the_present_owners(former: Phone) -> None:
    stranger = next_owner(former.world).says("hi")
    Phone(former.world, wa_id="2348011110001").says("my details")
    assert not any("Bola" in text for text in stranger.news)


def test_a_number_without_a_user_id_is_not_taken_from_its_owner(world: World) -> None:
    """They could not be reached any more."""
    Phone(world, wa_id="2348011110001").says("hi")
    Phone(world, wa_id="2348011110003", user_id="NG.1").says("hi")
    moved = Phone(world, wa_id="2348011110001", user_id="NG.1").says("menu")
    assert set(Conversation.objects.values_list("wa_id", flat=True)) == {"2348011110001", "2348011110003"}
    assert "belongs to another conversation" in Alert.objects.get().text
    assert moved.messages


@pytest.mark.parametrize("teller", ["NG.1", "NG.2"])
def test_a_notice_without_the_former_user_id_is_understood_by_the_number(former: Phone, teller: str) -> None:
    """It may come under the old user id or the new one."""
    notice = system(former, type="user_changed_user_id", user_id="NG.2") | {"from_user_id": teller}
    former.sends(notice).sees_nothing()
    assert Conversation.objects.get().user_id == "NG.2"


def test_a_known_user_id_with_another_number_is_answered_there(world: World) -> None:
    Phone(world, wa_id="2348011110001", user_id="NG.1").says("hi")
    moved = Phone(world, wa_id="2348011110003", user_id="NG.1").says("menu")
    assert moved.messages[-1]["to"] == "2348011110003"


def test_an_answered_message_is_marked_as_read_once_without_typing(world: World, phone: Phone) -> None:
    phone.says("hi")
    marked = [body for body in world.marked if "typing_indicator" not in body]
    assert [body["message_id"] for body in marked] == [InboundMessage.objects.get().vendor_id]


def test_typing_is_shown_once_while_a_burst_is_gathered(world: World, student: Phone) -> None:
    student.says("menu").taps("Send homework").taps("Mathematics").taps("Photos")
    world.marked.clear()
    student.sends_photos(picture(1), picture(2), picture(3))
    assert [bool(body.get("typing_indicator")) for body in world.marked] == [True, False]


def test_a_mark_that_fails_costs_nothing(world: World, phone: Phone, monkeypatch: Any) -> None:
    import requests

    from conversations.whatsapp import client

    real = client._session.post

    def post(url: str, **arguments: Any) -> Any:
        if arguments.get("json", {}).get("status") == "read":
            raise requests.ConnectTimeout("slow")
        return real(url, **arguments)

    monkeypatch.setattr(client._session, "post", post)
    phone.says("hi")
    assert (len(phone.messages), phone.rows.get().status) == (1, "sent")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"mime_type": "image/jpeg"}, "1 photo received"),
        ({"mime_type": "image/png; name=page.png"}, "1 photo received"),
        ({"mime_type": "application/octet-stream", "filename": "IMG_1.JPG"}, "1 photo received"),
        ({"filename": "page.webp"}, "1 photo received"),
        ({"mime_type": "application/pdf", "filename": "page.jpg"}, "text and photos"),
        ({"mime_type": None, "filename": 7}, "text and photos"),
    ],
)
def test_a_photo_sent_as_a_document_is_known_by_its_type_or_name(student: Phone, facts: dict[str, Any], words: str) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Photos")
    student.sends(student.item("document", {"id": student.world.add_media(picture(1)), **facts})).sees(words)
