"""From state to state: entering one, leaving a flow with what was answered kept as a draft, and the time that ends it."""

from datetime import datetime, timedelta

from conversations.engine import registry, reply
from conversations.engine.answers import Answers, Draft
from conversations.engine.state import Kind
from conversations.engine.turn import Turn
from conversations.models import Conversation, StateTransition

TIME_OUT = timedelta(minutes=30)


def enter(turn: Turn, name: str, *, cause: str = "") -> None:
    conversation = turn.conversation
    if conversation.state != name:
        StateTransition.objects.create(
            conversation=conversation,
            from_state=conversation.state,
            to_state=name,
            cause=cause or turn.message_id,
            at=turn.at,
        )
    if name == "idle":  # a flow's answers end with it; only what waits for a homework goes along
        turn.forget_answers(but_kept=True)
    conversation.state, conversation.step, conversation.entered_at = name, conversation.step + 1, turn.at


def leave(turn: Turn, *, cause: str = "") -> None:
    """Leaves the present flow for idle, keeping what was answered as a draft."""
    conversation = turn.conversation
    state = registry.find(conversation.state)
    if state and state.kind is not Kind.IDLE and state.worth_keeping(turn):
        left_at = conversation.last_inbound_at or turn.at
        conversation.draft = Draft(state.name, turn.memory.to_json(), left_at).to_json()
    turn.forget_answers()
    enter(turn, "idle", cause=cause)


def is_expired(conversation: Conversation, at: datetime) -> bool:
    """Whether the present state ended for want of an answer; idle ones never do."""
    state = registry.find(conversation.state)
    if state is None or state.kind is Kind.IDLE or not state.times_out:
        return False
    last = state.silent_since(conversation)
    return last is not None and at - last > TIME_OUT


def move(
    conversation: Conversation, name: str, at: datetime, *, cause: str, asks: bool, knowing: Answers | None = None
) -> None:
    """Puts a conversation into another state from outside, because of what staff did; `asks` also sends its question.

    The caller holds the lock and the transaction, and wakes the delivery.

    Args:
        knowing: all that the state begins with; what was told before is forgotten.
    """
    turn = Turn(conversation, at)
    turn.memory.replace(knowing.to_json() if knowing else {})
    enter(turn, name, cause=cause)
    if asks:
        reply.write(turn, None)
    turn.save()
