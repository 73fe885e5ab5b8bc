"""What POST /messages accepts, with WhatsApp's own limits. Lengths count UTF-16 units: an emoji is two.

Sources: Meta's pages on text, media, interactive and template messages (Cloud API v25.0).
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from sandbox.models import Media, Message
from sandbox.whatsapp import template_rules
from sandbox.whatsapp.errors import GraphError, invalid, missing

Json = dict[str, Any]
TEXT_LIMIT, CAPTION_LIMIT, BODY_LIMIT, HEADER_LIMIT = 4096, 1024, 1024, 60
TRACKER_LIMIT = 512
COMMON_KEYS = {"messaging_product", "recipient_type", "to", "recipient", "type", "context", "biz_opaque_callback_data"}


def check_message(body: Json) -> str:
    """Returns the message's type.

    Raises:
        GraphError: as WhatsApp would answer it.
    """
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    if bool(body.get("to")) == bool(body.get("recipient")):
        raise GraphError(100, "Exactly one of the parameters to and recipient is required.")
    if units(str(body.get("biz_opaque_callback_data", ""))) > TRACKER_LIMIT:
        raise invalid(f"biz_opaque_callback_data is longer than {TRACKER_LIMIT} characters.")
    kind = body.get("type", "text")
    if kind not in CHECKS:
        raise GraphError(100, f"Param type must be one of {', '.join(CHECKS)}.")
    only(body, COMMON_KEYS | {kind}, "the message")
    _check_context(body, kind)
    CHECKS[kind](section(body, kind))
    return str(kind)


def _check_context(body: Json, kind: str) -> None:
    context = body.get("context")
    if context is None:
        return
    if kind == "reaction" or not isinstance(context, dict) or not context.get("message_id"):
        raise invalid("context needs a message_id, and a reaction cannot be a reply.")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def section(body: Json, name: str) -> Json:
    value = body.get(name)
    if not isinstance(value, dict):
        raise missing(name)
    return value


def only(value: Json, known: Iterable[str], where: str) -> None:
    unknown = sorted(set(value) - set(known))
    if unknown:
        raise GraphError(
            100, f"Unexpected key {unknown[0]!r} on {where}.", message=f'(#100) Unexpected key "{unknown[0]}" on param'
        )


def words(value: Json, name: str, limit: int, *, where: str = "", required: bool = True) -> str:
    text = value.get(name)
    place = f"{where}.{name}" if where else name
    if text is None or text == "":
        if required:
            raise missing(place)
        return ""
    if not isinstance(text, str) or not text.strip():
        raise invalid(f"{place} must be text.")
    if units(text) > limit:
        raise invalid(f"{place} is {units(text)} characters long, at most {limit} are allowed.")
    return text


def _check_text(text: Json) -> None:
    only(text, {"body", "preview_url"}, "text")
    words(text, "body", TEXT_LIMIT, where="text")


def _media_check(kind: str, *extra: str) -> Callable[[Json], None]:
    def check(media: Json) -> None:
        only(media, {"id", "link", *extra}, kind)
        if bool(media.get("id")) == bool(media.get("link")):
            raise GraphError(100, f"{kind} needs either an id or a link.")
        if media.get("link"):
            check_link(str(media["link"]), f"{kind}.link")
        elif not Media.objects.filter(media_id=str(media["id"])).exists():
            raise GraphError(100, f"{kind}.id {media['id']} is not the id of an uploaded file.")
        if "caption" in extra:
            words(media, "caption", CAPTION_LIMIT, where=kind, required=False)

    return check


def check_link(link: str, where: str) -> None:
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise invalid(f"{where} must be a full http or https address.")


def _check_interactive(interactive: Json) -> None:
    only(interactive, {"type", "header", "body", "footer", "action"}, "interactive")
    kind = interactive.get("type")
    if kind not in ACTIONS:
        raise invalid(f"interactive.type must be one of {', '.join(ACTIONS)}.")
    body = section(interactive, "body")
    only(body, {"text"}, "interactive.body")
    words(body, "text", BODY_LIMIT, where="interactive.body")
    if "footer" in interactive:
        words(section(interactive, "footer"), "text", HEADER_LIMIT, where="interactive.footer")
    if "header" in interactive:
        _check_header(section(interactive, "header"), str(kind))
    ACTIONS[kind](section(interactive, "action"))


def _check_header(header: Json, kind: str) -> None:
    form = header.get("type")
    allowed = {"text"} if kind == "list" else {"text", "image", "video", "document"}
    if form not in allowed:
        raise invalid(f"interactive.header.type must be one of {', '.join(sorted(allowed))}.")
    if form == "text":
        words(header, "text", HEADER_LIMIT, where="interactive.header")
    else:
        _media_check(str(form), "filename")(section(header, str(form)))


def _check_buttons(action: Json) -> None:
    only(action, {"buttons"}, "interactive.action")
    buttons = action.get("buttons")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise invalid("interactive.action.buttons must hold 1 to 3 buttons.")
    replies = []
    for button in buttons:
        if not isinstance(button, dict) or button.get("type") != "reply":
            raise invalid("Each button must be of type reply.")
        only(button, {"type", "reply"}, "a button")
        reply = section(button, "reply")
        only(reply, {"id", "title"}, "a button's reply")
        replies.append((_identifier(reply, 256), words(reply, "title", 20, where="reply")))
    _unique([identifier for identifier, _ in replies], "button ids")
    _unique([title for _, title in replies], "button titles")


def _check_list(action: Json) -> None:
    only(action, {"button", "sections"}, "interactive.action")
    words(action, "button", 20, where="interactive.action")
    sections = action.get("sections")
    if not isinstance(sections, list) or not 1 <= len(sections) <= 10:
        raise invalid("interactive.action.sections must hold 1 to 10 sections.")
    ids: list[str] = []
    for part in sections:
        if not isinstance(part, dict):
            raise invalid("Each section must be an object.")
        only(part, {"title", "rows"}, "a section")
        words(part, "title", 24, where="section", required=len(sections) > 1)
        ids += _rows(part.get("rows"))
    if len(ids) > 10:
        raise invalid(f"A list may hold 10 rows in all, not {len(ids)}.")
    _unique(ids, "row ids")


def _rows(rows: Any) -> list[str]:
    if not isinstance(rows, list) or not rows:
        raise missing("section.rows")
    ids = []
    for row in rows:
        if not isinstance(row, dict):
            raise invalid("Each row must be an object.")
        only(row, {"id", "title", "description"}, "a row")
        words(row, "title", 24, where="row")
        words(row, "description", 72, where="row", required=False)
        ids.append(_identifier(row, 200))
    return ids


def _check_link_button(action: Json) -> None:
    only(action, {"name", "parameters"}, "interactive.action")
    if action.get("name") != "cta_url":
        raise invalid("interactive.action.name must be cta_url.")
    parameters = section(action, "parameters")
    only(parameters, {"display_text", "url"}, "interactive.action.parameters")
    words(parameters, "display_text", 20, where="parameters")
    check_link(words(parameters, "url", 2000, where="parameters"), "parameters.url")


def _identifier(value: Json, limit: int) -> str:
    text = words(value, "id", limit)
    if text != text.strip():
        raise invalid("An id must not begin or end with a space.")
    return text


def _unique(values: list[str], what: str) -> None:
    if len(set(values)) < len(values):
        raise invalid(f"Duplicate {what} are not allowed.")


def _check_reaction(reaction: Json) -> None:
    only(reaction, {"message_id", "emoji"}, "reaction")
    if not isinstance(reaction.get("emoji"), str):
        raise missing("reaction.emoji")
    if not Message.objects.filter(wamid=reaction.get("message_id")).exists():
        raise invalid("reaction.message_id is not a message of this chat.")


CHECKS: dict[str, Callable[[Json], None]] = {
    "text": _check_text,
    "image": _media_check("image", "caption"),
    "document": _media_check("document", "caption", "filename"),
    "video": _media_check("video", "caption"),
    "audio": _media_check("audio"),
    "sticker": _media_check("sticker"),
    "interactive": _check_interactive,
    "template": template_rules.check_template,
    "reaction": _check_reaction,
}
ACTIONS: dict[str, Callable[[Json], None]] = {"button": _check_buttons, "list": _check_list, "cta_url": _check_link_button}
