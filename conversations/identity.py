"""Who a conversation belongs to: WhatsApp's phone number and user id of a person, as both may change or be hidden.

Two conversations are never made one here: where an id already belongs to somebody else, staff are told and decide.
"""

from typing import Any

from django.db import IntegrityError, transaction

from conversations.models import Conversation, InboundMessage
from conversations.whatsapp.client import Accepted
from core.services import raise_alert, record

MOVED_NUMBER = {"user_changed_number", "customer_changed_number"}
MOVED = {*MOVED_NUMBER, "user_changed_user_id"}


def learn_from_message(conversation: Conversation, message: InboundMessage) -> None:
    """Keeps the ids that came with a message; the caller holds the conversation's lock and saves it.

    A number that differs from ours replaces it when the user id is the known one: replies go to the address that
    WhatsApp shows now. A different user id on a known number may be another person with a reused number: staff look.
    """
    sent = message.payload.get("message", {})
    wa_id, user_id = _number(sent.get("from")), _user_id(sent.get("from_user_id"))
    if user_id and conversation.user_id and user_id != conversation.user_id:
        _tell_staff(conversation, f"writes from number {wa_id} under another WhatsApp user id; is it the same person?")
        return
    _take(conversation, "user_id", user_id)
    if wa_id != conversation.wa_id and (conversation.wa_id is None or conversation.user_id):
        _take(conversation, "wa_id", wa_id)


def learn_from_answer(conversation: Conversation, answer: Accepted) -> None:
    """Keeps an id that WhatsApp named when it took a message for this person."""
    for field, value in (("wa_id", _number(answer.wa_id)), ("user_id", _user_id(answer.user_id))):
        if value and getattr(conversation, field) is None:
            try:
                with transaction.atomic():
                    Conversation.objects.filter(pk=conversation.pk, **{field: None}).update(**{field: value})
            except IntegrityError:
                _tell_staff(conversation, f"seems to be the person who has {value} in another conversation.")


def follow_change(conversation: Conversation, message: InboundMessage) -> str:
    """Takes over the new number or user id that a system message announces; returns what became of it.

    Shapes: `wa_id` (older: `new_wa_id`) with or without `user_id`, `previous_user_id` beside it since August 2026.
    """
    notice = message.payload.get("message", {}).get("system")
    notice = notice if isinstance(notice, dict) else {}
    if notice.get("type") not in MOVED:
        return "recorded"
    wa_id, user_id = _number(notice.get("wa_id") or notice.get("new_wa_id")), _user_id(notice.get("user_id"))
    before = {"wa_id": conversation.wa_id, "user_id": conversation.user_id}
    taken = [_take(conversation, "user_id", user_id)]
    if notice["type"] in MOVED_NUMBER:
        taken.append(_take(conversation, "wa_id", wa_id))
    if before != {"wa_id": conversation.wa_id, "user_id": conversation.user_id}:
        record("conversation.moved", subject=conversation, before=before)
    return "recorded" if all(taken) else "conflict"


def _take(conversation: Conversation, field: str, value: str) -> bool:
    """Sets an id unless another conversation has it; False if so."""
    if not value or getattr(conversation, field) == value:
        return True
    if Conversation.objects.exclude(pk=conversation.pk).filter(**{field: value}).exists():
        _tell_staff(conversation, f"now has {value}, which belongs to another conversation; they are kept apart.")
        return False
    setattr(conversation, field, value)
    return True


def _tell_staff(conversation: Conversation, what: str) -> None:
    raise_alert(f"identity.{conversation.pk}", f"{conversation} (conversation {conversation.pk}) {what}")


def _number(value: Any) -> str:
    """Digits of a phone number; user ids, which have been seen in its place, are none."""
    digits = str(value).removeprefix("+") if isinstance(value, str | int) else ""
    return digits[:32] if digits.isascii() and digits.isdecimal() else ""


def _user_id(value: Any) -> str:
    return value[:140] if isinstance(value, str) else ""
