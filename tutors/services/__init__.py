"""What tutors do. Other apps and the desk call what is listed here; the modules beside it do the work."""

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
