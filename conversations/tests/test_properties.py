"""Random walks through the chat: whatever people, vendors and crashes do, nothing is lost and nobody is left without an answer.

HYPOTHESIS_PROFILE=deep walks much longer. A failure prints the acts; copy them into `REPLAYED` to keep them for ever.
"""

import csv
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from conversations import turns
from conversations.engine import engine, registry
from conversations.messages import units
from conversations.models import InboundMessage, OutboundMessage
from conversations.tests import harness, stage
from conversations.tests.harness import Phone, World, picture
from homework.models import Homework
from sandbox import payloads

Act = tuple[Any, ...]
ALLOWED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "modest", max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=ALLOWED
)
settings.register_profile("deep", max_examples=400, deadline=None, database=None, suppress_health_check=ALLOWED)
PROFILE = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "modest"))

with (Path(__file__).parent / "data" / "understanding.csv").open(newline="") as file:
    LABELLED = sorted({row["text"] for row in csv.DictReader(file)})
ODD = ["x" * 5000, "لا إله", "\u202eabc", "👩🏽‍🎓" * 30, "{brand} {0} %s", "<b>&", "\n\n", " ", "#1", "0", "ﷺ" * 2000, "a\x00b"]
WAY_ON = ["hi", "menu", "Send homework", "maths", "type", "photos", "done", "yes", "no", "pay", "register", "Ada Obi", "skip",
          "SS2", "save", "talk to us", "other", harness.QUESTION, "I have paid", "faq", "my plan", "my details", "cancel",
          "stop", "start", "my homework", "end chat", "1", "2", "3"]  # fmt: skip
OTHER_KINDS: dict[str, Any] = {
    "sticker": {"id": "1", "mime_type": "image/webp"},
    "video": {"id": "2", "mime_type": "video/mp4"},
    "location": {"latitude": 6.5, "longitude": 3.4},
    "contacts": [{"name": {"formatted_name": "Bola"}}],
    "unsupported": {"type": "poll"},
    "order": {"catalog_id": "1"},
    "hologram": {"depth": 3},
}
STRANGE_IDS = [
    "",
    "x",
    "a.b.c:d#1",
    "menu.idle.nothing",
    "homework.hw_text.done#999",
    "anywhere.anywhere.rate:abc-9",
    f"anywhere.anywhere.solution_clear:{10**20}",
    f"homework.hw_submitted.cancel_yes:{10**20}",
    f"faq.faq_answer.read:{10**20}",
    "homework.hw_clarify.answer_now:²",
]
SILENT = {"sticker", "reaction"}
PHOTOS = {"good": picture(1), "other": picture(2), "gif": b"GIF89a", "cut": picture(3)[:300], "tiny": picture(4, (20, 20))}
MINUTES = [1, 11, 31, 60 * 5, 60 * 25, 60 * 49, 60 * 24 * 8]

words = st.sampled_from(WAY_ON) | st.sampled_from(WAY_ON) | st.sampled_from(LABELLED) | st.sampled_from(ODD)
acts = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 9)),
    st.tuples(st.just("tap"), st.integers(0, 2)),
    st.tuples(st.just("tap"), st.integers(0, 2)),
    st.tuples(st.just("says"), words),
    st.tuples(st.just("says"), words, words),
    st.tuples(st.just("old_tap"), st.integers(0, 60)),
    st.tuples(st.just("strange_tap"), st.sampled_from(STRANGE_IDS)),
    st.tuples(st.just("photos"), st.lists(st.sampled_from(sorted(PHOTOS)), min_size=1, max_size=3)),
    st.tuples(st.just("voice")),
    st.tuples(st.just("kind"), st.sampled_from(sorted(OTHER_KINDS))),
    st.tuples(st.just("reaction")),
    st.tuples(st.just("again")),
    st.tuples(st.just("reordered"), words, words),
    st.tuples(st.just("crash"), words),
    st.tuples(st.just("later"), st.sampled_from(MINUTES)),
    st.tuples(st.just("expire")),
    st.tuples(st.just("pays"), st.sampled_from([0, 0, 0, -10_000, 20_000])),
    st.tuples(st.just("tutor"), st.sampled_from(["claims", "answers", "asks"])),
    st.tuples(st.just("staff"), st.sampled_from(["replies", "closes"])),
)  # fmt: skip
NEW_PERSON: list[Act] = [("says", "hi"), ("says", "register"), ("says", "Ada Obi"), ("says", "skip"), ("says", "SS2")]
PAID: list[Act] = [
    *(("says", text) for text in ("homework", "maths", harness.QUESTION, "done", "pay")),
    ("pays", 0),
    ("tutor", "answers"),
    ("tap", 0),
]


class Walk:
    """Performs acts on one person's chat and checks what must hold after each."""

    def __init__(self, world: World, *, registered: bool) -> None:
        self.world, self.phone = world, Phone(world, wa_id="2348035550001")
        self.last_body: Any = None
        self.crashes = 0
        if registered:
            stage.register(self.phone)
        stage.paystack_knows_nothing(world)

    @property
    def begun(self) -> bool:
        return OutboundMessage.objects.exists() or InboundMessage.objects.exists()

    def perform(self, act: Act) -> None:
        name, *arguments = act
        known = set(InboundMessage.objects.values_list("pk", flat=True))
        rows = set(OutboundMessage.objects.values_list("pk", flat=True))
        draft = self.draft()
        getattr(self, name)(*arguments)
        said = list(InboundMessage.objects.exclude(pk__in=known).order_by("pk"))
        told = list(OutboundMessage.objects.exclude(pk__in=rows).order_by("pk"))
        if not self.begun:
            return
        self.check_inbox()
        self.check_replies(said, told)
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
        pk = conversation.answers.get("homework_id") or (conversation.draft or {}).get("answers", {}).get("homework_id")
        homework = Homework.objects.filter(pk=pk, status=Homework.Status.DRAFT).first()
        return homework if homework and (homework.text_parts or homework.attachments.filter(removed_at=None).exists()) else None

    def check_inbox(self) -> None:
        """Everything is processed; nothing failed but what was made to fail; the state is one of ours."""
        assert not InboundMessage.objects.filter(processed_at=None).exists()
        failed = InboundMessage.objects.exclude(error="")
        assert failed.count() <= self.crashes, list(failed.values_list("text", "error"))
        assert not InboundMessage.objects.filter(result="given_up").exists()
        state = self.phone.conversation.state
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
        heard = [message for message in said if message.kind not in SILENT]
        quiet = any(message.handled_in in {"sup_waiting", "sup_live"} for message in heard)
        if heard and not quiet and not any(message.result.startswith("silent") for message in heard):
            released = OutboundMessage.objects.filter(status="sent", sent_at__gte=min(m.received_at for m in heard)).exists()
            assert told or released, [(message.kind, message.text, message.tap_id, message.handled_in) for message in heard]

    def check_draft(self, before: Homework | None, said: list[InboundMessage], act: Act) -> None:
        """What was typed or sent for a homework stays until the student sends it, throws it away, or begins another."""
        if before is None or any("start_again" in message.tap_id for message in said):
            return
        if any(message.text.casefold() in {"start again", "new", "new one"} for message in said):
            return
        before.refresh_from_db()
        if before.status == Homework.Status.DRAFT and self.draft() != before:
            emptied = not before.text_parts and not before.attachments.filter(removed_at=None).exists()
            assert emptied, act


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
        assert content["body"].strip() and units(content["body"]) <= (1024 if options else 4096)
    if not options:
        return
    row = content["kind"] == "menu"
    assert len(options) <= (10 if row else 3)
    assert all(1 <= units(option["title"]) <= (24 if row else 20) for option in options)
    assert all(units(option.get("description", "")) <= 72 and len(option["id"]) <= 200 for option in options)
    assert len({option["id"] for option in options}) == len({option["title"] for option in options}) == len(options)


def walk(world: World, registered: bool, acts: list[Act]) -> None:
    with transaction.atomic():
        harness.pass_time(-harness._offset)
        steps = Walk(world, registered=registered)
        for act in acts:
            steps.perform(act)
        transaction.set_rollback(True)
    world.vendor.reset()
    World.__init__(world, world.vendor)


@settings(PROFILE)
@example(registered=False, acts=[*NEW_PERSON, ("crash", "save"), *PAID])
@example(registered=True, acts=[*PAID, ("tap", 0), ("staff", "replies")])
@given(registered=st.booleans(), acts=st.lists(acts, min_size=3, max_size=18))
def test_a_random_walk_keeps_every_promise(world: World, registered: bool, acts: list[Act]) -> None:
    walk(world, registered, acts)
