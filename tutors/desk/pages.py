"""What the pages of the tutors' desk show, read with a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from homework.models import Attachment, Homework
from homework.services import pages, voice_notes
from tutors.desk.access import Work
from tutors.desk.wording import Promise, duration, promise
from tutors.models import Tutor, TutorSolution
from tutors.services import OPEN_STATUSES

Status = Homework.Status
SHOWN_SOLVED = 20
WRITABLE = {Status.ASSIGNED, Status.NEEDS_CLARIFICATION, Status.SOLVED, Status.DISPUTED}
"""States in which a tutor may write an answer, the first or a further one."""
GIVEN_BACK_FROM = {Status.ASSIGNED, Status.NEEDS_CLARIFICATION}
MOVING = {"waiting", "held", "sent", "delivered"}
COUNTED_PHOTO = Q(attachments__removed_at=None) & ~Q(attachments__state=Attachment.State.FAILED)


@dataclass(frozen=True)
class Row:
    """One line of the queue or of «My work»: what a tutor needs to choose, and nothing about the person."""

    homework: Homework
    subject: str
    class_text: str
    content: str
    age: str
    due: datetime | None
    promise: Promise


def queue(*, tutor: Tutor | None, only_my_subjects: bool) -> QuerySet[Homework]:
    """Returns what waits for a tutor, the most urgent promise first."""
    waiting = Homework.objects.filter(status=Status.QUEUED)
    if tutor and only_my_subjects:
        waiting = waiting.filter(subject__in=tutor.subjects.all())
    return waiting.order_by("answer_due_at", "id")


def with_content(homeworks: QuerySet[Homework]) -> QuerySet[Homework]:
    return homeworks.select_related("subject", "student").annotate(photo_count=Count("attachments", filter=COUNTED_PHOTO))


def row(homework: Homework, *, at: datetime) -> Row:
    """Expects a homework that came through `with_content`."""
    photos: int = getattr(homework, "photo_count", 0)
    content = [f"{photos} page{'s' if photos != 1 else ''}"] if photos else []
    content += ["text"] if homework.text_parts else []
    return Row(
        homework=homework,
        subject=homework.subject_name,
        class_text=homework.student.class_text,
        content=" + ".join(content) or "empty",
        age=duration(at - (homework.released_at or at)),
        due=homework.answer_due_at,
        promise=promise_of(homework, at=at),
    )


def promise_of(homework: Homework, *, at: datetime) -> Promise:
    return promise(homework.answer_due_at, at=at, paused_at=homework.clarification_asked_at)


def now_with(tutor: Tutor) -> QuerySet[Homework]:
    """Returns every homework that this tutor has now, solved or not."""
    return Homework.objects.filter(assignments__tutor=tutor, assignments__released_at=None)


def own_open(tutor: Tutor) -> QuerySet[Homework]:
    """Returns what this tutor still owes: problems first, then by promise."""
    mine = now_with(tutor).filter(status__in=OPEN_STATUSES)
    disputed_first = Case(When(status=Status.DISPUTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return mine.order_by(disputed_first, "answer_due_at", "id")


def own_solved(tutor: Tutor) -> QuerySet[Homework]:
    """Returns this tutor's latest solved homework, for a second look at its delivery."""
    return now_with(tutor).filter(status__in=[Status.SOLVED, Status.CLOSED]).order_by("-solved_at")


def work_context(work: Work, *, at: datetime) -> dict[str, object]:
    """Returns everything the work page shows beside its form."""
    homework = work.homework
    return delivery_context(homework) | {
        "title": f"{homework} · {homework.subject_name}",
        "work": work,
        "first_name": (homework.student.full_name.split() or [""])[0],
        "photos": pages(homework),
        "voice_notes": voice_notes(homework),
        "promise": promise_of(homework, at=at),
        "waits_for_answer": homework.status in OPEN_STATUSES,
        "may_write_again": homework.status in WRITABLE,
        "may_give_back": homework.status in GIVEN_BACK_FROM,
        "other_tutors": other_tutors(work) if work.desk.oversees else [],
    }


def delivery_context(homework: Homework) -> dict[str, object]:
    """Returns the sent versions, newest first, and whether a part may still move, so that the page keeps looking."""
    sent = list(homework.solutions.filter(status=TutorSolution.Status.SENT).prefetch_related("parts").order_by("-version"))
    moving = any(part.state in MOVING for solution in sent for part in solution.parts.all())
    return {"homework": homework, "sent_solutions": sent, "delivery_unfinished": moving}


def other_tutors(work: Work) -> list[Tutor]:
    tutors = Tutor.objects.filter(is_active=True).select_related("user").order_by("user__first_name", "user__username")
    return [tutor for tutor in tutors if work.assignment is None or tutor.pk != work.assignment.tutor_id]


def draft_of(work: Work) -> TutorSolution | None:
    """Returns the draft that belongs to the homework's present tutor."""
    return work.homework.solutions.filter(status=TutorSolution.Status.DRAFT).first()
