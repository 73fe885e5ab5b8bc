"""Answers that no healthy vendor gives: a page instead of JSON, a lost answer, a file that ends early."""

import socket
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

PAGE = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


def vendor_html() -> HttpResponse:
    """A proxy's error page where JSON is expected."""
    return HttpResponse(PAGE, status=502, content_type="text/html")


class LostAnswer(StreamingHttpResponse):
    """The work is done, but the caller never hears: the connection is shut before a byte of the answer."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(iter(()), content_type="application/json")
        connection = _connection(request)
        if connection:
            connection.shutdown(socket.SHUT_RDWR)


def _connection(request: HttpRequest) -> socket.socket | None:
    """Returns the caller's socket: gunicorn hands it over, Django's own servers hold it beneath the body's reader."""
    found = request.META.get("gunicorn.socket")
    if found is None:
        reader = getattr(getattr(request.META.get("wsgi.input"), "_read", None), "__self__", None)
        found = getattr(getattr(reader, "raw", None), "_sock", None)
    return found if isinstance(found, socket.socket) else None


class TornFile(StreamingHttpResponse):
    """A file whose second half is missing."""

    def __init__(self, data: bytes, content_type: str) -> None:
        super().__init__(_half(data), content_type=content_type)
        self["Content-Length"] = str(len(data) // 2)


def _half(data: bytes) -> Iterator[bytes]:
    yield data[: len(data) // 2]
