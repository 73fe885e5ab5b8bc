"""Fetches photos at once, judges them by their bytes and stores a clean copy under a name of ours."""

import logging
import uuid
from dataclasses import asdict
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Coalesce

from conversations import turns
from conversations.flows.homework.content import settle_waiting
from conversations.flows.support import tickets
from conversations.job_names import LOAD_MEDIA
from conversations.models import Conversation, InboundMessage
from conversations.whatsapp import client
from conversations.whatsapp.client import MediaProblem
from conversations.wording.limits import VOICE_BYTES_LIMIT
from core.clock import now
from core.jobs import enqueue
from core.services import raise_alert, resolve_alert
from homework.photos import BYTES_LIMIT, CleanPhoto, PhotoRefused, Problem, clean

log = logging.getLogger(__name__)
State = InboundMessage.MediaState

WAITS = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=7))
"""Between tries: three repeats within ten minutes, then the student is asked to send it again."""
GRACE = timedelta(seconds=30)
"""How long a download may take before its job is considered lost."""
TOKEN_WAIT, ID_LIVES = timedelta(minutes=10), timedelta(days=7)
"""While WhatsApp refuses our token: how often a photo is asked for, and until when it can be had at all."""
TOKEN_ALERT = "whatsapp.media"  # noqa: S105 (the key of an alert)


def load(message_id: int) -> None:
    """Downloads one message's photo or voice note and settles it, once; a failure is tried again or told."""
    message = InboundMessage.objects.filter(pk=message_id, media_state=State.PENDING).first()
    if message is None:
        return
    voice = message.kind == InboundMessage.Kind.VOICE
    try:
        data = client.download(message.media_id, limit=VOICE_BYTES_LIMIT if voice else BYTES_LIMIT)
        if voice:
            _settle(message, now(), file=default_storage.save(f"voice/{uuid.uuid4().hex}.ogg", ContentFile(data)))
        else:
            _keep_photo(message, clean(data))
    except MediaProblem as problem:
        _failed(message, problem, now())
    except PhotoRefused as refused:
        _settle(message, now(), problem=refused.problem)
    else:
        resolve_alert(TOKEN_ALERT)


def pending(at: datetime, limit: int, *, grace: timedelta = GRACE) -> list[int]:
    """Media whose job seems lost: what the sweep loads. One that waits for its next try is left to its own job."""
    lost = InboundMessage.objects.alias(due_at=Coalesce("media_due_at", "received_at")).filter(due_at__lte=at - grace)
    return list(lost.filter(media_state=State.PENDING).order_by("id").values_list("pk", flat=True)[:limit])


def wake(message_id: int, *, delay: timedelta = timedelta()) -> None:
    lock = f"media-later:{message_id}" if delay else f"media:{message_id}"
    enqueue(LOAD_MEDIA, queueing_lock=lock, delay=delay, priority=5, message_id=message_id)


def _keep_photo(message: InboundMessage, photo: CleanPhoto) -> None:
    name = default_storage.save(f"homework/{uuid.uuid4().hex}.{photo.extension}", ContentFile(photo.data))
    _settle(message, now(), file=name, facts=asdict(photo.facts))


def _failed(message: InboundMessage, problem: MediaProblem, at: datetime) -> None:
    """Tries again later, or tells. A refused token is ours to mend: no try, as long as the photo can still be had."""
    log.warning("Media of message %s: %s", message.pk, problem)
    if problem.token:
        raise_alert(TOKEN_ALERT, f"WhatsApp refuses our token for photos: {problem}")
    if problem.too_big:
        _settle(message, at, problem=Problem.TOO_BIG)
    elif problem.token and at < message.received_at + ID_LIVES:
        _try_again(message, at, TOKEN_WAIT, tries=message.media_tries)
    elif problem.permanent or problem.token or message.media_tries >= len(WAITS):
        _settle(message, at, problem=Problem.NOT_LOADED)
    else:
        _try_again(message, at, WAITS[message.media_tries], tries=message.media_tries + 1)


@transaction.atomic
def _try_again(message: InboundMessage, at: datetime, wait: timedelta, *, tries: int) -> None:
    wake(message.pk, delay=wait)
    InboundMessage.objects.filter(pk=message.pk).update(media_tries=tries, media_due_at=at + wait)


@transaction.atomic
def _settle(
    message: InboundMessage, at: datetime, *, file: str = "", facts: dict[str, object] | None = None, problem: str = ""
) -> None:
    """Records the end of a download, hands it to a homework that already waits for it, and lets the state speak.

    The first of two downloads of the same message counts; the other's file goes.
    """
    assert message.conversation_id is not None
    Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
    if not InboundMessage.objects.filter(pk=message.pk, media_state=State.PENDING).exists():
        if file:
            default_storage.delete(file)
        return
    message.media_state = State.FAILED if problem else State.READY
    message.media_problem, message.media_file.name, message.media_facts = problem, file, facts or {}
    message.save(update_fields=["media_state", "media_problem", "media_file", "media_facts"])
    settle_waiting(message)
    tickets.settle(message)
    turns.wake_turn(message.conversation_id)
