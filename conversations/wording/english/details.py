"""My details."""

LINES: dict[str, str] = {
    "details.shown": "Name: {name}\nE-mail: {email}\nClass: {class_text}",
    "details.no_email": "none",
    "details.which": "What shall I change?",
    "details.saved": "Saved.",
}
