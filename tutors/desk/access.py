"""Who may see which work. Every view of the tutors' desk asks here first."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from core.admin import staff
from core.clock import now
from homework.models import Attachment, Homework
from tutors.models import SolutionFile, SolutionPart, Tutor, TutorAssignment, TutorSolution
from tutors.services import record_view, tutor_of

ONLY_OWNER = "Only the tutor who has this homework may change it."


@dataclass(frozen=True)
class Desk:
    """The signed-in person: an active tutor, an overseer, or both."""

    tutor: Tutor | None
    oversees: bool


@dataclass(frozen=True)
class Work:
    """A homework that this person may see. `owns` is true for the tutor who has it now, who alone may change things."""

    homework: Homework
    assignment: TutorAssignment | None
    owns: bool
    desk: Desk


def desk(request: HttpRequest) -> Desk:
    """Raises PermissionDenied for staff who are neither tutor nor overseer."""
    found = Desk(tutor_of(request.user), request.user.has_perm("tutors.oversee_work"))
    if found.tutor is None and not found.oversees:
        raise PermissionDenied("Only tutors work here.")
    return found


def work(request: HttpRequest, homework_id: int) -> Work:
    """Returns the homework if it is the tutor's own or the person oversees; leaves an audit trace of the latter.

    Raises:
        Http404: for everybody else, whether it exists or not.
    """
    person = desk(request)
    assignments = TutorAssignment.objects.select_related("tutor__user", "homework__student", "homework__subject")
    assignment = assignments.filter(homework_id=homework_id, released_at=None).first()
    owns = bool(assignment and person.tutor and assignment.tutor_id == person.tutor.pk)
    if not owns and not person.oversees:
        raise Http404
    homework = assignment.homework if assignment else _released(homework_id)
    if not owns:
        record_view(homework=homework, actor=staff(request), at=now())
    return Work(homework, assignment, owns, person)


def _released(homework_id: int) -> Homework:
    found = Homework.objects.select_related("student", "subject").filter(pk=homework_id, released_at__isnull=False).first()
    if found is None:
        raise Http404
    return found


def own_work(request: HttpRequest, homework_id: int) -> Work:
    """As `work`, for acts that only the homework's tutor may do. Raises PermissionDenied for an overseer."""
    found = work(request, homework_id)
    if not found.owns:
        raise PermissionDenied(ONLY_OWNER)
    return found


def overseen_work(request: HttpRequest, homework_id: int) -> Work:
    """As `work`, for acts of admins. Raises PermissionDenied for a tutor who does not oversee."""
    found = work(request, homework_id)
    if not found.desk.oversees:
        raise PermissionDenied("Only admins hand work around.")
    return found


def photo(request: HttpRequest, photo_id: int) -> tuple[Attachment, Work]:
    """Returns a page of a question that this person may see. Raises Http404 otherwise."""
    found = Attachment.objects.filter(pk=photo_id, state=Attachment.State.READY).first()
    if found is None:
        desk(request)
        raise Http404
    return found, work(request, found.homework_id)


def own_photo(request: HttpRequest, photo_id: int) -> tuple[Attachment, Work]:
    """As `photo`, for acts that only the homework's tutor may do. Raises PermissionDenied for an overseer."""
    found = photo(request, photo_id)
    if not found[1].owns:
        raise PermissionDenied(ONLY_OWNER)
    return found


def solution_file(request: HttpRequest, file_id: int) -> SolutionFile:
    """Returns a file of a draft or solution that this person may see; another tutor's drafts stay closed. Raises Http404."""
    found = SolutionFile.objects.select_related("solution").filter(pk=file_id).first()
    if found is None or not _may_see(request, found.solution):
        raise Http404
    return found


def solution_part(request: HttpRequest, part_id: int) -> SolutionPart:
    """Returns a sent part that has a file. Raises Http404 as `solution_file` does."""
    found = SolutionPart.objects.select_related("solution").filter(pk=part_id).exclude(file="").first()
    if found is None or not _may_see(request, found.solution):
        raise Http404
    return found


def _may_see(request: HttpRequest, solution: TutorSolution) -> bool:
    found = work(request, solution.homework_id)
    mine = found.desk.tutor is not None and solution.tutor_id == found.desk.tutor.pk
    return mine or found.desk.oversees or solution.status == TutorSolution.Status.SENT
