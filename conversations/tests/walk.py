"""One person's random walk through the chat: the acts that can happen, and what must hold after each."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import currently_in_test_context, event

from conversations import turns
from conversations.engine import engine, registry
from conversations.flows.drafts import KEPT
from conversations.models import InboundMessage, OutboundMessage
from conversations.outbox.contents import units
from conversations.tests import stage
from homework.models import Homework
from sandbox import payloads
from tests.builders import picture
from tests.phone import Phone
from tests.world import World, now

Act = tuple[Any, ...]
OTHER_KINDS: dict[str, Any] = {
    "sticker": {"id": "1", "mime_type": "image/webp"},
    "video": {"id": "2", "mime_type": "video/mp4"},
    "location": {"latitude": 6.5, "longitude": 3.4},
    "contacts": [{"name": {"formatted_name": "Bola"}}],
    "unsupported": {"type": "poll"},
    "order": {"catalog_id": "1"},
    "hologram": {"depth": 3},
}
SILENT = {"sticker", "reaction"}
PHOTOS = {"good": picture(1), "other": picture(2), "gif": b"GIF89a", "cut": picture(3)[:300], "tiny": picture(4, (20, 20))}


class Walk:
    """Performs acts on one person's chat and checks what must hold after each."""

    def __init__(self, world: World, *, registered: bool) -> None:
        self.world, self.phone = world, Phone(world, wa_id="2348035550001")
        self.last_body: Any = None
        self.crashes = 0
        if registered:
            self.phone.is_registered()
        stage.paystack_knows_nothing(world)

    @property
    def begun(self) -> bool:
        return OutboundMessage.objects.exists() or InboundMessage.objects.exists()

    def perform(self, act: Act) -> None:
        name, *arguments = act
        known = set(InboundMessage.objects.values_list("pk", flat=True))
        rows = set(OutboundMessage.objects.values_list("pk", flat=True))
        draft, heard_at = self.draft(), self.phone.conversation.last_inbound_at if self.begun else None
        getattr(self, name)(*arguments)
        said = list(InboundMessage.objects.exclude(pk__in=known).order_by("pk"))
        told = list(OutboundMessage.objects.exclude(pk__in=rows).order_by("pk"))
        if not self.begun:
            return
        self.check_inbox()
        self.check_replies(said, told)
        if is_kept(heard_at):
            self.check_draft(draft, said, act)

    def post(self, *items: dict[str, Any]) -> None:
        for item in items:
            self.last_body = self.phone.body(item)
            assert self.world.post(self.last_body).status_code == 200
        self.world.work()

    def says(self, *texts: str) -> None:
        self.post(*(self.phone.item(*payloads.text(text)) for text in texts))

    def shown(self) -> list[dict[str, str]]:
        rows = OutboundMessage.objects.filter(content__has_key="options").order_by("-pk")
        return [option for row in rows for option in row.content["options"]]

    def newest(self) -> list[dict[str, str]]:
        row = OutboundMessage.objects.filter(content__has_key="options").order_by("-pk").first()
        return row.content["options"] if row else []

    def tap(self, number: int) -> None:
        options = self.newest()
        if options:
            option = options[number % len(options)]
            self.post(self.phone.item(*payloads.button_reply(option["id"], option["title"])))

    def old_tap(self, number: int) -> None:
        options = self.shown()
        if options:
            option = options[number % len(options)]
            self.post(self.phone.item(*payloads.list_reply(option["id"], option["title"])))

    def strange_tap(self, button_id: str) -> None:
        self.post(self.phone.item(*payloads.button_reply(button_id, "Something")))

    def photos(self, kinds: list[str]) -> None:
        contents = [{"id": self.world.add_media(PHOTOS[kind]), "mime_type": "image/jpeg", "caption": kind} for kind in kinds]
        self.post(*(self.phone.item("image", content) for content in contents))

    def voice(self) -> None:
        content = {"id": self.world.add_media(b"OggS" + b"\0" * 300), "mime_type": "audio/ogg; codecs=opus", "voice": True}
        self.post(self.phone.item("audio", content))

    def kind(self, kind: str) -> None:
        self.post(self.phone.item(kind, OTHER_KINDS[kind]))

    def reaction(self) -> None:
        row = OutboundMessage.objects.exclude(wamid=None).order_by("-pk").first()
        self.post(self.phone.item(*payloads.reaction(row.wamid if row and row.wamid else "wamid.X", "👍")))

    def again(self) -> None:
        """WhatsApp delivers the last webhook twice more."""
        if self.last_body:
            before = OutboundMessage.objects.count()
            assert [self.world.post(self.last_body).status_code for _ in range(2)] == [200, 200]
            self.world.work()
            assert OutboundMessage.objects.count() == before

    def reordered(self, first: str, second: str) -> None:
        early, late = (self.phone.item(*payloads.text(text)) for text in (first, second))
        early["timestamp"] = str(int(early["timestamp"]) - 5)
        self.post(late, early)

    def crash(self, text: str) -> None:
        """The turn dies after all its work, before its commit; it is tried again."""
        left = [1]
        self.crashes += 1

        def run(*arguments: Any, **named: Any) -> bool:
            answered = engine.run(*arguments, **named)
            if left:
                left.pop()
                raise RuntimeError("killed")
            return answered

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(turns, "engine", _Proxy(run))
            self.says(text)

    def later(self, minutes: int) -> None:
        self.world.later(timedelta(minutes=minutes))

    def expire(self) -> None:
        call_command("expire_conversations", verbosity=0)
        self.world.work()

    def pays(self, difference_kobo: int) -> None:
        payment = stage.open_payment(self.phone) if self.begun else None
        if payment:
            stage.pays(self.phone, amount=payment.amount_kobo + difference_kobo)
            stage.paystack_knows_nothing(self.world)

    def tutor(self, what: str) -> None:
        if not self.begun or self.phone.conversation.student is None:
            return
        if what == "claims":
            stage.claims(self.phone)
        elif what == "answers":
            stage.answers(self.phone, "x = 2, because 2x = 4.")
        else:
            stage.asks(self.phone, "Which page is it?")

    def staff(self, what: str) -> None:
        if not self.begun:
            return
        if what == "replies":
            stage.support_replies(self.phone, "We are looking at it.")
        else:
            stage.support_closes(self.phone)

    def draft(self) -> Homework | None:
        """The homework that the student is writing, if anything is in it yet."""
        if not self.begun:
            return None
        conversation = self.phone.conversation
        pks = [pk for answers in (conversation.answers, self.kept_draft()) if (pk := answers.get("homework_id"))]
        homework = Homework.objects.filter(pk__in=pks, status=Homework.Status.DRAFT).first()
        return homework if homework and (homework.text_parts or homework.attachments.filter(removed_at=None).exists()) else None

    def kept_draft(self) -> dict[str, Any]:
        """What the conversation keeps of a flow that was left, while it is still to be kept."""
        draft = self.phone.conversation.draft
        return dict(draft["answers"]) if draft and is_kept(datetime.fromisoformat(draft["left_at"])) else {}

    def check_inbox(self) -> None:
        """Everything is processed; nothing failed but what was made to fail; the state is one of ours."""
        assert not InboundMessage.objects.filter(processed_at=None).exists()
        failed = InboundMessage.objects.exclude(error="")
        assert failed.count() <= self.crashes, list(failed.values_list("text", "error"))
        assert not InboundMessage.objects.filter(result="given_up").exists()
        state = self.phone.conversation.state
        if currently_in_test_context():
            event(f"in {state}")
        assert registry.find(state) is not None

    def check_replies(self, said: list[InboundMessage], told: list[OutboundMessage]) -> None:
        """One burst gets one reply, and silence only where it is meant."""
        causes = {row.cause for row in told if row.cause}
        assert len(causes) <= 1, [row.content for row in told]
        replies = [row for row in told if row.cause]
        assert sum("options" in row.content for row in replies) <= 1, [row.content for row in replies]
        for row in told:
            check_limits(row.content)
        heard = [message for message in said if message.kind not in SILENT and not is_told_already(message)]
        quiet = any(message.handled_in in {"sup_waiting", "sup_live"} for message in heard)
        if heard and not quiet and not any(message.result.startswith("silent") for message in heard):
            released = OutboundMessage.objects.filter(status="sent", sent_at__gte=min(m.received_at for m in heard)).exists()
            assert told or released, [(message.kind, message.text, message.tap_id, message.handled_in) for message in heard]

    def check_draft(self, before: Homework | None, said: list[InboundMessage], act: Act) -> None:
        """What was typed or sent for a homework stays until the student sends it, throws it away, or begins another."""
        if before is None or any(begins_another(message) for message in said):
            return
        before.refresh_from_db()
        if before.status == Homework.Status.DRAFT and self.draft() != before:
            emptied = not before.text_parts and not before.attachments.filter(removed_at=None).exists()
            assert emptied, act


def is_told_already(message: InboundMessage) -> bool:
    """A message of a kind that WhatsApp has only just invented is answered once an hour."""
    earlier = InboundMessage.objects.filter(conversation=message.conversation_id, result="told", pk__lt=message.pk)
    return message.of_unknown_kind and earlier.exists()


def is_kept(last_heard_at: datetime | None) -> bool:
    """Whether a homework that was left then is still kept as a draft."""
    return last_heard_at is not None and now() - last_heard_at <= KEPT["homework"]


def begins_another(message: InboundMessage) -> bool:
    """Whether the student asks for a homework other than the draft, by [Start again] or [New homework] or their words."""
    if "start_again" in message.tap_id or "photo_is_homework" in message.tap_id:
        return True
    return message.text.casefold() in {"start again", "new", "new one", "new homework"}


class _Proxy:
    """The engine with another `run`."""

    def __init__(self, run: Any) -> None:
        self.run = run

    def __getattr__(self, name: str) -> Any:
        return getattr(engine, name)


def check_limits(content: dict[str, Any]) -> None:
    """WhatsApp's limits, counted here once more by themselves."""
    options = content.get("options", [])
    if "body" in content:
        assert content["body"].strip()
        assert units(content["body"]) <= (1024 if options else 4096)
    if not options:
        return
    row = content["kind"] == "menu"
    assert len(options) <= (10 if row else 3)
    assert all(1 <= units(option["title"]) <= (24 if row else 20) for option in options)
    assert all(units(option.get("description", "")) <= 72 and len(option["id"]) <= 200 for option in options)
    assert len({option["id"] for option in options}) == len({option["title"] for option in options}) == len(options)
