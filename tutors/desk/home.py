"""What the tutors' desk gives the frame: work on the home page, links, own work by its number, claims and answers by date."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse

from core.clock import now
from core.pieces import (
    PIECES,
    Door,
    Link,
    Pages,
    Panel,
    Person,
    SearchSource,
    TimelineSource,
    Viewer,
    holding,
    list_of,
)
from homework.models import Homework
from homework.search import id_of_homework
from tutors.desk.pages import now_with, own_open, promise_of
from tutors.desk.urls import desk_urls
from tutors.models import TutorAssignment, TutorSolution
from tutors.services import open_claims, tutor_of

oversees = holding("tutors.oversee_work")


def is_tutor(user: Viewer) -> bool:
    return tutor_of(user) is not None


def works_here(user: Viewer) -> bool:
    return is_tutor(user) or oversees(user)


def queue() -> str:
    return reverse("admin:tutors_queue")


def mine() -> str:
    return reverse("admin:tutors_mine")


def with_tutors() -> str:
    return list_of(TutorAssignment, work="open")


def doors(user: Viewer) -> Sequence[Door]:
    """A tutor's own figures; for those who only oversee, the ways to everybody's work."""
    tutor = tutor_of(user)
    if tutor is None:
        return everybodys_work()
    waiting = Homework.objects.filter(status=Homework.Status.QUEUED).count()
    own = [Door(waiting, "waiting in the queue", queue()), Door(open_claims(tutor), "open in My work", mine())]
    first = own_open(tutor).select_related("subject").first()
    return [*own, next_work(first)] if first else own


def everybodys_work() -> Sequence[Door]:
    return [
        Door("Queue", "homework that waits for a tutor", queue()),
        Door("With tutors", "claimed and not solved yet", with_tutors()),
    ]


def next_work(homework: Homework) -> Door:
    left = promise_of(homework, at=now()).text
    return Door(homework.subject_name, f"next: {homework}, {left}", work_url(homework))


def own_by_number(words: str, user: Viewer) -> QuerySet[Homework]:
    tutor = tutor_of(user)
    own = now_with(tutor) if tutor else Homework.objects.none()
    return own.filter(pk=id_of_homework(words) or 0).select_related("subject")


def work_url(homework: Homework) -> str:
    return reverse("admin:tutors_work", args=[homework.pk])


def claims_of(person: Person) -> QuerySet[TutorAssignment]:
    return TutorAssignment.objects.filter(homework__student__in=person.students).select_related("homework", "tutor__user")


def answers_to(person: Person) -> QuerySet[TutorSolution]:
    return TutorSolution.objects.filter(homework__student__in=person.students).select_related("homework", "tutor__user")


PIECES.add(
    Pages(name="tutors.pages", urls=desk_urls),
    Panel(name="tutors.work", title="Work", order=20, allowed=works_here, doors=doors),
    Link(name="tutors.queue", title="Queue", order=20, group="work", allowed=works_here, url=queue),
    Link(name="tutors.mine", title="My work", order=21, group="work", allowed=is_tutor, url=mine),
    Link(name="tutors.with_tutors", title="With tutors", order=22, group="work", allowed=oversees, url=with_tutors),
    SearchSource(
        name="tutors.own",
        title="My work",
        order=25,
        allowed=is_tutor,
        rows=own_by_number,
        text=lambda homework: f"{homework.subject_name}, {homework.get_status_display().lower()}",
        url=work_url,
    ),
    TimelineSource(
        name="tutors.claimed",
        title="Claim",
        allowed=holding("tutors.view_tutorassignment"),
        rows=claims_of,
        at="claimed_at",
        text=lambda assignment: f"taken by {assignment.tutor}",
    ),
    TimelineSource(
        name="tutors.answered",
        title="Answer",
        allowed=holding("tutors.view_tutorsolution"),
        rows=answers_to,
        at="sent_at",
        text=lambda solution: f"sent by {solution.tutor}",
    ),
)
