"""One person with WhatsApp, who speaks, taps and looks as in life: `phone.says("hi").taps("Register").sees("full name")`.

All they do goes through the real webhook view and the real jobs. A line carries it: `tests/world.py` in one process, where
vendors are made up and jobs run at once, or `tests/processes/graph.py` with real HTTP and real workers.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, Self

from django.conf import settings
from django.db.models import QuerySet

from conversations.models import Conversation, OutboundMessage
from core.clock import now
from payments.models import Payment
from sandbox import payloads
from tests.builders import QUESTION, make_conversation, make_lead, make_student
from tests.world import World

Json = dict[str, Any]


class Line(Protocol):
    """What a handset is connected to."""

    @property
    def sent(self) -> Sequence[Json]:
        """Every message that WhatsApp has taken from us, in order."""

    def post(self, body: Json) -> Any:
        """Posts a signed webhook and returns the answer."""

    def add_media(self, data: bytes) -> str:
        """Keeps a file at WhatsApp and returns its id."""

    def work(self) -> None:
        """Lets the worker act on what was posted."""


class Handset:
    """What a person can do and see, over any line."""

    def __init__(self, line: Line, *, name: str = "Ada Obi", wa_id: str | None = None, user_id: str | None = None) -> None:
        self.line = line
        number = None if user_id and wa_id is None else wa_id or f"23480{random.randrange(10**8):08}"
        self.sender = payloads.Sender(name=name, wa_id=number, user_id=user_id)
        self.seen = 0

    def item(self, kind: str, content: Any, **extra: Any) -> Json:
        return payloads.message(self.sender, kind, content, at=now(), **extra)

    def body(self, *items: Json) -> Json:
        """A whole webhook body with these items."""
        value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, senders=[self.sender], messages=items)
        return payloads.envelope(value)

    def sends(self, *items: Json) -> Self:
        """Posts these items in webhooks of their own, then lets the worker work."""
        self.seen = len(self.messages)
        for item in items:
            assert self.line.post(self.body(item)).status_code == 200
        self.line.work()
        return self

    def says(self, *texts: str) -> Self:
        return self.sends(*(self.item(*payloads.text(text)) for text in texts))

    def sends_photos(self, *pictures: bytes, caption: str = "") -> Self:
        items = []
        for data in pictures:
            content = {"id": self.line.add_media(data), "mime_type": "image/jpeg", "caption": caption}
            items.append(self.item("image", content))
        return self.sends(*items)

    def taps(self, title: str) -> Self:
        """Taps the newest button or row with this title."""
        for message in reversed(self.messages):
            for kind, choice in _choices(message):
                if choice["title"] == title:
                    content = {"type": kind, kind: {"id": choice["id"], "title": title}}
                    return self.sends(self.item("interactive", content))
        raise AssertionError(f"No button {title!r}; the last message was {self.last!r}.")

    @property
    def messages(self) -> list[Json]:
        """What this person has been sent."""
        address = {self.sender.wa_id, self.sender.user_id} - {None}
        return [body for body in self.line.sent if {body.get("to"), body.get("recipient")} & address]

    @property
    def news(self) -> list[str]:
        """The texts that came since the last thing this person did."""
        return [text_of(body) for body in self.messages[self.seen :]]

    @property
    def last(self) -> str:
        return text_of(self.messages[-1]) if self.messages else ""

    @property
    def choices(self) -> list[str]:
        """The titles to tap on the last message."""
        return [choice["title"] for _, choice in _choices(self.messages[-1])]

    def sees(self, words: str) -> Self:
        """Asserts one reply since the last act, holding these words."""
        assert len(self.news) == 1, f"Expected one reply, saw {self.news}"
        assert words in self.news[0], f"Expected {words!r}, saw {self.news[0]!r}"
        return self

    def sees_nothing(self) -> Self:
        assert self.news == []
        return self


class Phone(Handset):
    """A handset in a world of one process, whose tables can be looked at as well."""

    def __init__(self, world: World, *, name: str = "Ada Obi", wa_id: str | None = None, user_id: str | None = None) -> None:
        super().__init__(world, name=name, wa_id=wa_id, user_id=user_id)
        self.world = world

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(wa_id=self.sender.wa_id, user_id=self.sender.user_id)

    @property
    def rows(self) -> QuerySet[OutboundMessage]:
        return OutboundMessage.objects.filter(conversation=self.conversation)

    def is_known(self) -> Self:
        """Somebody who is not registered and has just been answered."""
        make_conversation(make_lead(self.sender.name), wa_id=self.sender.wa_id, user_id=self.sender.user_id)
        return self

    def is_registered(self, name: str = "Ada Obi") -> Self:
        """A student at the menu, without the walk through registration."""
        student = make_student(name, phone=self.sender.wa_id or "")
        make_conversation(student, wa_id=self.sender.wa_id, user_id=self.sender.user_id)
        return self

    def registers(self, name: str = "Ada Obi", school_class: str = "SS2") -> Self:
        return self.says("hi").taps("Register").says(name).taps("Skip").says(school_class).taps("Save")

    def orders(self, *texts: str, subject: str = "Mathematics") -> Self:
        """Walks a text homework to its payment link."""
        self.says("menu").taps("Send homework").taps(subject).says(*(texts or (QUESTION,)))
        return self.taps("Done").taps("Pay ₦500")

    def pays(self, **changes: Any) -> Self:
        """Pays the newest payment of this student."""
        self.seen = len(self.messages)
        payment = Payment.objects.filter(student=self.conversation.student).latest("pk")
        self.world.receives_money(payment, **changes)
        return self


def _choices(body: Json) -> Iterator[tuple[str, Json]]:
    """The buttons or rows of a message, each with the kind of the reply that tapping it makes."""
    action = body.get("interactive", {}).get("action", {})
    yield from (("button_reply", button["reply"]) for button in action.get("buttons", []))
    yield from (("list_reply", row) for section in action.get("sections", []) for row in section["rows"])


def text_of(body: Json) -> str:
    """The words of a message of ours."""
    kind = body["type"]
    if kind == "interactive":
        return str(body["interactive"]["body"]["text"])
    if kind == "template":
        return f"[template {body['template']['name']}]"
    return str(body[kind].get("body") or body[kind].get("caption") or f"[{kind}]")
