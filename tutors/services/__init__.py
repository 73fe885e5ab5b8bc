"""Business acts of tutors. What other apps and the desk may call stands here; the modules beside say how."""

from homework.services import NotAllowed
from tutors.services.claims import (
    OPEN_STATUSES,
    ask_student,
    claim,
    give_back,
    is_taught,
    open_claims,
    reassign,
    record_view,
    start_draft,
    take_back,
    tutor_of,
)
from tutors.services.solutions import part_progress, send

__all__ = [
    "OPEN_STATUSES",
    "NotAllowed",
    "ask_student",
    "claim",
    "give_back",
    "is_taught",
    "open_claims",
    "part_progress",
    "reassign",
    "record_view",
    "send",
    "start_draft",
    "take_back",
    "tutor_of",
]
