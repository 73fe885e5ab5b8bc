"""English, as spoken to students: short, kind, one question at a time. `{names}` are filled in by the states.

A module for each part of the conversation; a key begins with the state that says it.
"""

from conversations.wording.english import (
    answer,
    anywhere,
    details,
    faq,
    formats,
    homework,
    menu,
    payment,
    plan,
    registration,
    support,
)

PARTS = (anywhere, menu, registration, homework, payment, answer, support, faq, plan, details, formats)

LINES: dict[str, str] = {key: text for part in PARTS for key, text in part.LINES.items()}
