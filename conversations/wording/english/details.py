"""My details."""

LINES: dict[str, str] = {
    "details.line": "{title}: {answer}",
    "details.none": "none",
    "details.which": "What shall I change?",
    "details.saved": "Saved.",
}
