"""What a student does on the phone: each act becomes a message on the screen and a signed webhook to the product."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from sandbox import clock, payloads, webhooks
from sandbox.chat import template_buttons
from sandbox.models import Media, Message, Phone
from sandbox.payloads import Json, Sender

KINDS_OF_PHONE = ("number", "username", "both")


def create_phone(*, name: str, kind: str = "both", wa_id: str = "") -> Phone:
    """Makes a demo student's phone.

    Args:
        kind: what WhatsApp shows the business: `number`, `username` (a user id, no number) or `both`.
        wa_id: digits with country code; a free Nigerian number if empty.

    Raises:
        ValueError: for another kind.
    """
    if kind not in KINDS_OF_PHONE:
        raise ValueError(f"kind must be one of {', '.join(KINDS_OF_PHONE)}.")
    user_id = None if kind == "number" else f"NG.{10**14 + secrets.randbelow(9 * 10**14)}"
    number = None if kind == "username" else wa_id or f"23480{10**7 + secrets.randbelow(9 * 10**7)}"
    handle = "" if kind == "number" else f"{name.split(maxsplit=1)[0].lower()}{secrets.randbelow(900) + 100}"
    return Phone.objects.create(name=name[:80], username=handle[:40], wa_id=number, user_id=user_id)


def sender(phone: Phone) -> Sender:
    return Sender(name=phone.name, wa_id=phone.wa_id, user_id=phone.user_id, username=phone.username)


def send(phone: Phone, content: tuple[str, Any], *, quoted: str = "", extra: Json | None = None) -> Message:
    """Sends one message with content from `payloads`; the 24-hour window opens."""
    return send_together(phone, [content], quoted=quoted, extra=extra)[0]


@transaction.atomic
def send_together(
    phone: Phone, contents: Sequence[tuple[str, Any]], *, quoted: str = "", extra: Json | None = None
) -> list[Message]:
    """Sends several messages in one go, each its own webhook, as WhatsApp does with an album."""
    at = clock.now()
    phone.last_wrote_at = at
    phone.save(update_fields=["last_wrote_at"])
    rows = []
    for kind, content in contents:
        item = payloads.message(sender(phone), kind, content, at=at, quoted=quoted) | (extra or {})
        rows.append(_store(phone, item))
        value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, senders=[sender(phone)], messages=[item])
        webhooks.queue_whatsapp(value, stream=phone.identity, wamid=item["id"])
    return rows


def _store(phone: Phone, item: Json) -> Message:
    return Message.objects.create(
        phone=phone,
        from_student=True,
        wamid=item["id"],
        kind=item["type"],
        payload=item,
        status=Message.Status.SENT,
        at=clock.now(),
    )


def file_content(media: Media, *, caption: str = "", voice: bool = False) -> tuple[str, Json]:
    """Returns message content for a stored file, of the kind that its type asks for."""
    kind = "document" if media.mime_type == "application/pdf" else media.mime_type.split("/")[0]
    if media.mime_type == "image/webp" and media.filename.startswith("sticker"):
        return payloads.file("sticker", media.media_id, media.mime_type, media.sha256_hex, animated=False)
    if kind == "audio":
        return payloads.file("audio", media.media_id, media.mime_type, media.sha256_hex, voice=voice)
    if kind not in {"image", "video"}:
        kind = "document"
    name = media.filename if kind == "document" else ""
    return payloads.file(kind, media.media_id, media.mime_type, media.sha256_hex, caption=caption, filename=name)


def tap(phone: Phone, message: Message, choice_id: str) -> Message:
    """Taps a reply button, a list row or a template's button of a message; old messages stay tappable.

    Raises:
        LookupError: if the message offers nothing with this id.
    """
    if message.kind == "template":
        return _tap_template(phone, message, choice_id)
    action = message.payload.get("interactive", {}).get("action", {})
    for button in action.get("buttons", []):
        if button["reply"]["id"] == choice_id:
            return send(phone, payloads.button_reply(choice_id, button["reply"]["title"]), quoted=message.wamid)
    for row in (row for section in action.get("sections", []) for row in section["rows"]):
        if row["id"] == choice_id:
            content = payloads.list_reply(choice_id, row["title"], row.get("description", ""))
            return send(phone, content, quoted=message.wamid)
    raise LookupError(f"{message} offers no {choice_id!r}.")


def _tap_template(phone: Phone, message: Message, payload: str) -> Message:
    for button in template_buttons(message):
        if button["id"] == payload:
            return send(phone, payloads.template_button(payload, button["title"]), quoted=message.wamid)
    raise LookupError(f"{message} offers no {payload!r}.")


def react(phone: Phone, message: Message, emoji: str) -> Message:
    """Reacts to a message; an empty emoji takes the reaction back."""
    return send(phone, payloads.reaction(message.wamid, emoji))


def send_unsupported(phone: Phone, what: str = "edit") -> Message:
    """Sends something the API cannot show, such as a poll or an edited message."""
    return send(phone, payloads.unsupported(what), extra={"errors": payloads.UNSUPPORTED_ERRORS})
