"""One reaction for each of WhatsApp's errors, at once and when a report tells it later; limits and windows."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from conversations.models import Conversation, MessageTemplate, OutboundMessage, SendingChannel
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.outbox.contents import Template, Text
from conversations.tests.test_payloads import body_of
from conversations.whatsapp.errors import RULES, Reaction, rule_for
from core.models import Alert
from core.testing import run_jobs
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now

DAY = timedelta(days=1)


def refusal(code: int, details: str = "because") -> tuple[int, dict[str, Any]]:
    return 400, {"error": {"code": code, "message": f"(#{code}) no", "error_data": {"details": details}}}


def queued(phone: Phone, *texts: str, purpose: Purpose = Purpose.REPLY, content: Any = None) -> list[OutboundMessage]:
    contents = [content] if content else [Text(text) for text in texts]
    rows = queue.add(phone.conversation, contents, purpose=purpose, at=now())
    queue.wake_delivery(phone.conversation.pk)
    run_jobs(also_scheduled=False)
    for row in rows:
        row.refresh_from_db()
    return rows


def told(world: World, row: OutboundMessage, code: int) -> None:
    """WhatsApp reports later that the message failed."""
    status = payloads.status(row.wamid or "", "failed", at=now(), wa_id="234", code=code)
    value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[status])
    assert world.post(payloads.envelope(value)).status_code == 200
    run_jobs(also_scheduled=False)
    row.refresh_from_db()


def alerts() -> set[str]:
    return set(Alert.objects.filter(resolved_at=None).values_list("key", flat=True))


WAITS = {Reaction.RETRY, Reaction.UPLOAD_AGAIN, Reaction.SLOW_PERSON, Reaction.PAUSE, Reaction.HALT, Reaction.STOP_PROACTIVE}
ENDS = {
    Reaction.NEXT_DAY: "held",
    Reaction.TEMPLATE_OFF: "failed",
    Reaction.TEMPLATE_GONE: "failed",
    Reaction.WINDOW_CLOSED: "held",
    Reaction.UNREACHABLE: "failed",
    Reaction.OPTED_OUT: "failed",
    Reaction.VERIFY: "failed",
    Reaction.GIVE_UP: "failed",
}
CODES = [code for code in RULES if not 200 < code < 299]


@pytest.mark.parametrize("later", [False, True], ids=["refused", "reported"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_reaction(world: World, chat: Phone, code: int, later: bool) -> None:
    if not later:
        world.failures = [refusal(code)]
    row = queued(chat, "a part")[0]
    if later:
        told(world, row, code)
    reaction = RULES[code].reaction
    assert row.status == ("queued" if reaction in WAITS else ENDS[reaction])
    assert row.error_code == code
    if RULES[code].alert:
        assert f"whatsapp.error.{code}" in alerts()
    if reaction in WAITS:
        world.later(timedelta(minutes=11))
        row.refresh_from_db()
        assert row.status == "sent"


def test_a_country_we_may_not_write_to_pages_staff_and_stops_only_its_people(
    world: World, chat: Phone, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ALERT_EMAILS", ["desk@example.org"])
    world.failures = [refusal(130497)]
    row = queued(chat, "x", purpose=Purpose.SOLUTION)[0]
    assert row.status == "failed"
    assert chat.conversation.unreachable_at is not None
    world.work()
    assert ["130497" in mail.body for mail in mailoutbox] == [True]
    other = Phone(world).says("hi")
    assert other.messages


def test_a_person_who_may_be_somebody_else_is_to_be_verified(world: World, chat: Phone) -> None:
    world.failures = [refusal(137000)]
    row = queued(chat, "x")[0]
    assert row.status == "failed"
    assert "verify who it is" in Alert.objects.get(key=f"identity.{chat.conversation.pk}").text


def test_an_unknown_code_is_tried_once_more_and_told(world: World, chat: Phone) -> None:
    world.failures = [refusal(999_999), refusal(999_999)]
    row = queued(chat, "x")[0]
    world.later(timedelta(minutes=5))
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("failed", 2)
    assert "whatsapp.error.999999" in alerts()


@pytest.mark.parametrize(
    ("code", "words", "reaction"),
    [
        (100, "Cannot send non-template messages outside the 24-hour window", Reaction.WINDOW_CLOSED),
        (None, "More than 24 hours have passed", Reaction.WINDOW_CLOSED),
        (131026, "Message undeliverable, 24 hours", Reaction.UNREACHABLE),
        (190, "Session expired 24 hours ago", Reaction.HALT),
        (None, "", Reaction.RETRY),
    ],
)
def test_a_closed_window_is_known_by_its_words_under_a_vague_code(code: int | None, words: str, reaction: Reaction) -> None:
    assert rule_for(code, words).reaction is reaction


def test_a_template_follows_any_refusal_that_says_the_window_is_closed(world: World, chat: Phone) -> None:
    world.failures = [refusal(100, "Cannot send non-template messages outside the 24-hour window")]
    row = queued(chat, "Your answer", purpose=Purpose.SOLUTION)[0]
    assert row.status == "held"
    # Our own clock holds the window for open, so nothing but the person's next word can open it: the invitation is needless.
    assert OutboundMessage.objects.get(purpose=Purpose.TEMPLATE).status in {"sent", "expired"}


def test_the_invitation_goes_out_once_in_a_closed_window(world: World, chat: Phone) -> None:
    world.later(DAY)
    queued(chat, "One", "Two", purpose=Purpose.SOLUTION)
    queued(chat, "Three", purpose=Purpose.SOLUTION)
    assert [body["type"] for body in chat.messages] == ["template"]
    chat.says("hello")
    assert [*chat.news][:3] == ["One", "Two", "Three"]
    world.later(DAY + timedelta(hours=1))
    queued(chat, "Four", purpose=Purpose.SOLUTION)
    assert chat.messages[-1]["type"] == "template"


def test_a_template_that_fails_is_shown_to_staff(world: World, chat: Phone) -> None:
    world.later(DAY)
    world.failures = [refusal(132000)]
    queued(chat, "Answer", purpose=Purpose.SOLUTION)
    row = OutboundMessage.objects.get(purpose=Purpose.TEMPLATE)
    assert row.status == "failed"
    assert {f"outbound.{row.pk}", "whatsapp.error.132000"} <= alerts()


def test_a_held_reply_expires_and_what_was_bought_does_not(world: World, chat: Phone) -> None:
    world.later(DAY)
    reply, part = queued(chat, "Which subject?")[0], queued(chat, "Your answer", purpose=Purpose.SOLUTION)[0]
    assert (reply.status, part.status) == ("held", "held")
    world.later(timedelta(days=3))
    chat.says("hello")
    reply.refresh_from_db()
    part.refresh_from_db()
    assert (reply.status, part.status) == ("expired", "sent")


def test_an_unreachable_person_gets_nothing_unasked_until_they_write(world: World, chat: Phone) -> None:
    world.failures = [refusal(131026)]
    queued(chat, "A")
    part = queued(chat, "Your answer", purpose=Purpose.SOLUTION)[0]
    assert chat.conversation.unreachable_at is not None
    assert (part.status, chat.messages) == ("held", [])
    chat.says("I am back")
    part.refresh_from_db()
    assert part.status == "sent"
    assert chat.conversation.unreachable_at is None


def test_whoever_stopped_promotion_is_opted_out_here_too(world: World, chat: Phone) -> None:
    world.failures = [refusal(131050)]
    queued(chat, "A")
    assert chat.conversation.opted_out_at is not None
    notice = queued(chat, "A tip", purpose=Purpose.NOTICE)[0]
    assert notice.status == "expired"


def test_what_nobody_asked_for_waits_while_replies_go_on(world: World, chat: Phone) -> None:
    world.failures = [refusal(131048)]
    row = queued(chat, "reply")[0]
    notice = queued(chat, "A tip", purpose=Purpose.NOTICE)[0]
    world.later(timedelta(minutes=1))
    row.refresh_from_db()
    assert row.status == "sent"
    chat.says("menu")
    assert len(chat.news) == 1
    assert "whatsapp.proactive" in alerts()
    world.later(timedelta(hours=1, minutes=5))
    notice.refresh_from_db()
    assert notice.status == "sent"
    assert "whatsapp.proactive" not in alerts()


def test_one_message_probes_a_closed_number_while_the_others_wait(world: World, chat: Phone) -> None:
    others = [Phone(world).says("hi") for _ in range(2)]
    world.failures = [(401, {"error": {"code": 190, "message": "expired"}})] * 2
    queued(chat, "first")
    for other in others:
        queued(other, "more")
    assert len(world.failures) == 1
    world.later(timedelta(seconds=61))
    assert world.failures == []
    world.later(timedelta(minutes=3))
    assert not OutboundMessage.objects.exclude(status="sent").exists()
    assert {row.attempts for row in OutboundMessage.objects.all()} == {1}
    assert Alert.objects.filter(key="whatsapp.sending").count() == 1
    assert SendingChannel.objects.get().paused_until is None


def test_a_person_gets_forty_five_at_once_and_the_rest_at_their_pace(world: World, chat: Phone) -> None:
    rows = queued(chat, *(f"Part {n}" for n in range(60)), purpose=Purpose.SOLUTION)
    sent = [row for row in rows if row.status == "sent"]
    assert len(sent) == 45
    for _ in range(20):
        world.later(timedelta(seconds=30))
    assert [row.status for row in OutboundMessage.objects.filter(pk__in=[row.pk for row in rows])] == ["sent"] * 60


def test_the_whole_numbers_line_delays_and_loses_nothing(world: World, chat: Phone) -> None:
    SendingChannel.objects.update(busy_until=now() + timedelta(seconds=5))
    row = queued(chat, "A")[0]
    world.later(timedelta(seconds=10))
    row.refresh_from_db()
    assert row.status == "sent"


def test_a_template_that_is_off_waits_for_its_status_update(world: World, chat: Phone) -> None:
    world.later(DAY)
    world.failures = [refusal(132015)]
    queued(chat, "Answer", purpose=Purpose.SOLUTION)
    assert MessageTemplate.objects.get().status == "paused"
    invitation = OutboundMessage.objects.get(purpose=Purpose.TEMPLATE)
    assert invitation.status == "held"
    assert "whatsapp.template.solution_ready.en" in alerts()
    world.post(body_of("template_status_approved"))
    world.work()
    invitation.refresh_from_db()
    assert invitation.status == "sent"
    assert "whatsapp.template.solution_ready.en" not in alerts()


def test_a_template_known_to_be_off_is_not_even_tried(world: World, chat: Phone) -> None:
    world.post(payloads.template_news("solution_ready", "PAUSED"))
    world.work()
    sent = len(world.sent)
    row = queued(chat, purpose=Purpose.PAYMENT, content=Template("solution_ready", ("Ada",)))[0]
    assert (row.status, len(world.sent)) == ("held", sent)


def test_a_template_that_whatsapp_held_back_goes_out_the_next_day_and_blocks_nothing(world: World, chat: Phone) -> None:
    world.later(DAY)
    world.failures = [refusal(131049)]
    queued(chat, "Answer", purpose=Purpose.SOLUTION)
    world.later(DAY - timedelta(hours=1))
    row = OutboundMessage.objects.get(purpose=Purpose.TEMPLATE)
    assert (row.status, row.attempts) == ("held", 1)
    world.later(timedelta(hours=2))
    from conversations.jobs import sweep

    sweep()
    world.work()
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("sent", 2)


def test_a_late_report_about_an_earlier_sending_moves_nothing(world: World, chat: Phone) -> None:
    row = queued(chat, "A")[0]
    first = row.wamid or ""
    told(world, row, 131000)
    assert (row.status, row.wamid) == ("queued", None)
    late = payloads.status(first, "sent", at=now(), wa_id="234", tracker=f"outbound:{row.pk}")
    world.post(payloads.envelope(payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[late])))
    run_jobs(also_scheduled=False)
    row.refresh_from_db()
    assert (row.status, row.wamid) == ("queued", None)


def test_a_parked_report_is_applied_as_soon_as_its_message_is_sent(world: World, chat: Phone, monkeypatch: Any) -> None:
    status = payloads.status("wamid.EARLY", "read", at=now(), wa_id="234")
    world.post(payloads.envelope(payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[status])))
    world.work()
    monkeypatch.setattr("sandbox.payloads.new_wamid", lambda: "wamid.EARLY")
    assert queued(chat, "A")[0].status == "read"


def restriction(*, ends: timedelta) -> Any:
    body = body_of("account_update_restriction")
    value = body["entry"][0]["changes"][0]["value"]
    value["restriction_info"][0]["expiration"] = int((now() + ends).timestamp())
    return body


def test_a_restriction_stops_only_what_it_forbids(world: World, chat: Phone) -> None:
    world.post(restriction(ends=timedelta(days=7)))
    world.work()
    notice = queued(chat, "A tip", purpose=Purpose.NOTICE)[0]
    assert (notice.status, queued(chat, "reply")[0].status) == ("queued", "sent")
    world.post(body_of("account_update_reinstated"))
    world.work()
    world.later(timedelta(days=8))
    assert SendingChannel.objects.get().proactive_paused_until is None


def test_a_restriction_that_is_over_stops_nothing(world: World, chat: Phone) -> None:
    world.post(restriction(ends=-timedelta(hours=1)))
    world.work()
    assert queued(chat, "A tip", purpose=Purpose.NOTICE)[0].status == "sent"


def test_a_reconnected_account_sends_again(world: World, chat: Phone) -> None:
    world.post(body_of("account_update_banned"))
    world.work()
    reconnected = body_of("account_update_banned")
    reconnected["entry"][0]["changes"][0]["value"] = {"event": "ACCOUNT_RECONNECTED"}
    world.post(reconnected)
    world.work()
    assert queued(chat, "Hello again")[0].status == "sent"


@pytest.mark.parametrize("name", ["user_preferences_stop", "user_preferences_stop_named_by_contact"])
def test_a_stop_for_promotion_sets_the_opt_out(world: World, name: str) -> None:
    world.post(body_of("text"))
    world.post(body_of(name))
    world.work()
    assert Conversation.objects.get().opted_out_at is not None


def test_a_stop_from_the_next_owner_of_a_number_is_not_the_former_ones(world: World) -> None:
    world.post(body_of("text"))
    stop = body_of("user_preferences_stop")
    stop["entry"][0]["changes"][0]["value"]["user_preferences"][0]["user_id"] = "NG.9"
    world.post(stop)
    world.work()
    assert Conversation.objects.get().opted_out_at is None
