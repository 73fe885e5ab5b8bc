"""Every shape of body that WhatsApp sends, one file each: stored once, answered 200, and nothing left over."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from conversations.models import Conversation, DeliveryReport, InboundMessage, MessageTemplate
from core.models import Alert
from tests.builders import make_conversation, make_lead
from tests.world import World, now

FILES = sorted((Path(__file__).parent / "payloads").glob("*.json"))
AT_ONCE = 3
LEFT_OUT = ("group_message", "sender_missing")
"""Files whose message is kept only as it came: it is no message of a person to us."""


def body_of(name: str) -> Any:
    return json.loads((Path(__file__).parent / "payloads" / f"{name}.json").read_text())


def stored() -> tuple[int, int, int]:
    return Conversation.objects.count(), InboundMessage.objects.count(), DeliveryReport.objects.count()


def unprocessed() -> list[str]:
    return list(InboundMessage.objects.filter(processed_at=None).values_list("kind", flat=True))


def given_up() -> list[str]:
    return list(InboundMessage.objects.exclude(error="").values_list("error", flat=True))


def test_there_are_files() -> None:
    assert len(FILES) > 100


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_body_is_stored_once_and_worked_off(world: World, file: Path) -> None:
    body = json.loads(file.read_text())
    assert world.post(body, secret="forged").status_code == 401
    assert stored() == (0, 0, 0)
    assert world.post(body).status_code == 200
    once = stored()
    assert once[1] + once[2] > 0
    assert world.post(body).status_code == 200
    assert stored() == once
    world.work()
    assert (unprocessed(), given_up()) == ([], [])
    sent = len(world.sent)
    assert world.post(body).status_code == 200
    world.work()
    assert (stored(), len(world.sent)) == (once, sent)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_all_bodies_at_once_and_each_several_times(world: World) -> None:
    bodies = [json.loads(file.read_text()) for file in FILES for _ in range(AT_ONCE)]

    def post(body: Any) -> int:
        try:
            return int(World.post(world, body).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(post, bodies))
    assert set(answers) == {200}
    known = InboundMessage.objects.exclude(kind="account").values_list("vendor_id", flat=True)
    assert set(_ids("messages")) - set(known) == {
        body_of(name)["entry"][0]["changes"][0]["value"]["messages"][0]["id"] for name in LEFT_OUT
    }
    assert DeliveryReport.objects.count() == len(set(_ids("statuses")))
    world.work()
    assert (unprocessed(), given_up()) == ([], [])


def _ids(part: str) -> list[str]:
    """WhatsApp's ids of all messages in the files; of all statuses with their words."""
    found = []
    for file in FILES:
        for entry in json.loads(file.read_text()).get("entry", []):
            for change in entry.get("changes", []):
                value = change.get("value")
                items = value.get(part) if isinstance(value, dict) and change.get("field") == "messages" else None
                found += [item for item in items or [] if isinstance(item, dict) and item.get("id")]
    return [item["id"] + (item.get("status", "unknown") if part == "statuses" else "") for item in found]


def test_a_repeat_is_counted_on_its_message(world: World) -> None:
    for _ in range(3):
        world.post(body_of("text"))
    assert InboundMessage.objects.get().repeats == 2


@pytest.mark.parametrize(
    ("name", "wa_id", "user_id", "person"),
    [
        ("text", "2348035550101", "NG.77880011223344", "Adaeze Nwosu"),
        ("number_only_without_user_id", "2348035550101", None, "Chidi"),
        ("number_with_plus", "2348035550101", "NG.77880011223344", "Adaeze Nwosu"),
        ("from_missing_only_user_id", None, "NG.77880011223344", "Bola"),
        ("from_empty_string", None, "NG.77880011223344", "Bola"),
        ("user_id_in_place_of_number", None, "NG.77880011223344", "Bola"),
        ("from_missing_id_only_in_contact", "2348035550101", "NG.77880011223344", "Adaeze Nwosu"),
        ("contacts_missing", "2348035550101", "NG.77880011223344", ""),
        ("contact_without_profile", "2348035550101", "NG.77880011223344", ""),
        ("user_id_in_place_of_number_with_contact", "2348035550101", "NG.77880011223344", "Adaeze Nwosu"),
        ("number_with_plus_and_plain_contact", "2348035550101", "NG.77880011223344", "Adaeze Nwosu"),
        ("contact_of_somebody_else", "2348035550101", "NG.77880011223344", ""),
    ],
)
def test_who_wrote(world: World, name: str, wa_id: str | None, user_id: str | None, person: str) -> None:
    world.post(body_of(name))
    row = Conversation.objects.get()
    assert (row.wa_id, row.user_id, row.profile_name) == (wa_id, user_id, person)


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("text_with_nul_and_lone_surrogate", "text", "ab?c"),
        ("image_that_expired", "unsupported", ""),
        ("image_to_be_seen_once", "unsupported", ""),
        ("image_without_id", "unsupported", ""),
        ("voice_legacy_type", "voice", ""),
        ("template_button", "tap", "Read it"),
        ("template_button_without_payload_or_context", "text", "Menu"),
        ("edit", "edit", "I meant 3x"),
        ("revoke", "deletion", ""),
        ("contacts_card", "contacts", "Mr Bello +234 803 555 0102"),
        ("location", "location", "Yaba"),
        ("flow_reply_invalid_json", "interaction", ""),
        ("call_permission_reply", "interaction", ""),
        ("interactive_without_content", "unsupported", ""),
        ("metadata_missing", "text", "hi"),
        ("messages_without_entry", "text", "Good evening, I need help with simultaneous equations"),
        ("contacts_shared_on_request", "contacts", "Adaeze Nwosu +234 803 555 0101"),
        ("list_reply_without_inner_type", "tap", "Send homework"),
        ("interactive_about_a_payment", "interaction", ""),
        ("voice_with_caption", "voice", "hear this"),
        ("group_message", "account", "messages"),
        ("type_missing", "text", "hi"),
        ("image_without_type", "image", "no 5"),
        ("tap_without_type", "tap", "Menu"),
        ("field_missing_with_a_message", "text", "hi"),
        ("image_with_download_error", "unsupported", "no 4"),
        ("request_welcome", "text", ""),
        ("reaction", "reaction", "👍"),
    ],
)
def test_what_was_said(world: World, name: str, kind: str, text: str) -> None:
    world.post(body_of(name))
    row = InboundMessage.objects.get()
    assert (row.kind, row.text) == (kind, text)


@pytest.mark.parametrize(
    ("name", "code", "text"),
    [
        ("status_failed", 131026, "Message undeliverable Message Undeliverable."),
        ("status_failed_old_error_form", 131047, "Re-engagement message More than 24 hours have passed"),
        ("status_failed_without_errors", None, ""),
        ("status_failed_code_as_text", 131053, "Media upload error"),
        ("status_failed_code_out_of_range", None, "?"),
    ],
)
def test_why_a_message_failed(world: World, name: str, code: int | None, text: str) -> None:
    world.post(body_of(name))
    row = DeliveryReport.objects.get()
    assert (row.error_code, row.error_text) == (code, text)


@pytest.mark.parametrize(
    ("name", "year"),
    [("timestamp_in_milliseconds", 2026), ("timestamp_as_integer", 2026), ("text", 2026)],
)
def test_the_senders_time_is_read_in_every_form(world: World, name: str, year: int) -> None:
    world.post(body_of(name))
    assert InboundMessage.objects.get().sent_at.year == year


@pytest.mark.parametrize(
    "name",
    [
        "system_number_changed",
        "edit",
        "revoke",
        "sticker_animated",
        "reaction",
        "group_message",
        "call_permission_reply",
        "flow_reply",
        "flow_reply_not_an_object",
    ],
)
def test_what_needs_no_answer_gets_none_and_is_not_marked_as_read(world: World, name: str) -> None:
    world.post(body_of(name))
    world.work()
    assert (world.sent, world.marked) == ([], [])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("account_alerts_nested", "whatsapp.alert"),
        ("account_review_update", "whatsapp.review"),
        ("account_update_violation", "whatsapp.account.ACCOUNT_VIOLATION"),
        ("account_update_restriction", "whatsapp.proactive"),
        ("account_update_banned", "whatsapp.sending"),
        ("account_update_offboarded_in_small_letters", "whatsapp.sending"),
        ("template_status_flagged", "whatsapp.template.flagged.solution_ready"),
        ("phone_number_quality_update", "whatsapp.number.quality"),
        ("phone_number_name_update", "whatsapp.number.name"),
        ("security_pin_changed", "whatsapp.security"),
        ("template_status_rejected", "whatsapp.template.support_answer.en"),
        ("template_status_rejected_with_advice", "whatsapp.template.solution_ready.en"),
        ("value_with_only_errors", "whatsapp.reported.130429"),
        ("template_status_unknown_event", "whatsapp.template.solution_ready"),
        ("template_category_update", "whatsapp.template.category.solution_ready"),
        ("message_template_quality_update", "whatsapp.template.quality.solution_ready"),
    ],
)
def test_staff_are_told_once_about_our_account(world: World, name: str, key: str) -> None:
    for _ in range(2):
        world.post(body_of(name))
        world.work()
    assert Alert.objects.get(key=key, resolved_at=None).count == 1


@pytest.mark.parametrize("name", ["account_update_partner_added", "fields_that_are_only_kept"])
def test_what_is_no_trouble_alarms_nobody(world: World, name: str) -> None:
    world.post(body_of(name))
    world.work()
    assert not Alert.objects.exists()


def test_a_body_that_names_no_number_of_ours_is_answered(world: World) -> None:
    body = body_of("metadata_missing")
    body["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = str(int(now().timestamp()))
    world.post(body)
    world.work()
    assert len(world.sent) == 1


def test_a_refused_template_keeps_its_category_and_the_advice(world: World) -> None:
    world.post(body_of("template_status_rejected_with_advice"))
    world.work()
    row = MessageTemplate.objects.get()
    assert (row.status, row.category) == ("rejected", "utility")
    assert "Two parameters touch. Put words between them." in row.reason


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("system_user_id_changed_without_number", (None, "NG.77880011223344"), (None, "NG.101")),
        ("system_user_id_changed_without_number", ("2348035550101", "NG.77880011223344"), ("2348035550101", "NG.101")),
        ("system_user_id_changed_told_by_new_id", (None, "NG.77880011223344"), (None, "NG.101")),
        ("system_number_changed_without_from", ("2348035550101", "NG.77880011223344"), ("2348035550103", "NG.99")),
        ("system_number_changed_only_customer", ("2348035550101", None), ("2348035550103", None)),
    ],
)
def test_changed_ids_are_found_by_the_old_ones(
    world: World, name: str, before: tuple[str | None, str | None], after: tuple[str | None, str | None]
) -> None:
    make_conversation(make_lead(), wa_id=before[0], user_id=before[1])
    world.post(body_of(name))
    world.work()
    row = Conversation.objects.get()
    assert (row.wa_id, row.user_id) == after
