"""Photos by a web page, where they do not get through WhatsApp: a signed link for one homework, good once, for half an hour."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from conversations import turns
from conversations.engine import registry
from conversations.engine.answers import Carried, Memory
from conversations.engine.turn import Turn
from conversations.flows.answers import HomeworkAnswers
from conversations.models import Conversation
from homework import services
from homework.models import Attachment, Homework
from homework.photos import BYTES_LIMIT, CleanPhoto, PhotoRefused, Problem, clean

LASTS = timedelta(minutes=30)
SALT = "web-upload"
TAKEN_IN = {
    "hw_submitted": (Homework.Status.QUEUED,),
    "hw_clarify": (Homework.Status.QUEUED, Homework.Status.ASSIGNED, Homework.Status.NEEDS_CLARIFICATION),
}
"""In which states photos of a homework that was sent are taken, and while it is what; of a draft, in all of its flow."""


class LinkOver(Exception):
    """The link is no longer good: used, older than half an hour, forged, or its homework was left."""


@dataclass(frozen=True)
class Refused:
    """A file that could not be used: its place among those chosen, from 1, and why."""

    position: int
    problem: Problem


@dataclass(frozen=True)
class Received:
    """What became of the chosen files; the link is used up as soon as one of them was kept."""

    kept: int
    refused: list[Refused]
    left_out: int
    """How many found no room any more."""


def link(turn: Turn) -> str:
    """Returns a fresh link for the homework of this turn; an earlier one is good no longer."""
    key = turn.told(HomeworkAnswers).upload_key = secrets.token_urlsafe(9)
    token = signing.dumps([turn.conversation.pk, key], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('photo-upload', args=[token])}"


def takes_photos(conversation: Conversation, homework: Homework) -> bool:
    """Whether photos may join the homework that the conversation is about, as far as it has come."""
    state = registry.find(conversation.state)
    in_flow = state is not None and state.flow == "homework"
    return in_flow and homework.status in TAKEN_IN.get(conversation.state, (Homework.Status.DRAFT,))


def homework_of(token: str) -> Homework:
    """The homework that a link is for. Raises LinkOver."""
    conversation_id, key = _opened(token)
    return _homework(Conversation.objects.filter(pk=conversation_id).first(), key)


def receive(token: str, files: Sequence[UploadedFile[bytes]], at: datetime) -> Received:
    """Adds photos to the homework and lets its chat say so.

    Raises:
        LinkOver: nothing was kept.
    """
    homework_of(token)  # before anything is decoded or stored for a stranger
    photos: list[CleanPhoto] = []
    refused = []
    for position, file in enumerate(files, start=1):
        try:
            photos.append(_cleaned(file))
        except PhotoRefused as refusal:
            refused.append(Refused(position, refusal.problem))
    if not photos:
        return Received(0, refused, 0)
    # The storage may be on the network: it is written before the transaction begins.
    names = [_stored(photo) for photo in photos]
    try:
        added = _add(token, list(zip(names, photos, strict=True)), at)
    except LinkOver:
        _delete(names)
        raise
    _delete([name for name, attachment in zip(names, added, strict=True) if attachment is None])
    kept = sum(attachment is not None and attachment.removed_at is None for attachment in added)
    return Received(kept, refused, len(photos) - kept)


def _delete(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _opened(token: str) -> tuple[int, str]:
    try:
        conversation_id, key = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError) as problem:
        raise LinkOver from problem
    return conversation_id, key


def _homework(conversation: Conversation | None, key: str) -> Homework:
    memory = Memory(conversation.answers if conversation else {})
    if conversation is None or memory.of(HomeworkAnswers).upload_key != key:
        raise LinkOver
    homework = Homework.objects.select_related("subject").filter(pk=memory.of(Carried).homework_id or 0).first()
    if homework is None or not takes_photos(conversation, homework):
        raise LinkOver
    return homework


def _cleaned(file: UploadedFile[bytes]) -> CleanPhoto:
    if (file.size or 0) > BYTES_LIMIT:
        raise PhotoRefused(Problem.TOO_BIG)
    return clean(file.read())


def _stored(photo: CleanPhoto) -> str:
    return default_storage.save(f"homework/{uuid.uuid4().hex}.{photo.extension}", ContentFile(photo.data))


@transaction.atomic
def _add(token: str, photos: Sequence[tuple[str, CleanPhoto]], at: datetime) -> list[Attachment | None]:
    """Returns one row for each photo: None where there was no room, marked removed where it is there already."""
    conversation_id, key = _opened(token)
    conversation = Conversation.objects.select_for_update(no_key=True).filter(pk=conversation_id).first()
    homework = services.locked(_homework(conversation, key).pk)
    assert conversation is not None
    if not takes_photos(conversation, homework):  # a tutor has taken it this moment
        raise LinkOver
    added = []
    for number, (name, photo) in enumerate(photos):
        attachment = services.add_photo(homework=homework, message_id=f"upload:{key}:{number}", caption="", sent_at=at)
        if attachment:
            services.photo_arrived(attachment=attachment, name=name, facts=photo.facts)
        added.append(attachment)
    memory = Memory(conversation.answers)
    memory.of(HomeworkAnswers).upload_key, memory.of(HomeworkAnswers).uploaded = "", True
    conversation.answers = memory.to_json()
    conversation.save(update_fields=["answers"])
    turns.wake_turn(conversation.pk)
    return added
