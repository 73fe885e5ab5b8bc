"""What a template message must bring along: the name approved, every variable filled, no line breaks."""

import re
from typing import Any

from sandbox.whatsapp.errors import GraphError, invalid, missing
from sandbox.whatsapp.templates import APPROVED, ApprovedTemplate

Json = dict[str, Any]
BODY_LIMIT, PAYLOAD_LIMIT, LINK_TAIL_LIMIT = 1024, 256, 2000
FORBIDDEN_WHITESPACE = re.compile(r"[\n\t]| {5,}")


def check_template(template: Json) -> None:
    """Raises GraphError 132000, 132001, 132012, 132018 or a general one."""
    unknown = sorted(set(template) - {"name", "language", "components"})
    if unknown:
        raise GraphError(100, f"Unexpected key {unknown[0]!r} on template.")
    approved = _approved(template)
    components = template.get("components", [])
    if not isinstance(components, list) or not all(isinstance(part, dict) for part in components):
        raise invalid("template.components must be a list of objects.")
    values = body_values(template)
    if len(values) != approved.parameters:
        raise GraphError(
            132000, f"body: number of localizable_params ({len(values)}) does not match the expected ({approved.parameters})."
        )
    for value in values:
        _check_value(value)
    if len(approved.filled(values)) > BODY_LIMIT:
        raise GraphError(132005, f"The filled body is longer than {BODY_LIMIT} characters.")
    for part in components:
        _check_component(part, approved)


def body_values(template: Json) -> list[str]:
    """Returns the texts of the body's variables, in order."""
    parts = [part for part in template.get("components", []) if part.get("type") == "body"]
    parameters = parts[0].get("parameters", []) if parts else []
    return [str(parameter.get("text", "")) for parameter in parameters if isinstance(parameter, dict)]


def _approved(template: Json) -> ApprovedTemplate:
    name, language = template.get("name"), template.get("language")
    if not name:
        raise missing("template.name")
    if not isinstance(language, dict) or not language.get("code"):
        raise missing("template.language.code")
    approved = APPROVED.get(str(name))
    if approved is None or approved.language != language["code"]:
        text = f"template name ({name}) does not exist in {language['code']}"
        raise GraphError(132001, text, http_status=404)
    return approved


def _check_value(value: str) -> None:
    if not value.strip():
        raise GraphError(132012, "A template parameter must not be empty.")
    if FORBIDDEN_WHITESPACE.search(value):
        raise GraphError(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces.")


def _check_component(part: Json, approved: ApprovedTemplate) -> None:
    kind = part.get("type")
    if kind == "body" or (kind == "header" and not part.get("parameters")):
        return
    if kind != "button" or part.get("sub_type") != "quick_reply":
        raise GraphError(132012, f"The template has no component of type {kind}.")
    index = str(part.get("index", ""))
    if not index.isdigit() or int(index) >= len(approved.buttons):
        raise GraphError(132012, f"The template has no button {index!r}.")
    parameters = part.get("parameters")
    payload = parameters[0].get("payload") if isinstance(parameters, list) and parameters else None
    if not isinstance(payload, str) or not 1 <= len(payload) <= PAYLOAD_LIMIT:
        raise GraphError(132012, f"A quick reply needs a payload of 1 to {PAYLOAD_LIMIT} characters.")
