"""The phone's screen as JSON: what `static/sandbox/chat.js` draws."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from sandbox import clock
from sandbox.models import Media, Message, Phone
from sandbox.whatsapp.template_rules import body_values
from sandbox.whatsapp.templates import APPROVED

Json = dict[str, Any]
SHOWN = 200
NOTES = {
    131047: "Not delivered: the 24-hour window is closed (131047).",
    131026: "Not delivered: nobody is reachable there (131026).",
}


def screen(phone: Phone) -> Json:
    """Returns the newest messages, oldest first, and what the header says."""
    rows = list(Message.objects.filter(phone=phone).order_by("-id")[:SHOWN])[::-1]
    by_wamid = {row.wamid: row for row in rows}
    media = _media(rows)
    reactions = _reactions(rows)
    shown = [row for row in rows if row.kind != "reaction"]
    return {
        "messages": [_message(row, by_wamid, media) | {"reactions": reactions.get(row.wamid, [])} for row in shown],
        "typing": bool(phone.typing_until and phone.typing_until > timezone.now()),
        "window": _window(phone),
    }


def _window(phone: Phone) -> str:
    """Says how long the business may still write freely."""
    if phone.last_wrote_at is None:
        return "not open yet"
    left = 24 * 60 - max(0, int((clock.now() - phone.last_wrote_at).total_seconds() // 60))
    return f"open for {left // 60} h {left % 60:02} min" if left > 0 else "closed"


def _media(rows: list[Message]) -> dict[str, Json]:
    ids = [str(row.payload.get(row.kind, {}).get("id")) for row in rows if isinstance(row.payload.get(row.kind), dict)]
    found = Media.objects.filter(media_id__in=ids).values("media_id", "mime_type", "filename")
    return {
        row["media_id"]: {
            "url": reverse("sandbox:media", args=[row["media_id"]]),
            "mime": row["mime_type"],
            "filename": row["filename"],
        }
        for row in found
    }


def _reactions(rows: list[Message]) -> dict[str, list[Json]]:
    """Returns the last reaction of each side on each message; an empty emoji has taken it away."""
    last: dict[tuple[str, bool], str] = {}
    for row in rows:
        if row.kind == "reaction" and not row.failure:
            content = row.payload["reaction"]
            last[content["message_id"], row.from_student] = content.get("emoji", "")
    result: dict[str, list[Json]] = {}
    for (wamid, mine), emoji in last.items():
        if emoji:
            result.setdefault(wamid, []).append({"emoji": emoji, "mine": mine})
    return result


def _message(row: Message, by_wamid: dict[str, Message], media: dict[str, Json]) -> Json:
    base: Json = {"id": row.pk, "wamid": row.wamid, "mine": row.from_student, "kind": row.kind, "status": row.status}
    base |= when(row.at)
    if row.failure:
        return base | {"kind": "note", "text": NOTES.get(row.failure, f"Not delivered ({row.failure}).")}
    base |= {"quote": _quote(row, by_wamid)}
    return base | _content(row, media)


def when(at: datetime) -> Json:
    local = timezone.localtime(at)
    clock_time = local.strftime("%I:%M %p").lstrip("0").lower()
    return {"day": f"{local.strftime('%A')} {local.day} {local.strftime('%B')}", "time": clock_time}


def _quote(row: Message, by_wamid: dict[str, Message]) -> Json | None:
    context = row.payload.get("context") or {}
    original = by_wamid.get(context.get("id") or context.get("message_id") or "")
    if original is None or row.kind == "template":
        return None
    return {"text": text_of(original)[:120], "mine": original.from_student, "wamid": original.wamid}


def _content(row: Message, media: dict[str, Json]) -> Json:
    content = row.payload.get(row.kind) or {}
    match row.kind:
        case "image" | "document" | "audio" | "video" | "sticker":
            facts = media.get(str(content.get("id"))) or {"url": content.get("link", ""), "mime": "", "filename": ""}
            name = content.get("filename") or facts["filename"]
            return {"text": content.get("caption", ""), "media": facts | {"filename": name}}
        case "interactive" if not row.from_student:
            return _interactive(content)
        case "template":
            return {"text": text_of(row), "buttons": template_buttons(row)}
        case "location":
            return {"text": text_of(row), "place": {"latitude": content["latitude"], "longitude": content["longitude"]}}
        case _:
            return {"text": text_of(row)}


def _interactive(content: Json) -> Json:
    action, header = content["action"], content.get("header") or {}
    shown: Json = {
        "text": content["body"]["text"],
        "header": header.get("text", ""),
        "footer": (content.get("footer") or {}).get("text", ""),
    }
    if content["type"] == "button":
        buttons = [button["reply"] for button in action["buttons"]]
        return shown | {"buttons": [{"id": reply["id"], "title": reply["title"]} for reply in buttons]}
    if content["type"] == "list":
        return shown | {"list": {"button": action["button"], "sections": action["sections"]}}
    return shown | {"link": {"title": action["parameters"]["display_text"], "url": action["parameters"]["url"]}}


def template_buttons(row: Message) -> list[Json]:
    """Returns the quick replies of a template: id is the payload sent along, or the title where none was."""
    template: Json = row.payload["template"]
    payloads = {
        str(part.get("index")): part["parameters"][0]["payload"]
        for part in template.get("components", [])
        if part.get("type") == "button"
    }
    titles = APPROVED[template["name"]].buttons
    return [{"id": payloads.get(str(index), title), "title": title} for index, title in enumerate(titles)]


WORDS_FOR_KIND = {
    "image": "Photo",
    "document": "Document",
    "audio": "Voice note",
    "video": "Video",
    "sticker": "Sticker",
    "unsupported": "This message can't be shown here.",
}


def text_of(row: Message) -> str:
    """Returns the words of a message as a reader sees them."""
    content = row.payload.get(row.kind) or {}
    match row.kind:
        case "text":
            return str(content["body"])
        case "interactive" if row.from_student:
            reply: Json = content.get("button_reply") or content["list_reply"]
            return str(reply["title"])
        case "interactive":
            return str(content["body"]["text"])
        case "button":
            return str(content["text"])
        case "template":
            return APPROVED[content["name"]].filled(body_values(content))
        case "location":
            return str(content.get("name") or "Location")
        case "contacts":
            return f"Contact: {content[0]['name']['formatted_name']}"
        case "reaction":
            return str(content.get("emoji", ""))
        case _:
            return str(content.get("caption") or WORDS_FOR_KIND.get(row.kind, row.kind))
