"""People who act as soon as they have seen the reply to what they did before, and count the replies."""

from collections.abc import Callable
from functools import partial
from string import ascii_lowercase
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from conversations.models import Conversation
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.outbox.contents import Content, Image, Text
from conversations.tests.harness import picture
from sandbox import payloads
from tests.processes.graph import Accepted, Graph, post

LINES = ("Solve for x: 2x + 3 = 7", "Then show every step of it", "And check the result")
PHOTOS = 3


class Person:
    """One phone. Each act is one burst, which must get one reply; the next act follows that reply."""

    def __init__(self, graph: Graph, number: int) -> None:
        self.graph, self.number = graph, number
        self.sender = payloads.Sender(name="Ada", wa_id=f"2348010{number:06}")
        self.messages = self.replies = 0
        """How many messages this person has written, and how many must have come back."""
        self._acts = self._story()

    @property
    def wa_id(self) -> str:
        assert self.sender.wa_id
        return self.sender.wa_id

    @property
    def seen(self) -> list[Accepted]:
        return self.graph.received_by(self.wa_id)

    @property
    def waits(self) -> bool:
        return len(self.seen) < self.replies

    @property
    def finished(self) -> bool:
        return not self._acts

    def act(self) -> None:
        """Does the next thing of the story, if the reply to the last one has come."""
        if not self.waits and not self.finished:
            self._acts.pop(0)()

    def _story(self) -> list[Callable[[], None]]:
        by_text: list[Callable[[], None]] = [partial(self.taps, "Type"), partial(self.says, *LINES)]
        by_photos: list[Callable[[], None]] = [partial(self.taps, "Photos"), self.sends_photos]
        return [
            partial(self.says, "hi"),
            partial(self.taps, "Register"),
            partial(self.says, f"Ada Number{ascii_lowercase[self.number]}"),
            partial(self.taps, "Skip"),
            partial(self.says, "SS2"),
            partial(self.taps, "Save"),
            partial(self.taps, "Send homework"),
            partial(self.taps, "Mathematics"),
            *(by_photos if self.sends_pictures else by_text),
            self.is_sent_a_solution,
        ]

    @property
    def sends_pictures(self) -> bool:
        return self.number % 2 == 0

    def says(self, *texts: str) -> None:
        self.sends(*(payloads.text(text) for text in texts))

    def taps(self, title: str) -> None:
        reply = payloads.list_reply if self.seen[-1].body["interactive"]["type"] == "list" else payloads.button_reply
        self.sends(reply(self.option(title), title))

    def sends_photos(self) -> None:
        media = [self.graph.add_media(picture(self.number * PHOTOS + n)) for n in range(PHOTOS)]
        self.sends(*(("image", {"id": media_id, "mime_type": "image/jpeg"}) for media_id in media))

    def is_sent_a_solution(self) -> None:
        """Three messages in order, the middle one with a file that has to be uploaded first."""
        file = default_storage.save(f"solutions/{self.wa_id}.jpg", ContentFile(picture(self.number)))
        with transaction.atomic():
            conversation = Conversation.objects.select_for_update(no_key=True).get(wa_id=self.wa_id)
            parts: list[Content] = [Text("Your answer, page by page."), Image(file, "Page 1"), Text("Is it clear?")]
            queue.add(conversation, parts, purpose=Purpose.SOLUTION, at=timezone.now())
            queue.wake_delivery(conversation.pk)
        self.replies += len(parts)

    def sends(self, *contents: tuple[str, Any]) -> None:
        """One burst: each message in a webhook of its own, the last one posted twice as Meta sometimes does."""
        for kind, content in contents:
            body = self.body(payloads.message(self.sender, kind, content, at=timezone.now()))
            post(self.graph.webhook_url, body)
            self.messages += 1
        post(self.graph.webhook_url, body)
        self.replies += 1

    def body(self, *items: dict[str, Any]) -> dict[str, Any]:
        number = settings.WHATSAPP_PHONE_NUMBER_ID
        return payloads.envelope(payloads.value(phone_number_id=number, senders=[self.sender], messages=items))

    def option(self, title: str) -> str:
        """The id behind a button or row of the newest message."""
        action = self.seen[-1].body["interactive"]["action"]
        rows = [button["reply"] for button in action.get("buttons", [])]
        rows += [row for section in action.get("sections", []) for row in section["rows"]]
        return next(str(row["id"]) for row in rows if row["title"] == title)
