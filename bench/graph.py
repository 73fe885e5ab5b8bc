"""A stand-in for WhatsApp's Graph API that takes about ten milliseconds and notes when each message came in."""

import asyncio
import json
import re
import time
import uuid
from collections.abc import Callable
from typing import Self

ANSWERS_AFTER_SECONDS = 0.010
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Graph:
    """Answers `POST …/messages` on `port`; `on_message` is told the receiver and the moment (`time.perf_counter`)."""

    def __init__(self, on_message: Callable[[str, float], None]) -> None:
        self.on_message = on_message
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *problem: object) -> None:
        assert self._server
        self._server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.sleep(0.1)  # the handlers see their connections end

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                message = json.loads(await reader.readexactly(int(length[1]) if length else 0))
                if "to" in message:
                    self.on_message(message["to"], time.perf_counter())
                await asyncio.sleep(ANSWERS_AFTER_SECONDS)
                writer.write(_answer({"messages": [{"id": f"wamid.{uuid.uuid4().hex}"}], "contacts": [{}]}))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def _answer(content: object) -> bytes:
    body = json.dumps(content).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
