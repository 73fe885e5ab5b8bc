"""A small HTTP load generator for one machine: closed loop (as fast as the answers come) or open loop (at fixed times)."""

import asyncio
import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

ANSWER_WITHIN_SECONDS = 30
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass
class Outcome:
    """What was answered, and how long each answer took."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    @property
    def refused(self) -> int:
        """Answers other than 2xx; 0 stands for no answer at all."""
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)


def percentile(values: list[float], share: float) -> float:
    """Returns the value below which that share of the values lies; NaN of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


class Connection:
    """One kept-alive connection that is opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    async def ask(self, request: bytes) -> int:
        """Sends a request and returns the answer's status; 0 if none came."""
        for _ in range(2):  # a kept connection may have been closed by the server since its last answer
            kept = self.socket is not None
            try:
                return await asyncio.wait_for(self._exchange(request), ANSWER_WITHIN_SECONDS)
            except (OSError, TimeoutError):
                self.close()
                if not kept:
                    break
        return 0

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    async def _exchange(self, request: bytes) -> int:
        loop = asyncio.get_running_loop()
        if self.socket is None:
            self.socket = socket.socket()
            self.socket.setblocking(False)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await loop.sock_connect(self.socket, ("127.0.0.1", self.port))
        await loop.sock_sendall(self.socket, request)
        data = b""
        while not _is_whole(data):
            piece = await loop.sock_recv(self.socket, 65536)
            if not piece:
                raise ConnectionResetError
            data += piece
        if b"connection: close" in data.lower():
            self.close()
        return int(data[9:12])


def _is_whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return bool(found) and length is not None and len(body) >= int(length[1])


async def closed_loop(port: int, requests: Iterator[bytes], *, connections: int, seconds: float) -> Outcome:
    """Keeps that many connections busy for so long; each sends its next request when it has its answer."""
    outcome = Outcome()
    start = time.perf_counter()
    deadline = start + seconds

    async def work() -> None:
        connection = Connection(port)
        while (sent := time.perf_counter()) < deadline:
            status = await connection.ask(next(requests))
            outcome.milliseconds.append((time.perf_counter() - sent) * 1000)
            outcome.statuses[status] += 1
        connection.close()

    await asyncio.gather(*(work() for _ in range(connections)))
    outcome.seconds = time.perf_counter() - start
    return outcome


async def open_loop(
    port: int, requests: Iterator[bytes], *, per_second: float, seconds: float, on_due: Callable[[int, float], None]
) -> Outcome:
    """Sends at fixed times, whether or not earlier answers have come; times count from when a request was due.

    Args:
        on_due: called with each request's number and its due time (`time.perf_counter`), just before it is sent.
    """
    outcome = Outcome()
    free: list[Connection] = []
    start = time.perf_counter()

    async def send(request: bytes, due: float) -> None:
        connection = free.pop() if free else Connection(port)
        status = await connection.ask(request)
        outcome.milliseconds.append((time.perf_counter() - due) * 1000)
        outcome.statuses[status] += 1
        free.append(connection)

    sending = []
    for number in range(int(per_second * seconds)):
        due = start + number / per_second
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        on_due(number, due)
        sending.append(asyncio.create_task(send(next(requests), due)))
    await asyncio.gather(*sending)
    outcome.seconds = time.perf_counter() - start
    for connection in free:
        connection.close()
    return outcome
