"""Photos and files, handed out only after asking who may see them; and the pages of a question, turned and put in order."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from core.files import private_file
from tutors.desk import access
from tutors.services import solutions

TURNS = {"left": 270, "right": 90}


@require_GET
def photo(request: HttpRequest, photo_id: int) -> HttpResponse | FileResponse:
    found, _ = access.photo(request, photo_id)
    return private_file(found.file, f"page-{found.position}")


@require_GET
def solution_file(request: HttpRequest, file_id: int) -> HttpResponse | FileResponse:
    found = access.solution_file(request, file_id)
    return private_file(found.file, found.name)


@require_GET
def solution_part(request: HttpRequest, part_id: int) -> HttpResponse | FileResponse:
    found = access.solution_part(request, part_id)
    return private_file(found.file, found.file_name)


@require_POST
def turn_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    found, work = access.own_photo(request, photo_id)
    degrees = TURNS.get(request.POST.get("turn", ""))
    if degrees is None:
        return HttpResponseBadRequest("turn must be left or right.")
    rotation = solutions.turn_photo(photo=found, degrees=degrees)
    return _answer(request, work.homework.pk, {"rotation": rotation})


@require_POST
def move_photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    found, work = access.own_photo(request, photo_id)
    direction = request.POST.get("move", "")
    if direction not in {"up", "down"}:
        return HttpResponseBadRequest("move must be up or down.")
    solutions.move_photo(homework=work.homework, photo_id=found.pk, up=direction == "up")
    return _answer(request, work.homework.pk, {"moved": direction})


def _answer(request: HttpRequest, homework_id: int, data: dict[str, object]) -> HttpResponse:
    """JSON for the page's own script, the page again for a browser without it."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(data)
    return redirect("admin:tutors_work", homework_id)
