"""Who a conversation belongs to: WhatsApp's phone number and user id of a person, as both may change or be hidden.

Two conversations are never made one here: where an id already belongs to somebody else, staff are told and decide. A number
alone follows the person whom WhatsApp shows with it, by their user id: its former owner is reached by theirs from then on, so
that neither reads what is the other's.
"""

from django.db import IntegrityError, transaction

from conversations.models import Conversation, InboundMessage
from conversations.whatsapp.client import Accepted
from core.services import raise_alert, record

MOVED_NUMBER = {"user_changed_number", "customer_changed_number"}
MOVED = {*MOVED_NUMBER, "user_changed_user_id"}


def learn_from_message(conversation: Conversation, message: InboundMessage) -> None:
    """Keeps the ids that came with a message; the caller holds the conversation's lock and saves it.

    A number that differs from ours replaces it when the user id is the known one: replies go to the address that
    WhatsApp shows now. An id that differs is one they had before (see `conversations.intake`).
    """
    sent = message.payload.get("message", {})
    wa_id, user_id = _number(sent.get("from")), _user_id(sent.get("from_user_id"))
    if user_id and conversation.user_id and user_id != conversation.user_id:
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
    taken = _take(conversation, "user_id", user_id)
    if taken and notice["type"] in MOVED_NUMBER:
        taken = _take(conversation, "wa_id", wa_id)
    if before != {"wa_id": conversation.wa_id, "user_id": conversation.user_id}:
        record("conversation.moved", subject=conversation, before=before)
    return "recorded" if taken else "conflict"


def ask_who_it_is(conversation: Conversation) -> None:
    """WhatsApp no longer vouches that the person is who they were when they were last reached."""
    _tell_staff(conversation, "may be somebody else now, says WhatsApp: verify who it is before you send the failed messages.")


def _take(conversation: Conversation, field: str, value: str) -> bool:
    """Sets an id unless another conversation has it and cannot give it up; False if so."""
    if not value or getattr(conversation, field) == value:
        return True
    other = Conversation.objects.exclude(pk=conversation.pk).filter(**{field: value}).select_related("lead__student").first()
    if other and field == "wa_id" and other.user_id and conversation.user_id:
        _give_up_number(other, to=conversation)
    elif other:
        _tell_staff(conversation, f"now has {value}, which belongs to another conversation; they are kept apart.")
        return False
    setattr(conversation, field, value)
    return True


def _give_up_number(former: Conversation, *, to: Conversation) -> None:
    Conversation.objects.filter(pk=former.pk).update(wa_id=None)
    record("conversation.number_passed_on", subject=former, before=former.wa_id, now_with=to.pk)
    was = f"the number {former.wa_id} of {former} (conversation {former.pk})"
    _tell_staff(to, f"writes from {was} under another WhatsApp user id. Their chats are kept apart; is it the same person?")


def _tell_staff(conversation: Conversation, what: str) -> None:
    raise_alert(f"identity.{conversation.pk}", f"{conversation} (conversation {conversation.pk}) {what}")


def _number(value: object) -> str:
    """Digits of a phone number; user ids, which have been seen in its place, are none."""
    digits = str(value).removeprefix("+") if isinstance(value, str | int) else ""
    return digits[:32] if digits.isascii() and digits.isdecimal() else ""


def _user_id(value: object) -> str:
    return value[:140] if isinstance(value, str) else ""
