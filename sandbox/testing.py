"""Helps tests of the whole house talk like a student, against the stand-ins.

In one process (`db` fixture):

    with vendors_in_process():
        phone = DemoPhone.create()
        phone.says("hi")  # posts the signed webhook
        run_jobs()
        phone.last.titles

Against a server (`live_server`, gunicorn): set `settings.PUBLIC_URL` to its address and use `HttpPhone(base_url)`; there the
server's own thread posts the webhooks.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sandbox import chat, clock, faults, payloads, samples, student, webhooks
from sandbox.answers import LostAnswer
from sandbox.models import Checkout, Delivery, Message, Phone
from sandbox.paystack import service as paystack
from sandbox.whatsapp import service as whatsapp
from sandbox.whatsapp.views import store_media

Json = dict[str, Any]
SOON_SECONDS = 5


@dataclass(frozen=True)
class Received:
    """A message that the fake Graph API has taken for a phone.

    `choices` are (id, title) of reply buttons, list rows or template buttons; `link` is a call-to-action's address.
    """

    wamid: str
    kind: str
    text: str
    choices: tuple[tuple[str, str], ...]
    link: str
    status: str
    tracker: str
    payload: Json

    @property
    def titles(self) -> list[str]:
        return [title for _, title in self.choices]


def received(phone: Phone, *, also_failed: bool = False) -> list[Received]:
    """Returns what the business has sent to a phone, in order; refused calls never get here."""
    rows = Message.objects.filter(phone=phone, from_student=False).order_by("id")
    return [_received(row) for row in rows if also_failed or not row.failure]


def received_by(recipient: str) -> list[Received]:
    """Returns what was sent to a number or user id, also when no phone has it."""
    return [_received(row) for row in Message.objects.filter(recipient=recipient, from_student=False).order_by("id")]


def _received(row: Message) -> Received:
    action = row.payload.get("interactive", {}).get("action", {})
    return Received(
        wamid=row.wamid,
        kind=row.kind,
        text=chat.text_of(row),
        choices=tuple(_choices(row, action)),
        link=action.get("parameters", {}).get("url", ""),
        status=row.status,
        tracker=row.tracker,
        payload=row.payload,
    )


def _choices(row: Message, action: Json) -> Iterator[tuple[str, str]]:
    if row.kind == "template":
        yield from ((button["id"], button["title"]) for button in chat.template_buttons(row))
    for button in action.get("buttons", []):
        yield button["reply"]["id"], button["reply"]["title"]
    for section in action.get("sections", []):
        yield from ((item["id"], item["title"]) for item in section["rows"])


class DemoPhone:
    """A student in a test. Each act posts its signed webhook to the product at once, through Django's test client."""

    def __init__(self, row: Phone) -> None:
        self.row = row

    @classmethod
    def create(cls, name: str = "Ada Okafor", kind: str = "both", wa_id: str = "") -> "DemoPhone":
        """Makes a phone; `kind` is number, username or both."""
        return cls(student.create_phone(name=name, kind=kind, wa_id=wa_id))

    def says(self, *lines: str) -> Message:
        """Sends lines as separate messages, in one burst."""
        return self._done(student.send_together(self.row, [payloads.text(line) for line in lines]))

    def sends(self, content: tuple[str, Any], **options: Any) -> Message:
        """Sends any content built by `sandbox.payloads`."""
        return self._done([student.send(self.row, content, **options)])

    def sends_photos(self, *names: str, caption: str = "") -> Message:
        """Sends built-in pages (`sandbox.samples`): maths, physics, english, blurred, broken."""
        photos = [(samples.data(name), samples.SAMPLES[name].mime_type) for name in names or ("maths",)]
        return self.sends_files(photos, caption=caption)

    def sends_files(self, files: Sequence[tuple[bytes, str]], *, caption: str = "") -> Message:
        """Sends bytes with their content types, each as its own message."""
        stored = [store_media(data, mime_type) for data, mime_type in files]
        contents = [student.file_content(media, caption=caption if n == 0 else "") for n, media in enumerate(stored)]
        return self._done(student.send_together(self.row, contents))

    def taps(self, title: str) -> Message:
        """Taps what bears this title, in the newest message that offers it.

        Raises:
            AssertionError: if nothing does.
        """
        for message in reversed(self.received):
            for choice_id, offered in message.choices:
                if offered == title:
                    row = Message.objects.get(wamid=message.wamid)
                    return self._done([student.tap(self.row, row, choice_id)])
        raise AssertionError(f"Nothing offers {title!r}; the last message is {self.received[-1:]}.")

    def reacts(self, emoji: str) -> Message:
        """Reacts to the newest message of the business; an empty emoji takes the reaction back."""
        row = Message.objects.get(wamid=self.received[-1].wamid)
        return self._done([student.react(self.row, row, emoji)])

    def looks(self) -> None:
        """Opens the chat: what was delivered is reported as read."""
        whatsapp.mark_seen_by_student(self.row)
        deliver()

    @property
    def received(self) -> list[Received]:
        return received(self.row)

    @property
    def last(self) -> Received:
        """The newest message from the business."""
        messages = self.received
        assert messages, "Nothing has been sent to this phone."
        return messages[-1]

    def _done(self, rows: list[Message]) -> Message:
        deliver()
        return rows[-1]


def deliver(*, within_seconds: int = SOON_SECONDS, client: Client | None = None) -> list[int]:
    """Posts queued webhooks through Django's test client, each once, and returns the product's answers.

    Args:
        within_seconds: what is due by then counts as due now; a transfer's webhook needs 60.
    """
    client = client or Client()
    answers: list[int] = []
    tried: list[int] = []
    while row := webhooks.claim(timezone.now() + timedelta(seconds=within_seconds), skip=tried):
        tried.append(row.pk)
        answers.append(_deliver_one(row, client))
    return answers


def _deliver_one(row: Delivery, client: Client) -> int:
    headers = webhooks.signature_headers(row.target, bytes(row.body))
    content_type = headers.pop("Content-Type")
    path = webhooks.PATHS[Delivery.Target(row.target)]
    answer = client.post(path, bytes(row.body), content_type=content_type, headers=headers)
    webhooks.settle(row, answer.status_code, str(answer.status_code))
    return answer.status_code


def post_webhook(body: Json, *, client: Client | None = None, base_url: str = "") -> int:
    """Posts one signed WhatsApp body built by `sandbox.payloads` and returns the status; over HTTP if a base URL is given."""
    data = payloads.encode(body)
    headers = webhooks.signature_headers(Delivery.Target.WHATSAPP, data)
    path = webhooks.PATHS[Delivery.Target.WHATSAPP]
    if base_url:
        return requests.post(base_url + path, data=data, headers=headers, timeout=30).status_code
    content_type = headers.pop("Content-Type")
    return (client or Client()).post(path, data, content_type=content_type, headers=headers).status_code


def pay(url_or_code: str, outcome: str = "card") -> Checkout:
    """Plays an outcome of the checkout page (`sandbox.paystack.service.Outcome`) and delivers its webhook."""
    row = paystack.pay(url_or_code.rstrip("/").rsplit("/", 1)[-1], paystack.Outcome(outcome))
    deliver()
    return row


@contextmanager
def fault(**values: int) -> Iterator[None]:
    """Switches knobs on for a while: `with fault(whatsapp_server_error=1): ...`; -1 is until the end."""
    faults.set_faults(**values)
    try:
        yield
    finally:
        faults.clear_faults()


@contextmanager
def clock_moved(by: timedelta) -> Iterator[None]:
    """Moves the sandbox's clock; the product follows where `settings.CLOCK` names it."""
    clock.move(by)
    try:
        yield
    finally:
        clock.reset()
        clock.forget()


@contextmanager
def vendors_in_process() -> Iterator[None]:
    """Leads the product's HTTP calls to the stand-ins into Django's test client: one process, one transaction, no server."""
    real = requests.adapters.HTTPAdapter.send

    def send(self: requests.adapters.HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        ours = tuple(urlsplit(url).netloc for url in (settings.WHATSAPP_API_URL, settings.PAYSTACK_API_URL))
        parts = urlsplit(request.url or "")
        if parts.netloc in ours and parts.path.startswith("/sandbox/"):
            return _call(request)
        return real(self, request, **options)

    with patch.object(requests.adapters.HTTPAdapter, "send", send):
        yield


def _call(request: requests.PreparedRequest) -> requests.Response:
    parts = urlsplit(request.url or "")
    headers = {str(name): str(value) for name, value in request.headers.items() if name.lower() != "content-length"}
    content_type = headers.pop("Content-Type", "application/octet-stream")
    body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    answer = Client().generic(
        request.method or "GET", path, body, content_type=content_type, headers=headers | {"Host": parts.netloc}
    )
    if isinstance(answer, LostAnswer):
        raise requests.ConnectionError("The connection was closed without an answer.", request=request)
    response = requests.Response()
    response.status_code, response.url, response.request = answer.status_code, request.url or "", request
    response.headers.update(answer.headers)
    response.raw = io.BytesIO(answer.getvalue())
    return response


class HttpPhone:
    """A student over HTTP, for real servers: speaks to the phone page's JSON addresses only."""

    def __init__(self, base_url: str, *, name: str = "Ada Okafor", kind: str = "both") -> None:
        self.base = base_url.rstrip("/") + "/sandbox/"
        self.phone_id = self._post("api/phones", {"name": name, "kind": kind})["id"]

    def says(self, text: str) -> None:
        self.acts("text", text=text)

    def sends_photos(self, *names: str, caption: str = "") -> None:
        self.acts("sample", samples=list(names or ("maths",)), caption=caption)

    def taps(self, title: str) -> None:
        """Taps what bears this title, in the newest message that offers it. Raises AssertionError if nothing does."""
        for message in reversed(self.messages()):
            for choice in self._offers(message):
                if choice["title"] == title:
                    return self.acts("tap", wamid=message["wamid"], choice=choice["id"])
        raise AssertionError(f"Nothing offers {title!r}.")

    def acts(self, act: str, **details: Any) -> None:
        self._post(f"api/phones/{self.phone_id}/messages", {"act": act} | details)

    def messages(self) -> list[Json]:
        """Returns what the business has sent, as the phone page gets it (`sandbox.chat`)."""
        answer = requests.get(f"{self.base}api/phones/{self.phone_id}/chat?seen=1", timeout=30)
        answer.raise_for_status()
        return [message for message in answer.json()["messages"] if not message["mine"]]

    def pay(self, checkout_url: str, outcome: str = "card") -> Json:
        return self._post(f"api/checkout/{checkout_url.rstrip('/').rsplit('/', 1)[-1]}", {"outcome": outcome})

    def set_faults(self, **values: int) -> Json:
        return self._post("faults", values)

    def _offers(self, message: Json) -> list[Json]:
        rows = [row for section in message.get("list", {}).get("sections", []) for row in section["rows"]]
        return [*message.get("buttons", []), *rows]

    def _post(self, path: str, body: Json) -> Json:
        answer = requests.post(self.base + path, json=body, timeout=60)
        answer.raise_for_status()
        return dict(answer.json())
