"""What a homework is made of: subject, lines, photos and voice notes, each message counted once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from core.models import AdminSettings
from homework.models import Attachment, Homework, Subject
from homework.photos import PhotoFacts
from students.models import Student

TEXT_LIMIT = 4000
SAME_WITHIN = timedelta(days=7)
TOLD_WITHIN = timedelta(days=1)


@transaction.atomic
def start_draft(*, student: Student, at: datetime) -> Homework:
    return Homework.objects.create(student=student, created_at=at)


@transaction.atomic
def set_subject(
    *, homework: Homework, subject: Subject | None, other_subject: str = "", answer_hours: int | None = None
) -> None:
    """Says what a draft is about; `answer_hours` where this subject is promised another time than most."""
    homework.subject, homework.other_subject = subject, "" if subject else other_subject[:60]
    homework.answer_hours = answer_hours
    homework.save(update_fields=["subject", "other_subject", "answer_hours"])


@transaction.atomic
def add_text(*, homework: Homework, message_id: str, text: str, sent_at: datetime) -> bool:
    """Adds one line, once per message id.

    Returns:
        False, with nothing changed, if the whole would grow over its limit in characters.
    """
    if any(part["message_id"] == message_id for part in homework.text_parts):
        return True
    whole = f"{homework.text}\n{text}" if homework.text_parts else text
    if len(whole) > _room(homework, TEXT_LIMIT):
        return False
    homework.text_parts = [*homework.text_parts, {"message_id": message_id, "text": text, "sent_at": sent_at.isoformat()}]
    homework.save(update_fields=["text_parts"])
    return True


def _room(homework: Homework, limit: int) -> int:
    """A question that fills its limit must leave room for the answer to a tutor's question."""
    return 2 * limit if homework.clarification_question else limit


@transaction.atomic
def clear_content(*, homework: Homework, at: datetime) -> None:
    """Empties a draft: the text goes, photos are marked removed."""
    homework.text_parts = []
    homework.save(update_fields=["text_parts"])
    homework.attachments.filter(removed_at=None).update(removed_at=at)


def pages(homework: Homework) -> list[Attachment]:
    """Returns the photos that count, in page order: neither removed nor failed."""
    photos = homework.attachments.filter(kind=Attachment.Kind.PHOTO, removed_at=None)
    return list(photos.exclude(state=Attachment.State.FAILED))


def has_content(homework: Homework) -> bool:
    """Whether there is anything in it for a tutor."""
    return bool(homework.text) or bool(pages(homework))


def voice_notes(homework: Homework) -> list[Attachment]:
    """Returns the voice notes that can be played, in the order they were sent."""
    return list(homework.attachments.filter(kind=Attachment.Kind.VOICE, removed_at=None, state=Attachment.State.READY))


def sent_before(*, homework: Homework, at: datetime) -> Homework | None:
    """Returns a homework of the same student that was sent in the last week with the same text and photos, if any."""
    mine = Homework.objects.filter(student_id=homework.student_id, submitted_at__gt=at - SAME_WITHIN)
    # A draft may have been sent and taken back when its student gave up paying.
    others = mine.exclude(pk=homework.pk).exclude(status__in=[Homework.Status.DRAFT, Homework.Status.CANCELLED])
    return next((other for other in others.order_by("-submitted_at") if _content(other) == _content(homework)), None)


def _content(homework: Homework) -> tuple[str, set[str]]:
    return " ".join(homework.text.casefold().split()), {photo.digest for photo in pages(homework)}


@transaction.atomic
def add_photo(*, homework: Homework, message_id: str, caption: str, sent_at: datetime) -> Attachment | None:
    """Adds a photo that is still to be loaded, once per message id.

    Returns:
        None, with nothing changed, if the homework already has as many photos as allowed.
    """
    known = homework.attachments.filter(source_message_id=message_id).first()
    if known:
        return known
    if len(pages(homework)) >= _room(homework, AdminSettings.load().photos_per_homework):
        return None
    last = homework.attachments.aggregate(last=Max("position"))["last"] or 0
    return Attachment.objects.create(
        homework=homework, position=last + 1, source_message_id=message_id, caption=caption, sent_at=sent_at
    )


@transaction.atomic
def add_voice(*, homework: Homework, message_id: str, sent_at: datetime) -> Attachment:
    """Adds a voice note that is still to be loaded, once per message id; it counts as no page."""
    note, _ = Attachment.objects.get_or_create(
        homework=homework,
        source_message_id=message_id,
        defaults={"kind": Attachment.Kind.VOICE, "position": 0, "sent_at": sent_at},
    )
    return note


@transaction.atomic
def photo_arrived(*, attachment: Attachment, name: str, facts: PhotoFacts | None) -> bool:
    """Records that a photo, or a voice note without facts, was stored under `name`.

    Returns:
        False if the same picture is already in this homework: then this copy is marked removed.
    """
    attachment.state, attachment.problem, attachment.file.name = Attachment.State.READY, "", name
    twin = False
    if facts is not None:
        same = attachment.homework.attachments.filter(digest=facts.digest, removed_at=None)
        twin = same.exclude(pk=attachment.pk).exists()
        attachment.digest, attachment.size_bytes = facts.digest, facts.size_bytes
        attachment.width, attachment.height = facts.width, facts.height
        attachment.removed_at = attachment.sent_at if twin else None
    attachment.save()
    return not twin


@transaction.atomic
def photo_failed(*, attachment: Attachment, problem: str) -> None:
    attachment.state, attachment.problem = Attachment.State.FAILED, problem
    attachment.save(update_fields=["state", "problem"])


@transaction.atomic
def problems_to_tell(*, student: Student, at: datetime) -> list[Attachment]:
    """Returns the photos of the last day that failed and that the student has not been told of; from now on they have."""
    failed = Attachment.objects.filter(state=Attachment.State.FAILED, removed_at=None, problem_told_at=None)
    recent = failed.filter(homework__student=student, sent_at__gt=at - TOLD_WITHIN)
    found = list(recent.exclude(homework__status=Homework.Status.CANCELLED).select_related("homework"))
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in found]).update(problem_told_at=at)
    return found


@transaction.atomic
def remove_last_photo(*, homework: Homework, at: datetime) -> bool:
    """Takes away the last page that counts; a failed photo, of which its student was told, is not meant."""
    photos = pages(homework)
    if not photos:
        return False
    photos[-1].removed_at = at
    photos[-1].save(update_fields=["removed_at"])
    return True
