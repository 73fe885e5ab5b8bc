"""Ends flows that fell silent: the same rule as a turn applies on the next message, only earlier."""

from datetime import datetime

from django.db import transaction

from conversations.engine import moving
from conversations.engine.turn import Turn
from conversations.models import Conversation


def silent_conversations(at: datetime, limit: int) -> list[int]:
    """Conversations in a flow whose last message is older than the time-out, oldest first."""
    rows = Conversation.objects.exclude(state__in=["new", "idle", "opted_out"]).filter(last_inbound_at__lt=at - moving.TIME_OUT)
    return list(rows.order_by("last_inbound_at").values_list("pk", flat=True)[:limit])


@transaction.atomic
def expire(conversation_id: int, at: datetime) -> bool:
    """Leaves the flow, keeping its draft; False if somebody wrote meanwhile or the state does not time out."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    waiting = conversation.inbound_messages.filter(processed_at=None).exists()
    if waiting or not moving.is_expired(conversation, at):
        return False
    turn = Turn(conversation, at)
    moving.leave(turn, cause="expire_conversations")
    turn.save()
    return True
