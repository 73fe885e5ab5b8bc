"""Drafting a solution, sending it, and following its delivery."""

import uuid
from datetime import datetime

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from core import message_life
from core.services import record
from homework import services as homework_services
from homework.models import Attachment, Homework
from homework.services import NotAllowed
from tutors import events
from tutors.models import SolutionFile, SolutionPart, TutorSolution
from tutors.services.claims import own_claim
from tutors.services.parts import PlannedPart, plan
from tutors.services.uploads import Upload, UploadRefused

TEXT_LIMIT = 20_000
FILES_LIMIT = 20
State = SolutionPart.State
Status = TutorSolution.Status


def _own_draft(solution_id: int, actor: User) -> TutorSolution:
    """Returns the draft locked and fresh. Raises NotAllowed if it is sent, set aside, or the homework is not the actor's."""
    solution = TutorSolution.objects.select_for_update(no_key=True).get(pk=solution_id)
    if solution.status == Status.SENT:
        raise NotAllowed("This solution was already sent.")
    claim = own_claim(homework_id=solution.homework_id, actor=actor)
    if solution.status != Status.DRAFT or solution.tutor_id != claim.tutor_id:
        raise NotAllowed("This draft is not yours.")
    return solution


@transaction.atomic
def save_draft(*, solution: TutorSolution, actor: User, text: str, video_link: str, captions: dict[int, str]) -> TutorSolution:
    """Keeps what the tutor wrote; `captions` are by id of the solution's file. Raises NotAllowed if it is not their draft."""
    solution = _own_draft(solution.pk, actor)
    # Browsers send CRLF for every line break.
    solution.text, solution.video_link = text.replace("\r\n", "\n").strip(), video_link
    solution.save(update_fields=["text", "video_link"])
    for file in solution.files.all():
        caption = captions.get(file.pk, file.caption).strip()
        if caption != file.caption:
            file.caption = caption
            file.save(update_fields=["caption"])
    return solution


def add_file(*, solution: TutorSolution, actor: User, upload: Upload) -> SolutionFile:
    """Puts a judged upload into a draft. The same bytes a second time return the file that is there.

    Raises:
        NotAllowed: it is not their draft.
        UploadRefused: the draft is full.
    """
    # The storage may be on the network: it is written before the transaction begins.
    name = default_storage.save(
        f"solutions/{solution.homework_id}/{uuid.uuid4().hex}.{upload.extension}", ContentFile(upload.data)
    )
    try:
        file, created = _file_row(solution, actor, upload, name)
    except (NotAllowed, UploadRefused):
        default_storage.delete(name)
        raise
    if not created:
        default_storage.delete(name)
    return file


@transaction.atomic
def _file_row(solution: TutorSolution, actor: User, upload: Upload, name: str) -> tuple[SolutionFile, bool]:
    solution = _own_draft(solution.pk, actor)
    same = solution.files.filter(digest=upload.digest).first()
    if same:
        return same, False
    if solution.files.count() >= FILES_LIMIT:
        raise UploadRefused(f"{upload.name}: a solution holds at most {FILES_LIMIT} files.")
    last = solution.files.aggregate(last=Max("position"))["last"] or 0
    return SolutionFile.objects.create(
        solution=solution,
        kind=upload.kind,
        position=last + 1,
        name=upload.name,
        file=name,
        digest=upload.digest,
        size_bytes=len(upload.data),
    ), True


@transaction.atomic
def remove_file(*, solution: TutorSolution, actor: User, file_id: int) -> None:
    """Takes a file out of a draft; unknown ids do nothing. Raises NotAllowed if it is not their draft."""
    solution = _own_draft(solution.pk, actor)
    file = solution.files.filter(pk=file_id).first()
    if file:
        name = str(file.file.name)
        file.delete()
        transaction.on_commit(lambda: default_storage.delete(name))


@transaction.atomic
def move_file(*, solution: TutorSolution, actor: User, file_id: int, up: bool) -> None:
    """Moves a file one place among the files of its kind. Raises NotAllowed if it is not their draft."""
    solution = _own_draft(solution.pk, actor)
    files = list(solution.files.all())
    kind = next((file.kind for file in files if file.pk == file_id), "")
    _swap([file for file in files if file.kind == kind], file_id, up)


@transaction.atomic
def move_photo(*, homework: Homework, photo_id: int, up: bool) -> None:
    """Moves a page of the question one place, as its tutor reads it."""
    homework_services.locked(homework.pk)
    _swap(homework_services.pages(homework), photo_id, up)


def _swap(rows: list[SolutionFile] | list[Attachment], pk: int, up: bool) -> None:
    """Numbers the rows afresh with one of them moved: positions may have gaps or be doubled after removals."""
    order: list[SolutionFile | Attachment] = list(rows)
    index = next((number for number, row in enumerate(order) if row.pk == pk), None)
    other = -1 if index is None else index + (-1 if up else 1)
    if index is None or not 0 <= other < len(order):
        return
    order[index], order[other] = order[other], order[index]
    for position, row in enumerate(order, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


@transaction.atomic
def turn_photo(*, photo: Attachment, degrees: int) -> int:
    """Turns a page by 90, 180 or 270 degrees clockwise and keeps it so; returns where it stands now."""
    row = Attachment.objects.select_for_update(no_key=True).get(pk=photo.pk)
    row.rotation = (row.rotation + degrees) % 360
    row.save(update_fields=["rotation"])
    return row.rotation


@transaction.atomic
def send(*, solution: TutorSolution, actor: User, at: datetime) -> TutorSolution:
    """Freezes the solution's parts, marks the homework solved and announces it, once however often it is called.

    Raises:
        NotAllowed: nothing to send, not the actor's homework, or the homework is closed or cancelled.
    """
    homework = homework_services.locked(solution.homework_id)
    own_claim(homework_id=homework.pk, actor=actor)
    present = TutorSolution.objects.get(pk=solution.pk)
    if present.status == Status.SENT:
        return present
    solution = _own_draft(solution.pk, actor)
    parts = plan(solution)
    if not parts:
        raise NotAllowed("There is nothing to send yet: write something or add a file.")
    homework_services.mark_solved(homework_id=homework.pk, at=at)
    solution.status, solution.sent_at, solution.sent_by_id = Status.SENT, at, actor.pk
    solution.save(update_fields=["status", "sent_at", "sent_by"])
    SolutionPart.objects.bulk_create(_frozen(solution, number, part, at) for number, part in enumerate(parts, start=1))
    record("solution.sent", subject=homework, actor=actor, version=solution.version, parts=len(parts))
    events.solution_delivered.send(TutorSolution, solution=solution, at=at)
    return solution


def _frozen(solution: TutorSolution, position: int, part: PlannedPart, at: datetime) -> SolutionPart:
    return SolutionPart(
        solution=solution,
        position=position,
        kind=part.kind,
        text=part.text,
        file=part.file,
        file_name=part.file_name,
        state_at=at,
    )


def part_progress(*, part_id: int, state: str, at: datetime, reason: str = "") -> bool:
    """Records how far a part has come on its way to the student; called by the floor that delivers.

    Args:
        part_id: of the SolutionPart.
        state: a value of SolutionPart.State.
        at: when it happened; a part keeps the time of each stage.
        reason: for held and failed, in words for staff.

    Returns:
        False, with nothing changed, if the part is already there or further: late and repeated reports are harmless.
    """
    times = {"sent": "sent_at", "delivered": "delivered_at", "read": "read_at", "failed": "failed_at"}
    changes = {"state": state, "state_at": at, "reason": reason[:300]}
    if state in times:
        changes[times[state]] = at
    return bool(SolutionPart.objects.filter(pk=part_id, state__in=message_life.before(state)).update(**changes))
