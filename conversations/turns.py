"""One person's turn: their unprocessed messages, in sender order, in one transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from conversations import identity
from conversations.engine import burst, engine
from conversations.job_names import TURN
from conversations.models import Conversation, InboundMessage
from conversations.models.inbound import TRIES
from conversations.models.outbound import Purpose
from conversations.outbox import delivery, queue
from conversations.outbox.contents import Text
from conversations.whatsapp import client
from conversations.wording import line
from core.clock import now
from core.jobs import enqueue
from core.services import raise_alert
from students.models import Lead
from support import services as support

log = logging.getLogger(__name__)
Kind = InboundMessage.Kind
RECORDED = {Kind.SYSTEM, Kind.EDIT, Kind.DELETION, Kind.INTERACTION}
"""About a person or their messages, not said to us: kept, acted on in `identity`, and no reason to answer."""
RETRY_WAITS = (timedelta(seconds=5), timedelta(seconds=30))
GRACE = timedelta(seconds=1)
"""How long a turn may take before its job is considered lost."""


@dataclass(frozen=True)
class Seen:
    """A message to be marked as read, with «typing» where the reply is still to come."""

    wamid: str
    reply_follows: bool = False


def take_turn(conversation_id: int) -> bool:
    """Answers what a person has sent, then delivers the reply. Returns False if the turn failed.

    Safe to call at any time, twice, or at the same time: the conversation's lock makes turns follow each other, and
    whatever fails is rolled back whole, recorded on the messages, and tried again.
    """
    seen, well = None, True
    try:
        seen = _answer(conversation_id, now())
    except Exception as problem:
        log.exception("A turn of conversation %s failed.", conversation_id)
        _note_failure(conversation_id, problem, now())
        well = False
    delivery.deliver(conversation_id)
    if seen:  # after the reply, which it must not delay
        client.mark_read(seen.wamid, typing=seen.reply_follows)
    return well


def waiting_conversations(at: datetime, limit: int, *, grace: timedelta = GRACE) -> list[int]:
    """People whose messages wait longer than a turn takes: what the sweep and `process_inbox` pick up."""
    waiting = InboundMessage.objects.filter(processed_at=None, conversation__isnull=False, received_at__lte=at - grace)
    return list(dict.fromkeys(waiting.order_by("id").values_list("conversation_id", flat=True)[:limit]))


def wake_turn(conversation_id: int, *, delay: timedelta = timedelta()) -> bool:
    """Asks for a turn; False if one is waited for already."""
    # A waiting later turn must not keep an earlier one from being asked for, hence two keys.
    lock = f"turn-later:{conversation_id}" if delay else f"turn:{conversation_id}"
    return enqueue(TURN, queueing_lock=lock, delay=delay, priority=10, conversation_id=conversation_id)


@transaction.atomic
def _answer(conversation_id: int, at: datetime) -> Seen | None:
    conversation = (
        Conversation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("lead__student")
        .get(pk=conversation_id)
    )
    messages = list(InboundMessage.objects.filter(conversation=conversation, processed_at=None).order_by("sent_at", "id"))
    if not messages:
        engine.run_news(conversation, at)
        return None
    said = [message for message in messages if message.kind not in RECORDED]
    wait = burst.quiet_left(conversation, said, at) if said else timedelta()
    if wait > timedelta():
        begins = wake_turn(conversation_id, delay=wait)
        return Seen(said[-1].vendor_id, reply_follows=True) if begins and burst.answers(conversation) else None
    for message in messages:
        if message.kind in RECORDED:
            message.result = identity.follow_change(conversation, message)
    answered = _react(conversation, said, at)
    for message in messages:
        message.processed_at, message.result = at, message.result or "handled"
    InboundMessage.objects.bulk_update(messages, ["processed_at", "handled_in", "result"])
    return Seen(said[-1].vendor_id) if answered else None


def _react(conversation: Conversation, said: list[InboundMessage], at: datetime) -> bool:
    """Lets the person's words act; returns whether they get an answer."""
    if not said:
        conversation.save()
        return False
    if conversation.lead is None:
        conversation.lead = Lead.objects.create(profile_name=conversation.profile_name, first_seen_at=said[0].sent_at)
    identity.learn_from_message(conversation, said[-1])
    released = queue.release_held(conversation, at)
    conversation.unreachable_at = None
    return engine.run(conversation, said, at, released=released)


def _note_failure(conversation_id: int, problem: Exception, at: datetime) -> None:
    """Records a failed turn on its messages; after the last try the person gets an apology and a ticket, once."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
        messages = list(InboundMessage.objects.filter(conversation=conversation, processed_at=None))
        for message in messages:
            message.tries += 1
            message.error = f"{type(problem).__name__}: {problem}"[:2000]
        given_up = [message for message in messages if message.tries >= TRIES]
        for message in given_up:
            message.processed_at, message.result = at, "given_up"
        InboundMessage.objects.bulk_update(messages, ["tries", "error", "processed_at", "result"])
        if given_up:
            _hand_to_support(conversation, given_up, at)
        if len(given_up) < len(messages):
            tries = min(message.tries for message in messages)
            wake_turn(conversation_id, delay=RETRY_WAITS[min(tries, len(RETRY_WAITS)) - 1])


def _hand_to_support(conversation: Conversation, messages: list[InboundMessage], at: datetime) -> None:
    if conversation.lead is None:
        conversation.lead = Lead.objects.create(profile_name=conversation.profile_name, first_seen_at=at)
    newest = max(message.sent_at for message in messages)
    conversation.last_inbound_at = max(newest, conversation.last_inbound_at or newest)
    conversation.save(update_fields=["lead", "last_inbound_at"])
    ticket = support.open_ticket(lead=conversation.lead, reason="our_failure", is_urgent=True, at=at)
    for message in messages:
        text = message.text or f"({message.get_kind_display().lower()})"
        support.add_message(ticket=ticket, text=text, source_message_id=message.vendor_id, at=message.sent_at)
    queue.add(
        conversation,
        [Text(line("anywhere.apology", conversation.language))],
        purpose=Purpose.REPLY,
        at=at,
        cause=messages[-1].vendor_id,
    )
    raise_alert(f"turn.{conversation.pk}", f"A message of {conversation} could not be handled: see ticket {ticket.code}.")
