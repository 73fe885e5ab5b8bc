"""Acts of tutors on homework: claiming, giving back, asking the student, handing over."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction

from core.models import AdminSettings, AuditEntry
from core.services import record
from homework import services as homework_services
from homework.models import Homework, Subject
from homework.services import NotAllowed
from tutors import events
from tutors.models import Tutor, TutorAssignment, TutorSolution

Ended = TutorAssignment.Ended
OPEN_STATUSES = (Homework.Status.ASSIGNED, Homework.Status.NEEDS_CLARIFICATION, Homework.Status.DISPUTED)
"""Work that counts against a tutor's cap: it still needs something from them."""
QUESTION_LIMIT = 600
VIEW_RECORD_TIME = timedelta(minutes=10)


def tutor_of(user: User | AnonymousUser) -> Tutor | None:
    """Returns the active tutor behind a signed-in user; the user keeps the answer, for whoever asks again."""
    tutor: Tutor | None = getattr(user, "tutor", None)
    return tutor if tutor and tutor.is_active else None


def is_taught(subject: Subject | None) -> bool:
    """Whether an active tutor has this subject among theirs, or names none and so takes any. Before there are tutors: yes."""
    active = Tutor.objects.filter(is_active=True)
    anything = active.filter(subjects=None)
    theirs = active.filter(subjects=subject) if subject else active.none()
    return anything.exists() or theirs.exists() or not active.exists()


@transaction.atomic
def claim(*, homework_id: int, tutor: Tutor, at: datetime) -> TutorAssignment:
    """Takes a homework from the queue, with an own draft ready; the first of several tutors wins.

    Raises:
        NotAllowed: the tutor is inactive or has as many open claims as allowed, or the homework left the queue.
    """
    # The tutor's row is locked first: two taps on two phones must not get past the cap together.
    tutor = Tutor.objects.select_for_update(no_key=True).get(pk=tutor.pk)
    if not tutor.is_active:
        raise NotAllowed("Your tutor account is not active.")
    cap = AdminSettings.load().open_claims_per_tutor
    if open_claims(tutor) >= cap:
        raise NotAllowed(f"You already have {cap} open. Finish one or give one back first.")
    try:
        homework = homework_services.assign(homework_id=homework_id)
    except (NotAllowed, Homework.DoesNotExist) as problem:
        raise NotAllowed("That homework has left the queue: another tutor was faster, or it was withdrawn.") from problem
    return _start(homework, tutor, at, "homework.claimed", actor=tutor.user)


def own_claim(*, homework_id: int, actor: User) -> TutorAssignment:
    """Returns the actor's claim on a homework. Raises NotAllowed if it is not, or no longer, theirs."""
    theirs = TutorAssignment.objects.filter(homework_id=homework_id, tutor__user=actor)
    present = theirs.filter(released_at=None).first()
    if present is None:
        raise NotAllowed(f"This homework is {'no longer' if theirs.exists() else 'not'} yours.")
    return present


def open_claims(tutor: Tutor) -> int:
    return TutorAssignment.objects.filter(tutor=tutor, released_at=None, homework__status__in=OPEN_STATUSES).count()


def _start(homework: Homework, tutor: Tutor, at: datetime, act: str, actor: User) -> TutorAssignment:
    assignment = TutorAssignment.objects.create(homework=homework, tutor=tutor, claimed_at=at)
    start_draft(homework=homework, tutor=tutor, at=at)
    record(act, subject=homework, actor=actor, tutor=str(tutor))
    return assignment


@transaction.atomic
def start_draft(*, homework: Homework, tutor: Tutor, at: datetime) -> TutorSolution:
    """Returns the tutor's draft for this homework: the present one, one that was set aside, or a new version."""
    homework_services.locked(homework.pk)
    own = TutorSolution.objects.filter(homework=homework, tutor=tutor).exclude(status=TutorSolution.Status.SENT)
    draft = own.order_by("-version").first()
    if draft is None:
        last = TutorSolution.objects.filter(homework=homework).order_by("-version").values_list("version", flat=True).first()
        return TutorSolution.objects.create(homework=homework, tutor=tutor, version=(last or 0) + 1, created_at=at)
    if draft.status != TutorSolution.Status.DRAFT:
        draft.status = TutorSolution.Status.DRAFT
        draft.save(update_fields=["status"])
    return draft


@transaction.atomic
def give_back(*, homework_id: int, actor: User, at: datetime) -> Homework:
    """The tutor puts the homework back into the queue.

    Raises:
        NotAllowed: it is not theirs, or no longer being worked on.
    """
    homework_services.locked(homework_id)
    own_claim(homework_id=homework_id, actor=actor)
    homework = homework_services.unassign(homework_id=homework_id, at=at)
    _end(homework, Ended.GIVEN_BACK, at)
    record("homework.given_back", subject=homework, actor=actor)
    return homework


@transaction.atomic
def ask_student(*, homework_id: int, actor: User, question: str, at: datetime) -> Homework:
    """Asks the student about a homework; the question goes to their chat and the promise waits for the answer.

    Raises:
        NotAllowed: the question is empty or too long, it is not the actor's homework, or it is not being worked on.
    """
    question = question.strip()
    if not 3 <= len(question) <= QUESTION_LIMIT:
        raise NotAllowed(f"Write a question of 3 to {QUESTION_LIMIT} characters.")
    homework_services.locked(homework_id)
    own_claim(homework_id=homework_id, actor=actor)
    homework = homework_services.ask_clarification(homework_id=homework_id, question=question, at=at)
    record("homework.clarification_asked", subject=homework, actor=actor)
    events.clarification_asked.send(Homework, homework=homework, at=at)
    return homework


@transaction.atomic
def take_back(*, homework_id: int, actor: User, at: datetime) -> Homework:
    """An admin puts a tutor's homework back into the queue. Raises NotAllowed if it is not being worked on."""
    homework = homework_services.unassign(homework_id=homework_id, at=at)
    _end(homework, Ended.TAKEN_BACK, at)
    record("homework.taken_back", subject=homework, actor=actor)
    return homework


@transaction.atomic
def reassign(*, homework_id: int, to: Tutor, actor: User, at: datetime) -> TutorAssignment:
    """An admin hands a homework to another tutor, whatever their cap; also one that was already solved, for a better version.

    Raises:
        NotAllowed: the tutor is inactive or has it already, or the homework is not with the tutors.
    """
    homework = homework_services.locked(homework_id)
    if not to.is_active:
        raise NotAllowed(f"{to} is not active.")
    if TutorAssignment.objects.filter(homework=homework, tutor=to, released_at=None).exists():
        raise NotAllowed(f"{to} has it already.")
    if homework.status == Homework.Status.QUEUED:
        homework = homework_services.assign(homework_id=homework_id)
    elif homework.status not in {*OPEN_STATUSES, Homework.Status.SOLVED}:
        raise NotAllowed(f"{homework} is {homework.get_status_display().lower()}.")
    _end(homework, Ended.REASSIGNED, at)
    return _start(homework, to, at, "homework.reassigned", actor=actor)


def _end(homework: Homework, reason: Ended, at: datetime) -> None:
    TutorAssignment.objects.filter(homework=homework, released_at=None).update(released_at=at, ended_reason=reason)
    drafts = TutorSolution.objects.filter(homework=homework, status=TutorSolution.Status.DRAFT)
    drafts.update(status=TutorSolution.Status.SET_ASIDE)


def record_view(*, homework: Homework, actor: User, at: datetime) -> None:
    """Leaves an audit trace of somebody reading work that is not theirs; a page and its photos count as one look."""
    recent = AuditEntry.objects.filter(
        name="homework.viewed",
        subject_type=homework._meta.label,
        subject_id=str(homework.pk),
        actor_id=actor.pk,
        at__gt=at - VIEW_RECORD_TIME,
    )
    if not recent.exists():
        record("homework.viewed", subject=homework, actor=actor)
