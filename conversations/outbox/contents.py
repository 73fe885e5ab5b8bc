"""What we send, in our own words: frozen contents that keep WhatsApp's limits from the moment they are built.

Limits are Meta's (Cloud API reference, messages); lengths are counted in UTF-16 units, as an emoji counts two there.
"""

import logging
from dataclasses import asdict, dataclass
from typing import Any

from core.texts import cut

log = logging.getLogger(__name__)

TEXT_LIMIT, BODY_LIMIT, CAPTION_LIMIT = 4096, 1024, 1024
BUTTONS_MOST, BUTTON_TITLE_LIMIT = 3, 20
ROWS_MOST, ROW_TITLE_LIMIT, ROW_DESCRIPTION_LIMIT = 10, 24, 72
LIST_BUTTON_LIMIT, LINK_LABEL_LIMIT, LINK_LIMIT = 20, 20, 2000
ID_LIMIT, FILENAME_LIMIT = 200, 240


class TooLong(ValueError):
    """A text over WhatsApp's limit: the caller must split it."""


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def fitted(label: str, limit: int) -> str:
    """A label within the limit; a longer one is cut with an ellipsis, and the cut is logged."""
    label = " ".join(label.split())
    if units(label) <= limit:
        return label
    log.warning("The label %r was cut to %s characters.", label, limit)
    while units(label) > limit - 1:
        label = label[:-1]
    return label.rstrip() + "…"


@dataclass(frozen=True)
class Option:
    """A button or a list row."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Text:
    body: str
    kind: str = "text"

    def __post_init__(self) -> None:
        _check(self.body, TEXT_LIMIT)


@dataclass(frozen=True)
class Buttons:
    """A text with one to three reply buttons."""

    body: str
    options: tuple[Option, ...]
    kind: str = "buttons"

    def __post_init__(self) -> None:
        _check(self.body, BODY_LIMIT)
        _check_options(self.options, BUTTONS_MOST, BUTTON_TITLE_LIMIT)


@dataclass(frozen=True)
class Menu:
    """A text with a list of one to ten rows behind a button."""

    body: str
    button: str
    options: tuple[Option, ...]
    kind: str = "menu"

    def __post_init__(self) -> None:
        _check(self.body, BODY_LIMIT)
        _check(self.button, LIST_BUTTON_LIMIT)
        _check_options(self.options, ROWS_MOST, ROW_TITLE_LIMIT)


@dataclass(frozen=True)
class LinkButton:
    """A text with one button that opens a page."""

    body: str
    label: str
    url: str
    kind: str = "link"

    def __post_init__(self) -> None:
        _check(self.body, BODY_LIMIT)
        _check(self.label, LINK_LABEL_LIMIT)
        _check(self.url, LINK_LIMIT)
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("A link button needs a whole web address.")


@dataclass(frozen=True)
class Image:
    """A picture of ours: `file` is its name in the default storage."""

    file: str
    caption: str = ""
    kind: str = "image"

    def __post_init__(self) -> None:
        if self.caption:
            _check(self.caption, CAPTION_LIMIT)


@dataclass(frozen=True)
class Document:
    file: str
    filename: str
    caption: str = ""
    kind: str = "document"

    def __post_init__(self) -> None:
        _check(self.filename, FILENAME_LIMIT)
        if self.caption:
            _check(self.caption, CAPTION_LIMIT)


@dataclass(frozen=True)
class Template:
    """A message approved by Meta beforehand, the only kind that may be sent outside the 24-hour window."""

    name: str
    parameters: tuple[str, ...] = ()
    button_id: str = ""
    language: str = "en"
    kind: str = "template"

    def __post_init__(self) -> None:
        _check(self.name, 512)
        if len(self.button_id) > ID_LIMIT:
            raise TooLong(f"An id of over {ID_LIMIT} characters.")


Content = Text | Buttons | Menu | LinkButton | Image | Document | Template
_KINDS: dict[str, type[Any]] = {"text": Text, "link": LinkButton, "image": Image, "document": Document}


def to_json(content: Content) -> dict[str, Any]:
    return asdict(content)


def from_json(data: dict[str, Any]) -> Content:
    """The content again, from its stored form."""
    data = dict(data)
    kind = data["kind"]
    if kind in {"buttons", "menu"}:
        data["options"] = tuple(Option(**option) for option in data["options"])
        return Buttons(**data) if kind == "buttons" else Menu(**data)
    if kind == "template":
        return Template(**(data | {"parameters": tuple(data["parameters"])}))
    made: Content = _KINDS[kind](**data)
    return made


def question(body: str, options: list[Option], list_button: str) -> list[Content]:
    """The messages that ask a question: buttons where they fit and differ, else a list, long text apart."""
    if not options:
        return [Text(part) for part in cut(body, TEXT_LIMIT, measure=units) or [body]]
    lead: list[Content] = []
    if units(body) > BODY_LIMIT:
        *parts, body = cut(body, BODY_LIMIT, measure=units)
        lead = [Text(part) for part in parts]
    titles = {option.title for option in options if units(option.title) <= BUTTON_TITLE_LIMIT}
    if len(titles) == len(options) <= BUTTONS_MOST:
        return [*lead, Buttons(body, tuple(Option(option.id, option.title) for option in options))]
    return [*lead, Menu(body, fitted(list_button, LIST_BUTTON_LIMIT), _rows(options))]


def _rows(options: list[Option]) -> tuple[Option, ...]:
    """At most ten rows with titles that fit and differ; what is left out or cut is logged."""
    if len(options) > ROWS_MOST:
        log.error("Of %s choices only %s are shown, without %s.", len(options), ROWS_MOST, options[ROWS_MOST:])
    rows: list[Option] = []
    for number, option in enumerate(options[:ROWS_MOST], 1):
        title = fitted(option.title, ROW_TITLE_LIMIT)
        if title in {row.title for row in rows}:
            title = f"{number}. {fitted(option.title, ROW_TITLE_LIMIT - 4)}"
        rows.append(Option(option.id, title, fitted(option.description, ROW_DESCRIPTION_LIMIT)))
    return tuple(rows)


def _check(text: str, limit: int) -> None:
    if not text.strip():
        raise ValueError("A message needs a text.")
    if units(text) > limit:
        raise TooLong(f"{units(text)} characters where WhatsApp takes {limit}.")


def _check_options(options: tuple[Option, ...], most: int, title_limit: int) -> None:
    if not 1 <= len(options) <= most:
        raise ValueError(f"{len(options)} choices where WhatsApp takes 1 to {most}.")
    for option in options:
        _check(option.title, title_limit)
        if len(option.id) > ID_LIMIT or option.id != option.id.strip() or not option.id:
            raise TooLong(f"An id takes 1 to {ID_LIMIT} characters without outer spaces.")
    if len({option.id for option in options}) < len(options) or len({option.title for option in options}) < len(options):
        raise ValueError("Two choices with the same id or title.")
