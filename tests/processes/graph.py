"""A small Graph API of our own for crash tests: real HTTP, remembers what it accepted, can strike at any point of a request.

Each worker gets a base URL with its own name in it, so a request tells which worker is waiting for the answer.
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
from django.conf import settings
from django.utils import timezone

from sandbox import payloads
from sandbox.webhooks import signature_headers
from tests.waiting import STANDSTILL_SECONDS

Json = dict[str, Any]
ARRIVED, RECORDED = "message arrived", "message recorded"
UPLOAD, MEDIA_FACTS, MEDIA_BYTES = "upload", "media facts", "media bytes"
REPORTERS = 3


@dataclass(frozen=True)
class Accepted:
    """One message that WhatsApp has taken from us; `tracker` is its biz_opaque_callback_data."""

    worker: str
    tracker: str
    recipient: str
    wamid: str
    body: Json


class Graph:
    """The server and its memory. `trap` makes the next request at a point call something first, such as a kill.

    A message whose arrival springs a trap is not recorded and not answered, as if it had been lost on the way.
    """

    def __init__(self, webhook_url: str) -> None:
        self.webhook_url = webhook_url
        self.accepted: list[Accepted] = []
        self.reports_first = False
        """Whether the delivery reports are posted before the send is answered."""
        self.sprung: list[str] = []
        self._media: dict[str, bytes] = {}
        self._traps: dict[str, Callable[[str], None]] = {}
        self._lock = threading.Lock()
        self._reports: queue.Queue[Accepted | None] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.graph = self
        self._threads = [threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})]
        self._threads += [threading.Thread(target=self._report_accepted) for _ in range(REPORTERS)]

    def url(self, worker: str = "test") -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/{worker}"

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        for _ in range(REPORTERS):
            self._reports.put(None)
        for thread in self._threads:
            thread.join()
        self._server.server_close()

    def trap(self, point: str, act: Callable[[str], None]) -> None:
        """Has `act` called once, with the worker's name, when a request next comes to this point."""
        with self._lock:
            self._traps[point] = act

    @property
    def armed(self) -> set[str]:
        with self._lock:
            return set(self._traps)

    def disarm(self) -> None:
        with self._lock:
            self._traps.clear()

    @property
    def is_behind(self) -> bool:
        """Whether reports pile up: whoever goes on meanwhile makes them so late that they count as lost."""
        return self._reports.qsize() > 2 * REPORTERS

    @property
    def sent(self) -> list[Json]:
        return [message.body for message in list(self.accepted)]

    def post(self, body: Json) -> requests.Response:
        return post(self.webhook_url, body)

    def work(self) -> None:
        """The real workers are at it already."""

    def add_media(self, data: bytes) -> str:
        media_id = payloads.new_media_id()
        self._media[media_id] = data
        return media_id

    def media(self, media_id: str) -> bytes:
        return self._media[media_id]

    def reach(self, point: str, worker: str) -> bool:
        """Springs the trap at this point, if there is one; returns whether there was."""
        with self._lock:
            act = self._traps.pop(point, None)
        if act:
            act(worker)
            self.sprung.append(point)
        return act is not None

    def accept(self, worker: str, body: Json) -> Accepted:
        recipient, wamid = body.get("to") or body["recipient"], payloads.new_wamid()
        message = Accepted(worker, body["biz_opaque_callback_data"], recipient, wamid, body)
        self.accepted.append(message)
        if self.reports_first:
            self._post_reports(message)
        else:
            self._reports.put(message)
        return message

    def _report_accepted(self) -> None:
        while message := self._reports.get():
            self._post_reports(message)

    def _post_reports(self, message: Accepted) -> None:
        for state in ("sent", "delivered"):
            post(self.webhook_url, report(message, state))


def report(message: Accepted, state: str) -> Json:
    """The webhook body that tells how far a message has come."""
    at = timezone.now()
    item = payloads.status(message.wamid, state, at=at, wa_id=message.recipient, tracker=message.tracker)
    return payloads.envelope(payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=[item]))


def post(webhook_url: str, body: Json) -> requests.Response:
    """Posts a webhook body, signed as Meta signs it."""
    raw = payloads.encode(body)
    answer = requests.post(webhook_url, data=raw, headers=signature_headers("whatsapp", raw), timeout=STANDSTILL_SECONDS)
    assert answer.status_code == 200, answer.text
    return answer


@contextmanager
def running(webhook_url: str) -> Iterator[Graph]:
    graph = Graph(webhook_url)
    graph.start()
    try:
        yield graph
    finally:
        graph.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    graph: Graph

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed worker hangs up in the middle: that is what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        worker, graph = self._worker, self.server.graph
        if b'"status": "read"' in body:
            self._answer({"success": True})
            return
        if self.path.endswith("/media"):
            graph.reach(UPLOAD, worker)
            self._answer({"id": payloads.new_media_id()})
            return
        if graph.reach(ARRIVED, worker):
            self.close_connection = True
            return
        message = graph.accept(worker, json.loads(body))
        graph.reach(RECORDED, worker)
        self._answer({"messages": [{"id": message.wamid}], "contacts": [{"wa_id": message.recipient}]})

    def do_GET(self) -> None:
        media_id = self.path.partition("?")[0].rsplit("/", 1)[-1]
        data = self.server.graph.media(media_id)
        if "/bytes/" not in self.path:
            self.server.graph.reach(MEDIA_FACTS, self._worker)
            self._answer({"url": f"{self.server.graph.url(self._worker)}/bytes/{media_id}", "file_size": len(data)})
            return
        self._head(len(data), "image/jpeg")
        self.wfile.write(data[: len(data) // 2])
        self.server.graph.reach(MEDIA_BYTES, self._worker)
        self.wfile.write(data[len(data) // 2 :])

    @property
    def _worker(self) -> str:
        return self.path.split("/")[1]

    def _answer(self, content: Json) -> None:
        data = json.dumps(content).encode()
        self._head(len(data), "application/json")
        self.wfile.write(data)

    def _head(self, length: int, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Silent: pytest's output is for the tests."""
