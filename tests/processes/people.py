"""People who act as soon as they have seen the reply to what they did before, and count the replies."""

from collections.abc import Callable
from functools import partial
from string import ascii_lowercase
from typing import Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from conversations.models import Conversation
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.outbox.contents import Content, Image, Text
from tests.builders import picture
from tests.phone import Handset, Json
from tests.processes.graph import Graph

LINES = ("Solve for x: 2x + 3 = 7", "Then show every step of it", "And check the result")
PHOTOS = 3


class Person(Handset):
    """One phone with a story. Each act is one burst, which must get one reply; the next act follows that reply."""

    def __init__(self, graph: Graph, number: int) -> None:
        super().__init__(graph, name="Ada", wa_id=f"2348010{number:06}")
        self.number = number
        self.posted = self.replies = 0
        """How many messages this person has written, and how many must have come back."""
        self._acts = self._story()

    @property
    def waits(self) -> bool:
        return len(self.messages) < self.replies

    @property
    def finished(self) -> bool:
        return not self._acts

    def act(self) -> None:
        """Does the next thing of the story, if the reply to the last one has come."""
        if not self.waits and not self.finished:
            self._acts.pop(0)()

    def _story(self) -> list[Callable[[], object]]:
        pictures = [picture(self.number * PHOTOS + n) for n in range(PHOTOS)]
        by_text: list[Callable[[], object]] = [partial(self.taps, "Type"), partial(self.says, *LINES)]
        by_photos: list[Callable[[], object]] = [partial(self.taps, "Photos"), partial(self.sends_photos, *pictures)]
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

    def sends(self, *items: Json) -> Self:
        """One burst, its last message posted twice as Meta sometimes does."""
        super().sends(*items)
        self.line.post(self.body(items[-1]))
        self.posted += len(items)
        self.replies += 1
        return self

    def is_sent_a_solution(self) -> None:
        """Three messages in order, the middle one with a file that has to be uploaded first."""
        file = default_storage.save(f"solutions/{self.sender.wa_id}.jpg", ContentFile(picture(self.number)))
        with transaction.atomic():
            conversation = Conversation.objects.select_for_update(no_key=True).get(wa_id=self.sender.wa_id)
            parts: list[Content] = [Text("Your answer, page by page."), Image(file, "Page 1"), Text("Is it clear?")]
            queue.add(conversation, parts, purpose=Purpose.SOLUTION, at=timezone.now())
            queue.wake_delivery(conversation.pk)
        self.replies += len(parts)
