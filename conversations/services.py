"""What staff do with messages."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from conversations import sending
from conversations.messages import from_json
from conversations.models import OutboundMessage
from conversations.models.outbound import Purpose
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
    made = sending.queue(
        row.conversation,
        [from_json(row.content)],
        purpose=Purpose(row.purpose),
        at=at,
        cause=row.cause,
        origin=row.origin,
        dedupe_key=key,
    )
    record("message.sent_again", subject=row, actor=actor)
    resolve_alert(f"outbound.{row.pk}")
    sending.wake_delivery(row.conversation_id)
    return made[0]
