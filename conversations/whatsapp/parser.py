"""From WhatsApp's webhook body to frozen items of our own. Pure: no database, no clock but the one handed in.

Anything unknown becomes an item too, so that nothing signed is ever dropped; odd shapes never raise.
Shapes: Meta's "messages webhook reference" and the changelog of August 2026 (user ids, hidden phone numbers).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from core.webhooks.storable import clean, storable

Json = dict[str, Any]

KINDS = {
    "text": "text",
    "interactive": "tap",
    "button": "tap",
    "image": "image",
    "document": "document",
    "audio": "voice",
    "voice": "voice",
    "video": "video",
    "sticker": "sticker",
    "location": "location",
    "contacts": "contacts",
    "reaction": "reaction",
    "order": "order",
    "system": "system",
    "edit": "edit",
    "revoke": "deletion",
    "request_welcome": "text",
}
"""WhatsApp's word -> ours; any other word is `unsupported`."""
MEDIA_TYPES = ("image", "document", "audio", "voice", "video", "sticker")
FETCHED = {"image", "document", "voice"}
"""Kinds whose file we fetch; with an error of any code beside it there is none to be had."""
CLOCK_SKEW = timedelta(minutes=10)
CONTENT_LOST = {131052, 131060}
"""Errors on a message: its photo could not be had, or was to be seen only once."""


@dataclass(frozen=True)
class Person:
    """Who wrote: at least one of the two ids is set.

    told_by_number: the user id may be one that they did not have before (a notice of changed ids that names no former one),
        so that the number tells who they are even where it is known with another.
    """

    wa_id: str | None
    user_id: str | None
    profile_name: str = ""
    told_by_number: bool = False


@dataclass(frozen=True)
class MessageItem:
    vendor_id: str
    kind: str
    person: Person
    phone_number_id: str
    sent_at: datetime
    text: str
    tap_id: str
    media_id: str
    reply_to: str
    payload: Json


@dataclass(frozen=True)
class ReportItem:
    wamid: str
    status: str
    at: datetime
    callback_data: str
    error_code: int | None
    error_text: str
    category: str
    payload: Json


@dataclass(frozen=True)
class AccountItem:
    """A webhook field that is about our account, or a piece that fits no other kind."""

    vendor_id: str
    field: str
    payload: Json


@dataclass(frozen=True)
class Batch:
    messages: list[MessageItem] = field(default_factory=list)
    reports: list[ReportItem] = field(default_factory=list)
    account: list[AccountItem] = field(default_factory=list)


def parse(body: object, received_at: datetime) -> Batch:
    """Returns every item of a webhook body, in its order, whatever its shape."""
    batch = Batch()
    for name, value in _changes(body):
        if name == "messages" and isinstance(value, dict):
            _read_messages(value, received_at, batch)
        else:
            batch.account.append(_account(name, value))
    return batch


def _changes(body: object) -> Iterator[tuple[str, Any]]:
    """Yields (field, value) of every change; a body without any is one change of its own, messages in it included."""
    found = False
    for entry in _dicts(body.get("entry") if isinstance(body, dict) else None):
        for change in _dicts(entry.get("changes")):
            found = True
            value = change.get("value")
            yield _text(change.get("field")) or _likely_field(value), value
    if not found:
        yield _likely_field(body), body


def _likely_field(value: object) -> str:
    """The field of a change that names none."""
    return "messages" if _dicts(_dict(value).get("messages")) or _dicts(_dict(value).get("statuses")) else "unknown"


def _read_messages(value: Json, received_at: datetime, batch: Batch) -> None:
    messages, statuses = _dicts(value.get("messages")), _dicts(value.get("statuses"))
    contacts = _dicts(value.get("contacts"))
    number = _text(_dict(value.get("metadata")).get("phone_number_id"))
    for message in messages:
        item = _message(message, contacts, number, received_at)
        if item is None:
            batch.account.append(_account("messages", {"message": message, "contacts": contacts}))
        else:
            batch.messages.append(item)
    for status in statuses:
        if _text(status.get("id")):
            batch.reports.append(_report(status, received_at))
        else:
            batch.account.append(_account("messages", {"status": status}))
    if value.get("errors") or not (messages or statuses):
        batch.account.append(_account("messages", value))


def _message(message: Json, contacts: list[Json], number: str, received_at: datetime) -> MessageItem | None:
    person, contact = _person(message, contacts)
    vendor_id = _text(message.get("id"))
    if person is None or not vendor_id or message.get("group_id"):
        return None
    word = _text(message.get("type")) or _likely_type(message)
    content = _dict(message.get(word))
    tap_id, title = _tap(word, content)
    media_id = _text(content.get("id")) if word in MEDIA_TYPES else ""
    kind = KINDS.get(word, "unsupported")
    if kind == "tap" and not tap_id:
        # Answers to what we never send: a permission to call, a form, a product.
        kind = "text" if title else "interaction" if _text(content.get("type")) else "unsupported"
    codes = _error_codes(message)
    if CONTENT_LOST & codes or (kind in FETCHED and (codes or not media_id)):
        kind, media_id = "unsupported", ""
    return MessageItem(
        vendor_id=vendor_id[:255],
        kind=kind,
        person=person,
        phone_number_id=number,
        sent_at=_moment(message.get("timestamp"), received_at),
        text=clean(title or _words(word, message, content)),
        tap_id=tap_id[:256],
        media_id=media_id[:255],
        reply_to=_reply_to(word, message, content),
        payload=storable({"message": message, "contact": contact}),
    )


def _likely_type(message: Json) -> str:
    """The type of a message that names none: the one whose content it has."""
    return next((word for word in KINDS if isinstance(message.get(word), dict | list)), "")


def _person(message: Json, contacts: list[Json]) -> tuple[Person | None, Json]:
    """Who wrote, or whom a notice of changed ids is about: there by the ids they had, which may be all that it names."""
    notice = _dict(message.get("system"))
    wa_id, user_id = _ids(message.get("from"), notice.get("previous_user_id") or message.get("from_user_id"))
    contact = next(
        (c for c in contacts if _same((wa_id, user_id), _ids(c.get("wa_id"), c.get("user_id")))),
        contacts[0] if len(contacts) == 1 and not wa_id and not user_id else {},
    )
    named, known = _ids(contact.get("wa_id"), contact.get("user_id"))
    wa_id, user_id = wa_id or named, user_id or known
    if not wa_id and not user_id:
        wa_id, user_id = _ids(notice.get("customer") or notice.get("wa_id"), notice.get("user_id"))
    if not wa_id and not user_id:
        return None, contact
    name = clean(_text(_dict(contact.get("profile")).get("name")))
    by_number = bool(notice) and not notice.get("previous_user_id")
    return Person(wa_id[:32] or None, user_id[:140] or None, name[:120], by_number), contact


def _ids(number: object, user_id: object) -> tuple[str, str]:
    """(phone number, user id); a user id has been seen in the number's place."""
    digits, user = _text(number).strip().removeprefix("+"), _text(user_id).strip()
    return ("", user or digits) if "." in digits else (digits, user)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(left and left == right for left, right in zip(one, other, strict=True))


def _tap(word: str, content: Json) -> tuple[str, str]:
    """Returns (id, title) of what was tapped."""
    if word == "button":
        return _text(content.get("payload")), _text(content.get("text"))
    if word == "interactive":
        reply = _dict(content.get("button_reply")) or _dict(content.get("list_reply"))
        return _text(reply.get("id")), _text(reply.get("title"))
    return "", ""


def _words(word: str, message: Json, content: Json) -> str:
    """What there is to read of a message: for an edit its new text, for a contact card its names and numbers."""
    if word == "edit":
        edited = _dict(content.get("message"))
        inner = _dict(edited.get(_text(edited.get("type"))))
        return _text(inner.get("body")) or _text(inner.get("caption"))
    if word == "contacts":
        return "; ".join(filter(None, map(_card, _dicts(message.get("contacts")))))
    return next((text for key in ("body", "caption", "emoji", "name") if (text := _text(content.get(key)))), "")


def _card(card: Json) -> str:
    numbers = [_text(phone.get("phone")) or _text(phone.get("wa_id")) for phone in _dicts(card.get("phones"))]
    return " ".join(filter(None, [_text(_dict(card.get("name")).get("formatted_name")), *numbers]))


def _error_codes(item: Json) -> set[int]:
    return {code for error in _dicts(item.get("errors")) if (code := _code(error.get("code"))) is not None}


def _code(value: object) -> int | None:
    """An error code as a number; text has been seen, and what no code can be is none."""
    digits = _text(value)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else None


def _reply_to(word: str, message: Json, content: Json) -> str:
    if word in {"reaction", "edit", "revoke"}:
        return _text(content.get("message_id") or content.get("original_message_id"))[:255]
    return _text(_dict(message.get("context")).get("id"))[:255]


def _report(status: Json, received_at: datetime) -> ReportItem:
    error = next(iter(_dicts(status.get("errors"))), {})
    details = _text(_dict(error.get("error_data")).get("details")) or _text(error.get("details"))
    return ReportItem(
        wamid=_text(status.get("id"))[:255],
        status=_text(status.get("status"))[:20] or "unknown",
        at=_moment(status.get("timestamp"), received_at),
        callback_data=_text(status.get("biz_opaque_callback_data"))[:512],
        error_code=_code(error.get("code")),
        error_text=clean(" ".join(filter(None, [_text(error.get("title") or error.get("message")), details]))),
        category=_text(_dict(status.get("pricing")).get("category"))[:30],
        payload=storable(status),
    )


def _account(name: str, value: object) -> AccountItem:
    payload = storable({"field": name, "value": value})
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    return AccountItem(f"account:{digest}", name[:40], payload)


def _moment(value: object, otherwise: datetime) -> datetime:
    """Seconds as text by the book; numbers and milliseconds have been seen. A time still to come is not believed."""
    if not isinstance(value, str | int | float):
        return otherwise
    try:
        seconds = float(value)
        moment = datetime.fromtimestamp(seconds / 1000 if seconds >= 10**12 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return otherwise
    return otherwise if moment > otherwise + CLOCK_SKEW else moment


def _dicts(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
