"""How long to wait for the rest of a burst, so that several lines or photos get one reply."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from conversations.engine import registry, understanding
from conversations.engine.state import State
from conversations.models import Conversation, InboundMessage

Inbound = InboundMessage.Kind

PHOTO_QUIET = timedelta(seconds=6)
PHOTO_LOADING = timedelta(seconds=12)
GATHER_MOST = timedelta(seconds=45)


def quiet_left(conversation: Conversation, messages: Sequence[InboundMessage], at: datetime) -> timedelta:
    """How long to wait for the rest of a burst; zero when it is time to answer."""
    state = registry.find(conversation.state) or registry.get("idle")
    if any(_ends_burst(message, state) for message in messages):
        return timedelta()
    waits = [_quiet_of(message, state, at) for message in messages]
    first = min(message.received_at for message in messages)
    return max(min(max(waits), first + GATHER_MOST - at), timedelta())


def answers(conversation: Conversation) -> bool:
    """Whether the present state answers by itself; in some a person of ours does."""
    state = registry.find(conversation.state)
    return state is None or state.answers


def _ends_burst(message: InboundMessage, state: State) -> bool:
    if message.kind == Inbound.TAP:
        return True
    if message.kind != Inbound.TEXT:
        return False
    if understanding.command(message.text, state.kind):
        return True
    return any(understanding.accepts(action, message.text) for action in state.actions.values())


def _quiet_of(message: InboundMessage, state: State, at: datetime) -> timedelta:
    if message.kind == Inbound.IMAGE or (message.kind == Inbound.DOCUMENT and message.has_media):
        loading = message.media_state == InboundMessage.MediaState.PENDING
        return message.received_at + (PHOTO_LOADING if loading else PHOTO_QUIET) - at
    if message.kind == Inbound.TEXT:
        return message.received_at + timedelta(seconds=state.quiet_seconds) - at
    return timedelta()
