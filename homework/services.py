"""Business acts on homework. Each runs inside the caller's transaction or opens its own; the clock is an argument."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from core.models import AdminSettings
from core.services import record
from homework import events
from homework.models import Attachment, Homework, Subject
from homework.photos import PhotoFacts
from students.models import Student

TEXT_LIMIT = 4000
SAME_WITHIN = timedelta(days=7)
Status = Homework.Status


class NotAllowed(Exception):
    """The homework's state does not allow this act; the message says why, for people."""


def locked(homework_id: int) -> Homework:
    """Returns the homework locked until the transaction ends; fresh, whatever the caller held before.

    Raises:
        Homework.DoesNotExist: if there is none.
    """
    return Homework.objects.select_for_update(no_key=True).get(pk=homework_id)


@transaction.atomic
def start_draft(*, student: Student, at: datetime) -> Homework:
    return Homework.objects.create(student=student, created_at=at)


@transaction.atomic
def set_subject(*, homework: Homework, subject: Subject | None, other_subject: str = "") -> None:
    homework.subject, homework.other_subject = subject, "" if subject else other_subject[:60]
    homework.save(update_fields=["subject", "other_subject"])


@transaction.atomic
def add_text(*, homework: Homework, message_id: str, text: str, sent_at: datetime) -> bool:
    """Adds one line to a draft, once per message id.

    Returns:
        False, with nothing changed, if the question would grow over `TEXT_LIMIT` characters.
    """
    if any(part["message_id"] == message_id for part in homework.text_parts):
        return True
    if len(homework.text) + len(text) + 1 > TEXT_LIMIT:
        return False
    homework.text_parts = [*homework.text_parts, {"message_id": message_id, "text": text, "sent_at": sent_at.isoformat()}]
    homework.save(update_fields=["text_parts"])
    return True


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
    others = mine.exclude(pk=homework.pk).exclude(status=Status.CANCELLED).order_by("-submitted_at")
    return next((other for other in others if _content(other) == _content(homework)), None)


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
    if len(pages(homework)) >= AdminSettings.load().photos_per_homework:
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
def remove_last_photo(*, homework: Homework, at: datetime) -> bool:
    photos = homework.attachments.filter(kind=Attachment.Kind.PHOTO, removed_at=None)
    last = photos.order_by("-position", "-id").first()
    if last is None:
        return False
    last.removed_at = at
    last.save(update_fields=["removed_at"])
    return True


@transaction.atomic
def quote(*, homework: Homework, at: datetime) -> int:
    """Returns the price in kobo, freezing it for `quote_hours`; an older quote that still holds is kept."""
    settings = AdminSettings.load()
    fresh = homework.quoted_at is not None and at - homework.quoted_at < timedelta(hours=settings.quote_hours)
    if homework.price_kobo is None or not fresh:
        homework.price_kobo, homework.quoted_at = settings.homework_price_kobo, at
        homework.save(update_fields=["price_kobo", "quoted_at"])
    assert homework.price_kobo is not None
    return homework.price_kobo


def promise(*, at: datetime) -> datetime:
    """Returns the time by which a homework released at `at` is promised an answer."""
    return at + timedelta(hours=AdminSettings.load().answer_hours)


@transaction.atomic
def submit_for_payment(*, homework: Homework, at: datetime) -> None:
    """The student said Send and must pay first.

    Raises:
        NotAllowed: if the homework is no draft any more.
    """
    homework = _at(homework, Status.DRAFT, Status.AWAITING_PAYMENT)
    homework.status, homework.submitted_at = Status.AWAITING_PAYMENT, homework.submitted_at or at
    homework.save(update_fields=["status", "submitted_at"])


@transaction.atomic
def reopen_draft(*, homework: Homework) -> None:
    """The student gave up paying: the homework is a draft again, nothing is lost."""
    homework = _at(homework, Status.AWAITING_PAYMENT)
    homework.status = Status.DRAFT
    homework.save(update_fields=["status"])


@transaction.atomic
def release(*, homework_id: int, at: datetime) -> Homework:
    """Hands a paid or covered homework to the tutors and starts the promise clock.

    Raises:
        NotAllowed: if it is already with the tutors, or cancelled: then the money must go elsewhere.
    """
    homework = _at(Homework(pk=homework_id), Status.DRAFT, Status.AWAITING_PAYMENT)
    homework.status, homework.released_at = Status.QUEUED, at
    homework.submitted_at = homework.submitted_at or at
    homework.answer_due_at = promise(at=at)
    homework.save(update_fields=["status", "released_at", "submitted_at", "answer_due_at"])
    record("homework.released", subject=homework)
    return homework


@transaction.atomic
def withhold(*, homework_id: int) -> Homework:
    """What paid for it no longer counts: queued -> awaiting_payment. Raises NotAllowed once a tutor works on it."""
    homework = _move(homework_id, Status.AWAITING_PAYMENT, Status.QUEUED)
    record("homework.withheld", subject=homework)
    return homework


@transaction.atomic
def cancel(*, homework_id: int, at: datetime) -> Homework:
    """Withdraws a homework that no tutor has claimed yet.

    Raises:
        NotAllowed: once a tutor works on it.
    """
    homework = _at(Homework(pk=homework_id), Status.DRAFT, Status.AWAITING_PAYMENT, Status.QUEUED)
    homework.status, homework.closed_at = Status.CANCELLED, at
    homework.save(update_fields=["status", "closed_at"])
    record("homework.cancelled", subject=homework)
    events.homework_cancelled.send(Homework, homework=homework, at=at)
    return homework


@transaction.atomic
def assign(*, homework_id: int) -> Homework:
    """A tutor takes it from the queue: queued -> assigned. Raises NotAllowed if another was faster."""
    return _move(homework_id, Status.ASSIGNED, Status.QUEUED)


@transaction.atomic
def unassign(*, homework_id: int) -> Homework:
    """The tutor gives it back: assigned -> queued. Raises NotAllowed if it is not being worked on."""
    return _move(homework_id, Status.QUEUED, Status.ASSIGNED)


@transaction.atomic
def ask_clarification(*, homework_id: int, question: str, at: datetime) -> Homework:
    """The tutor needs more from the student: assigned -> needs_clarification; the promise clock stands still.

    Raises:
        NotAllowed: if the homework is not being worked on.
    """
    homework = _move(homework_id, Status.NEEDS_CLARIFICATION, Status.ASSIGNED)
    homework.clarification_question, homework.clarification_asked_at = question, at
    homework.save(update_fields=["clarification_question", "clarification_asked_at"])
    return homework


@transaction.atomic
def answer_clarification(*, homework_id: int, at: datetime) -> Homework:
    """The student has answered: needs_clarification -> assigned; the promise moves by the time that passed.

    Raises:
        NotAllowed: if no answer is awaited.
    """
    homework = _move(homework_id, Status.ASSIGNED, Status.NEEDS_CLARIFICATION)
    if homework.answer_due_at and homework.clarification_asked_at:
        homework.answer_due_at += max(at - homework.clarification_asked_at, timedelta())
    homework.clarification_asked_at = None
    homework.save(update_fields=["answer_due_at", "clarification_asked_at"])
    return homework


@transaction.atomic
def mark_solved(*, homework_id: int, at: datetime) -> Homework:
    """A solution was sent: assigned -> solved; further versions leave it solved. Raises NotAllowed elsewhere."""
    homework = _move(homework_id, Status.SOLVED, Status.ASSIGNED, Status.SOLVED, Status.DISPUTED)
    homework.solved_at = homework.solved_at or at
    homework.save(update_fields=["solved_at"])
    return homework


@transaction.atomic
def close(*, homework_id: int, at: datetime, rating: int | None = None) -> Homework:
    """The student is content: solved -> closed, with a rating from 1 to 5 if given. Raises NotAllowed elsewhere."""
    homework = _move(homework_id, Status.CLOSED, Status.SOLVED, Status.CLOSED)
    homework.closed_at = homework.closed_at or at
    homework.rating = rating or homework.rating
    homework.save(update_fields=["closed_at", "rating"])
    return homework


@transaction.atomic
def dispute(*, homework_id: int) -> Homework:
    """The student says the solution has a problem: solved -> disputed. Raises NotAllowed elsewhere."""
    return _move(homework_id, Status.DISPUTED, Status.SOLVED, Status.DISPUTED, Status.CLOSED)


def _move(homework_id: int, to: str, *allowed: str) -> Homework:
    homework = _at(Homework(pk=homework_id), *allowed)
    homework.status = to
    homework.save(update_fields=["status"])
    return homework


def _at(homework: Homework, *allowed: str) -> Homework:
    """Returns the homework locked and fresh, if it is in one of the allowed states."""
    assert homework.pk is not None
    row = locked(homework.pk)
    if row.status not in allowed:
        raise NotAllowed(f"{row} is {row.get_status_display().lower()}.")
    return row
