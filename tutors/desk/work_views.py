"""The page of one homework: its question, the solution being written, the preview, and how far the sent parts have come."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from core.admin import staff
from core.clock import now
from homework.photos import BYTES_LIMIT
from homework.services import NotAllowed
from tutors import services
from tutors.desk import access, pages
from tutors.desk.forms import SolutionForm, captions
from tutors.desk.views import shown
from tutors.models import TutorSolution
from tutors.services import solutions
from tutors.services.parts import plan
from tutors.services.uploads import PDF_BYTES_LIMIT, UploadRefused, judge


@dataclass(frozen=True)
class Saved:
    """What became of a posted draft: the form with its errors, and the sentences about refused files."""

    form: SolutionForm
    refused: list[str]

    @property
    def clean(self) -> bool:
        return not self.refused and not self.form.errors


def work(request: HttpRequest, homework_id: int) -> HttpResponse:
    """Shows the homework; a POST saves the draft first, whatever button was pressed, so that nothing typed is lost."""
    if request.method == "POST":
        return _posted(request, access.own_work(request, homework_id))
    found = access.work(request, homework_id)
    draft = pages.draft_of(found)
    form = SolutionForm(initial={"text": draft.text, "video_link": draft.video_link}) if draft and found.owns else None
    return _page(request, found, draft, form, [])


def _page(
    request: HttpRequest, found: access.Work, draft: TutorSolution | None, form: SolutionForm | None, refused: list[str]
) -> HttpResponse:
    context = pages.work_context(found, at=now())
    files = list(draft.files.all()) if draft else []
    groups = [[file for file in files if file.kind == kind] for kind in ("image", "pdf")]
    context |= {
        "draft": draft,
        "form": form,
        "file_groups": [group for group in groups if group],
        "refused": refused,
    }
    limits = {"photo_mb": BYTES_LIMIT // 1024**2, "pdf_mb": PDF_BYTES_LIMIT // 1024**2}
    return shown(request, "work.html", context | limits)


def _posted(request: HttpRequest, found: access.Work) -> HttpResponse:
    draft = _posted_solution(request, found)
    homework_id = found.homework.pk
    if draft.status == TutorSolution.Status.SENT:
        messages.info(request, "This solution was already sent; nothing was sent twice.")
        return redirect("admin:tutors_work", homework_id)
    try:
        saved = _save(request, draft)
        if not saved.clean:
            draft.refresh_from_db()
            return _page(request, found, draft, saved.form, saved.refused)
        return _act(request, draft, request.POST.get("action", "save"))
    except NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("admin:tutors_work", homework_id)


def _posted_solution(request: HttpRequest, found: access.Work) -> TutorSolution:
    """The form names its solution, so that a page left open cannot write into the next version."""
    named = request.POST.get("solution", "")
    own = found.homework.solutions.filter(tutor=found.desk.tutor)
    return get_object_or_404(own, pk=int(named) if named.isdecimal() else 0)


def _save(request: HttpRequest, draft: TutorSolution) -> Saved:
    """Keeps what is good even where something else is refused."""
    form = SolutionForm(request.POST)
    good = form.cleaned_data if form.is_valid() or hasattr(form, "cleaned_data") else {}
    solutions.save_draft(
        solution=draft,
        actor=staff(request),
        text=good.get("text", draft.text),
        video_link=good.get("video_link", draft.video_link),
        captions=captions(request, draft),
    )
    refused = []
    for file in request.FILES.getlist("files"):
        try:
            solutions.add_file(solution=draft, actor=staff(request), upload=judge(file))
        except UploadRefused as refusal:
            refused.append(str(refusal))
    return Saved(form, refused)


def _act(request: HttpRequest, draft: TutorSolution, action: str) -> HttpResponse:
    act, _, number = action.partition(":")
    file_id = int(number) if number.isdecimal() else 0
    if act == "send":
        return _send(request, draft)
    if act == "preview":
        return redirect("admin:tutors_preview", draft.homework_id)
    if act == "remove":
        solutions.remove_file(solution=draft, actor=staff(request), file_id=file_id)
    elif act in {"up", "down"}:
        solutions.move_file(solution=draft, actor=staff(request), file_id=file_id, up=act == "up")
    else:
        messages.success(request, "Draft saved.")
    return redirect("admin:tutors_work", draft.homework_id)


def _send(request: HttpRequest, draft: TutorSolution) -> HttpResponse:
    try:
        services.send(solution=draft, actor=staff(request), at=now())
        messages.success(request, "On its way to the student. You can follow each message below.")
    except NotAllowed as problem:
        messages.error(request, str(problem))
    return redirect("admin:tutors_work", draft.homework_id)


@require_GET
def preview(request: HttpRequest, homework_id: int) -> HttpResponse:
    found = access.work(request, homework_id)
    draft = pages.draft_of(found)
    if draft is None or not (found.owns or found.desk.oversees):
        return redirect("admin:tutors_work", homework_id)
    context = {"title": f"Preview · {found.homework}", "work": found, "draft": draft, "parts": plan(draft)}
    return shown(request, "preview.html", context)


@require_POST
def send(request: HttpRequest, homework_id: int) -> HttpResponse:
    """Sends the draft as it was saved and previewed."""
    return _send(request, _posted_solution(request, access.own_work(request, homework_id)))


@require_POST
def new_version(request: HttpRequest, homework_id: int) -> HttpResponse:
    """Starts another answer to a homework that already has one."""
    found = access.own_work(request, homework_id)
    if found.desk.tutor is not None and found.homework.status in pages.WRITABLE:
        services.start_draft(homework=found.homework, tutor=found.desk.tutor, at=now())
    return redirect("admin:tutors_work", homework_id)


@require_GET
def delivery(request: HttpRequest, homework_id: int) -> HttpResponse:
    """The delivery states alone, for the page to refresh itself."""
    found = access.work(request, homework_id)
    return render(request, "admin/tutors/delivery.html", pages.delivery_context(found.homework))
