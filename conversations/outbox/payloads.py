"""From our contents to the Cloud API's JSON (Meta: messages reference, v25.0)."""

import unicodedata
from typing import Any

from conversations.models import Conversation
from conversations.outbox.contents import Buttons, Content, Document, Image, LinkButton, Menu, Template, Text, fitted

PARAMETER_LIMIT = 700


def address(conversation: Conversation) -> dict[str, str]:
    """A phone number goes into `to`; a person who hides it is addressed by user id in `recipient`."""
    if conversation.wa_id:
        return {"to": conversation.wa_id}
    assert conversation.user_id, "a conversation without any id"
    return {"recipient": conversation.user_id}


def build(conversation: Conversation, content: Content, *, callback_data: str, media_id: str = "") -> dict[str, Any]:
    """The body of POST /messages. `media_id` is WhatsApp's id of an uploaded file, for images and documents."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **address(conversation),
        "biz_opaque_callback_data": callback_data,
        **_typed(content, media_id),
    }


def _typed(content: Content, media_id: str) -> dict[str, Any]:
    match content:
        case Text(body=body):
            return {"type": "text", "text": {"body": body, "preview_url": False}}
        case Buttons():
            return {"type": "interactive", "interactive": _buttons(content)}
        case Menu():
            return {"type": "interactive", "interactive": _menu(content)}
        case LinkButton():
            return {"type": "interactive", "interactive": _link(content)}
        case Image(caption=caption):
            return {"type": "image", "image": {"id": media_id, **({"caption": caption} if caption else {})}}
        case Document(filename=filename, caption=caption):
            document = {"id": media_id, "filename": filename, **({"caption": caption} if caption else {})}
            return {"type": "document", "document": document}
        case Template():
            return {"type": "template", "template": _template(content)}


def _buttons(content: Buttons) -> dict[str, Any]:
    buttons = [{"type": "reply", "reply": {"id": option.id, "title": option.title}} for option in content.options]
    return {"type": "button", "body": {"text": content.body}, "action": {"buttons": buttons}}


def _menu(content: Menu) -> dict[str, Any]:
    rows = [
        {"id": option.id, "title": option.title, **({"description": option.description} if option.description else {})}
        for option in content.options
    ]
    action = {"button": content.button, "sections": [{"title": content.button, "rows": rows}]}
    return {"type": "list", "body": {"text": content.body}, "action": action}


def _link(content: LinkButton) -> dict[str, Any]:
    parameters = {"display_text": content.label, "url": content.url}
    return {"type": "cta_url", "body": {"text": content.body}, "action": {"name": "cta_url", "parameters": parameters}}


def _template(content: Template) -> dict[str, Any]:
    components: list[dict[str, Any]] = []
    if content.parameters:
        values = [{"type": "text", "text": _parameter(value)} for value in content.parameters]
        components.append({"type": "body", "parameters": values})
    if content.button_id:
        payload = {"type": "payload", "payload": content.button_id}
        components.append({"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [payload]})
    filled = {"components": components} if components else {}
    return {"name": content.name, "language": {"code": content.language}, **filled}


def _parameter(value: str) -> str:
    """Meta refuses parameters that are empty or hold line breaks, tabs or long runs of spaces; unseen marks go as well."""
    shown = "".join(character for character in value if unicodedata.category(character) != "Cf")
    return fitted(shown, PARAMETER_LIMIT) or "-"
