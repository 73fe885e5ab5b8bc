"""Webhook bodies as WhatsApp writes them: items first, then the envelope around them.

Person without a phone number: `from` and `wa_id` are left out, `from_user_id` and `user_id` stay (since April 2026).
"""

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]
ACCOUNT_ID = "102030405060"
DISPLAY_PHONE_NUMBER = "2349010000000"


@dataclass(frozen=True)
class Sender:
    """A person as the webhook shows them; at least one of `wa_id` and `user_id` is set."""

    name: str = "Ada"
    wa_id: str | None = None
    user_id: str | None = None
    username: str = ""

    def contact(self) -> Json:
        profile: Json = {"name": self.name} | ({"username": self.username} if self.username else {})
        ids = {"wa_id": self.wa_id, "user_id": self.user_id}
        return {"profile": profile} | {key: value for key, value in ids.items() if value}


def new_wamid() -> str:
    return "wamid." + base64.b64encode(secrets.token_bytes(30)).decode()


def new_media_id() -> str:
    return str(10**15 + secrets.randbelow(9 * 10**15))


def message(sender: Sender, kind: str, content: Any, *, at: datetime, wamid: str = "", quoted: str = "") -> Json:
    """Returns one item of `messages`, with `content` under its kind's name. `quoted` is the wamid it answers."""
    item: Json = {"from": sender.wa_id, "from_user_id": sender.user_id}
    item = {key: value for key, value in item.items() if value}
    item |= {"id": wamid or new_wamid(), "timestamp": str(int(at.timestamp())), "type": kind}
    if quoted:
        item["context"] = {"from": DISPLAY_PHONE_NUMBER, "id": quoted}
    if content is not None:
        item[kind] = content
    return item


def text(body: str) -> tuple[str, Json]:
    return "text", {"body": body}


def file(
    kind: str, media_id: str, mime_type: str, sha256_hex: str, *, caption: str = "", filename: str = "", **extra: Any
) -> tuple[str, Json]:
    """Returns content of kind image, document, audio, video or sticker. The digest is base64 here, hex elsewhere."""
    digest = base64.b64encode(bytes.fromhex(sha256_hex)).decode()
    content: Json = {"caption": caption} if caption else {}
    content |= {"filename": filename} if filename else {}
    return kind, content | {"mime_type": mime_type, "sha256": digest, "id": media_id} | extra


def location(latitude: float, longitude: float, name: str = "", address: str = "") -> tuple[str, Json]:
    place = {"name": name, "address": address}
    return "location", {"latitude": latitude, "longitude": longitude} | {key: value for key, value in place.items() if value}


def contacts(name: str, phone: str = "") -> tuple[str, list[Json]]:
    card: Json = {"name": {"formatted_name": name, "first_name": name.split(maxsplit=1)[0]}}
    if phone:
        card["phones"] = [{"phone": f"+{phone}", "wa_id": phone, "type": "CELL"}]
    return "contacts", [card]


def button_reply(button_id: str, title: str) -> tuple[str, Json]:
    return "interactive", {"type": "button_reply", "button_reply": {"id": button_id, "title": title}}


def list_reply(row_id: str, title: str, description: str = "") -> tuple[str, Json]:
    row = {"id": row_id, "title": title} | ({"description": description} if description else {})
    return "interactive", {"type": "list_reply", "list_reply": row}


def template_button(payload: str, title: str) -> tuple[str, Json]:
    return "button", {"payload": payload, "text": title}


def reaction(wamid: str, emoji: str) -> tuple[str, Json]:
    """An empty emoji takes the reaction away: the key is then missing."""
    return "reaction", {"message_id": wamid} | ({"emoji": emoji} if emoji else {})


def unsupported(what: str = "edit") -> tuple[str, Json]:
    return "unsupported", {"type": what}


UNSUPPORTED_ERRORS = [
    {
        "code": 131051,
        "title": "Message type unknown",
        "message": "Message type unknown",
        "error_data": {"details": "Message type is currently not supported."},
    }
]


def number_change(old: Sender, new_wa_id: str, *, new_user_id: str = "", at: datetime) -> Json:
    """Returns a system item: the person has moved to another number. It comes without `contacts`."""
    notice: Json = {
        "body": f"User {old.name} changed from {old.wa_id} to {new_wa_id}",
        "type": "user_changed_number",
        "wa_id": new_wa_id,
    }
    if old.user_id:
        notice |= {"user_id": new_user_id or f"{old.user_id}9", "previous_user_id": old.user_id}
    return message(old, "system", notice, at=at)


def id_change(old: Sender, new_user_id: str, *, at: datetime) -> Json:
    """Returns a system item: the person has another user id, on the same number. It comes without `contacts`."""
    notice = {"body": "Id changed", "type": "user_changed_user_id", "user_id": new_user_id, "previous_user_id": old.user_id}
    return message(old, "system", notice, at=at)


def edited(wamid: str, body: str) -> tuple[str, Json]:
    return "edit", {"original_message_id": wamid, "message": {"type": "text", "text": {"body": body}}}


def revoked(wamid: str) -> tuple[str, Json]:
    return "revoke", {"original_message_id": wamid}


def account_news(field: str, news: Json) -> Json:
    """Returns a whole body about the account, its number or its templates: without `metadata` and `contacts`."""
    return envelope(news, field=field)


def template_news(name: str, event: str, *, reason: str = "NONE", language: str = "en") -> Json:
    """Returns a whole body: Meta has approved, rejected, paused or disabled a template."""
    news = {"event": event, "message_template_name": name, "message_template_language": language, "reason": reason}
    return account_news("message_template_status_update", news)


ERROR_TITLES = {
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131053: "Media upload error",
    131000: "Something went wrong",
}


def status(
    wamid: str, state: str, *, at: datetime, wa_id: str | None, user_id: str | None = None, tracker: str = "", code: int = 0
) -> Json:
    """Returns one item of `statuses`: sent, delivered, read or, with an error code, failed."""
    item: Json = {"id": wamid, "status": state, "timestamp": str(int(at.timestamp()))}
    item |= {"recipient_id": wa_id} if wa_id else {"recipient_user_id": user_id}
    if state == "failed":
        title = ERROR_TITLES.get(code, "Message failed to send")
        item["errors"] = [{"code": code, "title": title, "message": title, "error_data": {"details": f"{title}."}}]
    else:
        item["pricing"] = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
    return item | ({"biz_opaque_callback_data": tracker} if tracker else {})


def value(
    *,
    phone_number_id: str,
    senders: Sequence[Sender] = (),
    messages: Sequence[Json] = (),
    statuses: Sequence[Json] = (),
) -> Json:
    body: Json = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": DISPLAY_PHONE_NUMBER, "phone_number_id": phone_number_id},
    }
    if senders:
        body["contacts"] = [sender.contact() for sender in senders]
    parts = {"messages": list(messages), "statuses": list(statuses)}
    return body | {key: items for key, items in parts.items() if items}


def envelope(*values: Json, field: str = "messages") -> Json:
    """Returns a whole webhook body; several values make a batch of several changes."""
    changes = [{"value": one, "field": field} for one in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": changes}]}


def encode(body: Json) -> bytes:
    """Returns the bytes as Meta writes them: non-ASCII and slashes escaped before they are signed."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()
