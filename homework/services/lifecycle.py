"""The road of a homework from its quote to its end: which act leads from which status to which."""

from datetime import datetime, timedelta

from django.db import transaction

from core.models import AdminSettings
from core.services import record
from homework import events
from homework.models import Homework
from homework.prices import price_of

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
def quote(*, homework: Homework, at: datetime) -> int:
    """Returns the price in kobo, freezing it for `quote_hours`; an older quote that still holds is kept."""
    lasts = timedelta(hours=AdminSettings.load().quote_hours)
    fresh = homework.quoted_at is not None and at - homework.quoted_at < lasts
    if homework.price_kobo is None or not fresh:
        homework.price_kobo, homework.quoted_at = price_of(homework.student.level), at
        homework.save(update_fields=["price_kobo", "quoted_at"])
    assert homework.price_kobo is not None
    return homework.price_kobo


def promise(*, homework: Homework, at: datetime) -> datetime:
    """Returns the time by which this homework, released at `at`, is promised an answer."""
    return at + timedelta(hours=homework.answer_hours or AdminSettings.load().answer_hours)


@transaction.atomic
def submit_for_payment(*, homework: Homework, at: datetime) -> None:
    """The student said Send and must pay first.

    Raises:
        NotAllowed: if the homework is no longer a draft.
    """
    homework = _at(homework.pk, Status.DRAFT, Status.AWAITING_PAYMENT)
    homework.status, homework.submitted_at = Status.AWAITING_PAYMENT, homework.submitted_at or at
    homework.save(update_fields=["status", "submitted_at"])


@transaction.atomic
def reopen_draft(*, homework: Homework) -> None:
    """The student gave up paying: the homework is a draft again, nothing is lost."""
    homework = _at(homework.pk, Status.AWAITING_PAYMENT)
    homework.status = Status.DRAFT
    homework.save(update_fields=["status"])


@transaction.atomic
def release(*, homework_id: int, at: datetime) -> Homework:
    """Hands a paid or covered homework to the tutors and starts the promise clock.

    Raises:
        NotAllowed: if it is already with the tutors, or cancelled: then the money must go elsewhere.
    """
    homework = _at(homework_id, Status.DRAFT, Status.AWAITING_PAYMENT)
    homework.status, homework.released_at = Status.QUEUED, at
    homework.submitted_at = homework.submitted_at or at
    homework.answer_due_at = promise(homework=homework, at=at)
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
    homework = _at(homework_id, Status.DRAFT, Status.AWAITING_PAYMENT, Status.QUEUED)
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
def unassign(*, homework_id: int, at: datetime) -> Homework:
    """The tutor gives it back: assigned or needs_clarification -> queued. Raises NotAllowed if it is not being worked on."""
    return _go_on(_move(homework_id, Status.QUEUED, Status.ASSIGNED, Status.NEEDS_CLARIFICATION), at)


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
    return _go_on(_move(homework_id, Status.ASSIGNED, Status.NEEDS_CLARIFICATION), at)


def _go_on(homework: Homework, at: datetime) -> Homework:
    """The promise clock, if it stood still for an answer, runs again: the promise moves by the time that passed."""
    if homework.clarification_asked_at:
        if homework.answer_due_at:
            homework.answer_due_at += max(at - homework.clarification_asked_at, timedelta())
        homework.clarification_asked_at = None
        homework.save(update_fields=["answer_due_at", "clarification_asked_at"])
    return homework


@transaction.atomic
def mark_solved(*, homework_id: int, at: datetime) -> Homework:
    """A solution was sent: assigned or disputed -> solved; further versions leave it solved. Raises NotAllowed elsewhere.

    A tutor need not wait for an answer that never comes, so it may also leave needs_clarification.
    """
    working = (Status.ASSIGNED, Status.NEEDS_CLARIFICATION)
    homework = _go_on(_move(homework_id, Status.SOLVED, *working, Status.SOLVED, Status.DISPUTED), at)
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
    """The student says the solution has a problem: solved or closed -> disputed. Raises NotAllowed elsewhere."""
    return _move(homework_id, Status.DISPUTED, Status.SOLVED, Status.DISPUTED, Status.CLOSED)


def _move(homework_id: int, to: str, *allowed: str) -> Homework:
    homework = _at(homework_id, *allowed)
    homework.status = to
    homework.save(update_fields=["status"])
    return homework


def _at(homework_id: int, *allowed: str) -> Homework:
    """Returns the homework locked and fresh. Raises NotAllowed if it is in none of the allowed states."""
    row = locked(homework_id)
    if row.status not in allowed:
        raise NotAllowed(f"{row} is {row.get_status_display().lower()}.")
    return row
