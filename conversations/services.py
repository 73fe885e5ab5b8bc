"""What staff do with messages and wording."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from conversations.engine import wording_rules
from conversations.models import OutboundMessage, Wording, WordingVersion
from conversations.models.outbound import Purpose
from conversations.outbox import progress, queue
from conversations.outbox.contents import from_json
from conversations.wording import DEFAULT_LANGUAGE, PACKS, overrides
from core.services import record, resolve_alert


def shown_text(row: OutboundMessage) -> str:
    """A message as one line for staff: its text, or what it is."""
    content = row.content
    return (
        content.get("body")
        or content.get("caption")
        or f"({content.get('name') or content.get('filename') or content['kind']})"
    )


@transaction.atomic
def send_again(*, message: OutboundMessage, actor: AbstractBaseUser, at: datetime) -> OutboundMessage | None:
    """Sends a failed message again as a row of its own; the failed one stays as it is.

    Returns:
        The new row; None if the message did not fail or was sent again before.
    """
    row = OutboundMessage.objects.select_for_update().select_related("conversation").get(pk=message.pk)
    key = f"again:{row.pk}"
    if row.status != OutboundMessage.Status.FAILED or OutboundMessage.objects.filter(dedupe_key=f"{key}:0").exists():
        return None
    queue.add(
        row.conversation,
        [from_json(row.content)],
        purpose=Purpose(row.purpose),
        at=at,
        cause=row.cause,
        origin=row.origin,
        dedupe_key=key,
    )
    again = OutboundMessage.objects.get(dedupe_key=f"{key}:0")
    progress.tell_owner(again, at)
    record("message.sent_again", subject=row, actor=actor)
    resolve_alert(f"outbound.{row.pk}")
    queue.wake_delivery(row.conversation_id)
    return again


def add_missing_wordings() -> None:
    """Gives every line of every pack its row; a row without text says the default."""
    known = set(Wording.objects.values_list("language", "key"))
    wanted = [(language, key) for language in PACKS for key in PACKS[DEFAULT_LANGUAGE] if (language, key) not in known]
    Wording.objects.bulk_create([Wording(language=language, key=key) for language, key in wanted], ignore_conflicts=True)


def checked_wording(wording: Wording, text: str) -> str:
    """Returns a new text for a line as it would be stored.

    Raises:
        django.core.exceptions.ValidationError: if the variables or the length do not fit.
    """
    tidy = text.replace("\r\n", "\n").strip()
    found = wording_rules.problems(wording.key, tidy, wording.language) if tidy else []
    if found:
        raise ValidationError(found)
    return tidy


@transaction.atomic
def change_wording(*, wording: Wording, text: str, author: AbstractBaseUser, at: datetime) -> None:
    """Rewords a line; an empty text restores the default. Other processes follow within seconds.

    Raises:
        django.core.exceptions.ValidationError: if the variables or the length do not fit.
    """
    wording.text = checked_wording(wording, text)
    wording.save(update_fields=["text"])
    WordingVersion.objects.create(wording=wording, text=wording.text, author_id=author.pk, at=at)
    transaction.on_commit(overrides.forget)
