"""What a solution becomes in the chat: a list of messages, the same for the preview and for sending."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from core.texts import cut
from tutors.models import SolutionFile, SolutionPart, TutorSolution

PART_LIMIT = 3500
"""Characters in one text message. WhatsApp allows 4,096 and may count an emoji as several, so some room stays."""
Kind = SolutionPart.Kind


@dataclass(frozen=True)
class PlannedPart:
    """One message as the student will get it; `text` is the caption where there is a file."""

    kind: str
    text: str = ""
    file: str = ""
    file_name: str = ""
    solution_file_id: int | None = None


@dataclass(frozen=True)
class Words:
    """What we add to a tutor's words: the line above every answer, and the one before a link."""

    heading: str
    video: str


@cache
def _speaker(path: str) -> Callable[[TutorSolution], Words]:
    speaker: Callable[[TutorSolution], Words] = import_string(path)
    return speaker


def words_of(solution: TutorSolution) -> Words:
    """These words in the student's language, from the floor that `settings.ANSWER_WORDS` names: this one knows no languages."""
    return _speaker(settings.ANSWER_WORDS)(solution)


def plan(solution: TutorSolution) -> list[PlannedPart]:
    """Returns the messages in the order the student gets them: text, pictures, PDFs, video link."""
    files = list(solution.files.all())
    pictures = [_picture(file) for file in files if file.kind == SolutionFile.Kind.IMAGE]
    documents = [_document(file) for file in files if file.kind == SolutionFile.Kind.PDF]
    words = words_of(solution)
    link = [PlannedPart(Kind.LINK, f"{words.video} {solution.video_link}")] if solution.video_link else []
    if not (solution.text or pictures or documents or link):
        return []
    text = f"{words.heading}\n\n{solution.text}".strip()
    return [*(PlannedPart(Kind.TEXT, piece) for piece in cut(text, PART_LIMIT)), *pictures, *documents, *link]


def _picture(file: SolutionFile) -> PlannedPart:
    return PlannedPart(Kind.IMAGE, file.caption, str(file.file.name), file.name, file.pk)


def _document(file: SolutionFile) -> PlannedPart:
    return PlannedPart(Kind.DOCUMENT, file.caption, str(file.file.name), file.name, file.pk)
