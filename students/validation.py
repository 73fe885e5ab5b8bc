"""What counts as a name and as an e-mail address."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

NAME_LIMITS = (2, 80)
EMAIL_LIMIT = 254
_BEFORE_NAME = re.compile(
    r"^(?:(?:my |full |the )*names?(?: (?:is|na)\b|'s\b|\s*[:=-])|i am|i'm|i’m|call me|it is|it's|this is)\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?<=\S),? (?:please|pls|abeg|sir|ma|o)[.!]?$", re.IGNORECASE)
TYPOS = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com", "gamil.com": "gmail.com",
    "gmail.con": "gmail.com", "gmail.co": "gmail.com", "gnail.com": "gmail.com", "yaho.com": "yahoo.com",
    "yahoo.con": "yahoo.com", "yhoo.com": "yahoo.com", "hotmial.com": "hotmail.com", "outlok.com": "outlook.com",
}  # fmt: skip


def clean_name(text: str) -> str | None:
    """Returns a name with single spaces, or None if it is none: 2 to 80 letters, marks, spaces, hyphens, apostrophes."""
    name = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    letters = sum(unicodedata.category(character).startswith("L") for character in name)
    allowed = all(unicodedata.category(character)[0] in "LM" or character in " -'." for character in name)
    linked = re.search(r"\.\w", name)
    return name if allowed and not linked and letters >= NAME_LIMITS[0] and len(name) <= NAME_LIMITS[1] else None


def name_in(text: str) -> str:
    """The name alone where a sentence is built around it: `My name is Ada Obi`, `Name: Ada Obi please`."""
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text.strip(), count=1))


def clean_email(text: str) -> str | None:
    """Returns an e-mail address, its domain in small letters, or None if the syntax is wrong."""
    address = _address_in(text)
    try:
        validate_email(address)
    except ValidationError:
        return None
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}" if len(address) <= EMAIL_LIMIT and re.search(r"\.[a-z]{2,}$", domain.lower()) else None


def _address_in(text: str) -> str:
    """The one address that a message holds: `my e-mail is ada@x.com`, `ada @ x.com.`; else the message itself."""
    joined = re.sub(r"\s*@\s*", "@", text.strip())
    if joined.count("@") != 1:
        return joined
    word = next(word for word in joined.split() if "@" in word)
    return re.sub(r"^(?:e-?mail|mailto|it)?[:=]|^[<(\"']+|[>)\"'.,;!?]+$", "", word, flags=re.IGNORECASE)


def email_suggestion(address: str) -> str | None:
    """Returns the address that was probably meant, if the domain is a well-known slip."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{TYPOS[domain]}" if domain in TYPOS else None
