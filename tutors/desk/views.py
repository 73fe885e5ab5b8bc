"""The tutors' desk inside the admin: the queue, own work, handing work around."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from core.admin import staff
from core.clock import now
from core.models import AdminSettings
from homework.services import NotAllowed
from tutors import services
from tutors.desk import access, pages
from tutors.models import Tutor

QUEUE_PAGE = 50


def shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"admin/tutors/{template}", admin.site.each_context(request) | context)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    desk, at = access.desk(request), now()
    chosen = request.GET.get("subjects")
    only_mine = chosen == "mine" or (chosen is None and desk.tutor is not None and desk.tutor.subjects.exists())
    waiting = pages.queue(tutor=desk.tutor, only_my_subjects=only_mine)
    page = Paginator(pages.with_content(waiting), QUEUE_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Queue",
        "rows": [pages.row(homework, at=at) for homework in page.object_list],
        "page": page,
        "only_mine": only_mine,
        "desk": desk,
        "open_claims": services.open_claims(desk.tutor) if desk.tutor else 0,
        "claim_cap": AdminSettings.load().open_claims_per_tutor,
    }
    return shown(request, "queue.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    desk, at = access.desk(request), now()
    if desk.tutor is None:
        return redirect("admin:tutors_queue")
    solved = pages.with_content(pages.own_solved(desk.tutor))[: pages.SHOWN_SOLVED]
    context = {
        "title": "My work",
        "desk": desk,
        "rows": [pages.row(homework, at=at) for homework in pages.with_content(pages.own_open(desk.tutor))],
        "solved": [pages.row(homework, at=at) for homework in solved],
    }
    return shown(request, "mine.html", context)


@require_POST
def claim(request: HttpRequest, homework_id: int) -> HttpResponse:
    desk = access.desk(request)
    if desk.tutor is None:
        messages.error(request, "Only tutors claim homework. Open it from the list of assignments to hand it to one.")
        return redirect("admin:tutors_queue")
    try:
        services.claim(homework_id=homework_id, tutor=desk.tutor, at=now())
    except NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("admin:tutors_queue")
    return redirect("admin:tutors_work", homework_id)


@require_POST
def give_back(request: HttpRequest, homework_id: int) -> HttpResponse:
    work = access.own_work(request, homework_id)
    try:
        services.give_back(homework_id=homework_id, actor=staff(request), at=now())
    except NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("admin:tutors_work", homework_id)
    messages.success(request, f"{work.homework} is back in the queue. Your draft is kept in case you claim it again.")
    return redirect("admin:tutors_queue")


@require_POST
def ask_student(request: HttpRequest, homework_id: int) -> HttpResponse:
    access.own_work(request, homework_id)
    try:
        question = request.POST.get("question", "").replace("\r\n", "\n").replace("\0", "")
        services.ask_student(homework_id=homework_id, actor=staff(request), question=question, at=now())
        messages.success(request, "Asked. The promised time waits until the student answers.")
    except NotAllowed as problem:
        messages.error(request, str(problem))
    return redirect("admin:tutors_work", homework_id)


@require_POST
def take_back(request: HttpRequest, homework_id: int) -> HttpResponse:
    work = access.overseen_work(request, homework_id)
    try:
        services.take_back(homework_id=homework_id, actor=staff(request), at=now())
        messages.success(request, f"{work.homework} is back in the queue.")
    except NotAllowed as problem:
        messages.error(request, str(problem))
    return redirect("admin:tutors_work", homework_id)


@require_POST
def reassign(request: HttpRequest, homework_id: int) -> HttpResponse:
    work = access.overseen_work(request, homework_id)
    chosen = request.POST.get("tutor", "")
    tutor = get_object_or_404(Tutor, pk=int(chosen) if chosen.isdecimal() else 0)
    try:
        services.reassign(homework_id=homework_id, to=tutor, actor=staff(request), at=now())
        messages.success(request, f"{work.homework} is now with {tutor}.")
    except NotAllowed as problem:
        messages.error(request, str(problem))
    return redirect("admin:tutors_work", homework_id)
