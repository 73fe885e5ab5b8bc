"""What the phone page and tests ask for, as JSON. Calls need a header or a content type that no foreign page can send."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from sandbox import chat, clock, faults, payloads, samples, student, webhooks
from sandbox.models import Checkout, Message, Phone
from sandbox.paystack import service as paystack
from sandbox.whatsapp import service as whatsapp
from sandbox.whatsapp.views import store_media

Json = dict[str, Any]
Handler = Callable[..., HttpResponse]
FILES_AT_ONCE = 30


def from_our_page(handler: Handler) -> Handler:
    """Lets a POST in if it is JSON or carries our header: a browser asks first before another site may send either."""

    @csrf_exempt
    @wraps(handler)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ours = request.content_type == "application/json" or request.headers.get("X-Sandbox")
        if request.method == "POST" and not ours:
            return _problem("Send JSON.", status=415)
        try:
            return handler(request, *args, **kwargs)
        except (ValueError, LookupError) as problem:
            return _problem(str(problem), status=400)

    return wrapped


def _problem(text: str, *, status: int) -> JsonResponse:
    return JsonResponse({"problem": text}, status=status)


def _body(request: HttpRequest) -> Json:
    body = json.loads(request.body)
    if not isinstance(body, dict):
        raise ValueError("The body must be an object.")
    return body


def phone_json(phone: Phone) -> Json:
    shown = f"+{phone.wa_id}" if phone.wa_id else f"@{phone.username}, number hidden"
    return {"id": phone.pk, "name": phone.name, "shown": shown, "wa_id": phone.wa_id, "user_id": phone.user_id}


@from_our_page
def phones(request: HttpRequest) -> HttpResponse:
    """GET: all demo phones. POST {name, kind}: adds one."""
    if request.method == "POST":
        body = _body(request)
        name = str(body.get("name", "")).strip()
        if not name:
            raise ValueError("A name is needed.")
        return JsonResponse(phone_json(student.create_phone(name=name, kind=str(body.get("kind", "both")))), status=201)
    return JsonResponse({"phones": [phone_json(phone) for phone in Phone.objects.order_by("id")]})


@from_our_page
def chat_view(request: HttpRequest, phone_id: int) -> HttpResponse:
    """GET: the screen. With `seen=1` a person looks at it, so that the business learns that its messages were read."""
    webhooks.wake_once()
    phone = get_object_or_404(Phone, pk=phone_id)
    if request.GET.get("seen") == "1":
        whatsapp.mark_seen_by_student(phone)
    return JsonResponse(chat.screen(phone) | {"clock": clock_json()})


def clock_json() -> Json:
    seconds = int(clock.offset().total_seconds())
    moment = chat.when(clock.now())
    return {"text": f"{moment['day']}, {moment['time']}", "offset_seconds": seconds}


@from_our_page
def messages(request: HttpRequest, phone_id: int) -> HttpResponse:
    """POST {act, ...}: the student does something; ACTS lists what."""
    phone = get_object_or_404(Phone, pk=phone_id)
    body = _body(request)
    act = ACTS.get(str(body.get("act")))
    if act is None:
        raise ValueError(f"act must be one of {', '.join(ACTS)}.")
    return JsonResponse({"wamid": act(phone, body).wamid}, status=201)


def _say(phone: Phone, body: Json) -> Message:
    text = str(body.get("text", ""))
    if not text.strip():
        raise ValueError("There is nothing to send.")
    return student.send(phone, payloads.text(text), quoted=str(body.get("quoted") or ""))


def _tap(phone: Phone, body: Json) -> Message:
    return student.tap(phone, _message(phone, body), str(body.get("choice")))


def _react(phone: Phone, body: Json) -> Message:
    return student.react(phone, _message(phone, body), str(body.get("emoji", "")))


def _sample(phone: Phone, body: Json) -> Message:
    names = [str(name) for name in body.get("samples", [])]
    if not names:
        raise ValueError("Name at least one sample.")
    caption = str(body.get("caption", ""))
    contents = [_sample_content(name, caption if index == 0 else "") for index, name in enumerate(names)]
    return student.send_together(phone, contents)[-1]


def _sample_content(name: str, caption: str) -> tuple[str, Json]:
    facts = samples.SAMPLES[name]
    media = store_media(samples.data(name), facts.mime_type, facts.filename)
    return student.file_content(media, caption=caption, voice=name == "voice")


def _location(phone: Phone, body: Json) -> Message:
    return student.send(phone, payloads.location(6.5244, 3.3792, "Lagos", "Lagos, Nigeria"))


def _contact(phone: Phone, body: Json) -> Message:
    return student.send(phone, payloads.contacts("Mama Ada", "2348035550199"))


def _unsupported(phone: Phone, body: Json) -> Message:
    return student.send_unsupported(phone, "poll_creation")


def _message(phone: Phone, body: Json) -> Message:
    row = Message.objects.filter(phone=phone, wamid=body.get("wamid"), from_student=False).first()
    if row is None:
        raise LookupError("This chat has no such message.")
    return row


ACTS: dict[str, Callable[[Phone, Json], Message]] = {
    "text": _say,
    "tap": _tap,
    "react": _react,
    "sample": _sample,
    "location": _location,
    "contact": _contact,
    "unsupported": _unsupported,
}


@from_our_page
def files(request: HttpRequest, phone_id: int) -> HttpResponse:
    """POST multipart `files`, `caption`: photos and documents from this computer, each its own message."""
    phone = get_object_or_404(Phone, pk=phone_id)
    found = [file for file in request.FILES.getlist("files")[:FILES_AT_ONCE] if isinstance(file, UploadedFile)]
    if not found:
        raise ValueError("There is no file to send.")
    caption = str(request.POST.get("caption", ""))
    stored = [store_media(file.read(), file.content_type or "application/octet-stream", file.name or "") for file in found]
    contents = [student.file_content(media, caption=caption if n == 0 else "") for n, media in enumerate(stored)]
    rows = student.send_together(phone, contents)
    return JsonResponse({"wamids": [row.wamid for row in rows]}, status=201)


@from_our_page
def faults_view(request: HttpRequest) -> HttpResponse:
    """GET: the knobs. POST {knob: calls}: 0 off, n for the next n calls, -1 until switched off; {"clear": true}: all off."""
    if request.method == "POST":
        body = _body(request)
        if body.pop("clear", False):
            faults.clear_faults()
        if body:
            faults.set_faults(**body)
    return JsonResponse(faults.as_json())


@from_our_page
def clock_view(request: HttpRequest) -> HttpResponse:
    """GET: the clock. POST {minutes}: moves it; {"reset": true}: back to real time."""
    if request.method == "POST":
        body = _body(request)
        if body.get("reset"):
            clock.reset()
        elif isinstance(body.get("minutes"), int):
            clock.move(timedelta(minutes=body["minutes"]))
        else:
            raise ValueError("Send minutes, or reset.")
    return JsonResponse(clock_json())


@from_our_page
def checkout(request: HttpRequest, access_code: str) -> HttpResponse:
    """POST {outcome}: pays, declines or abandons, as a button of the checkout page does."""
    outcome = paystack.Outcome(_body(request).get("outcome", ""))
    try:
        row = paystack.pay(access_code, outcome)
    except Checkout.DoesNotExist:
        raise Http404 from None
    except paystack.NotPayable:
        return _problem("It is already paid.", status=409)
    return JsonResponse({"status": row.status, "reference": row.reference, "callback_url": row.callback_url})
