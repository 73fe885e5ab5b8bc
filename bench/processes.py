"""Starts and stops what is measured, and reads the processor time it used."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from bench.database import data_folder

START_WITHIN_SECONDS = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(name: str, command: list[str], variables: dict[str, str], *, port: int | None = None) -> Iterator[int]:
    """Runs a program beside us and gives its process id; with a `port`, once that answers.

    Raises:
        SystemExit: if it ends before it answers, naming its log.
    """
    log = data_folder() / f"{name}.log"
    with log.open("wb") as out:
        child = subprocess.Popen(command, env=os.environ | variables, stdout=out, stderr=out, start_new_session=True)
        try:
            if port:
                _wait_for(port, child, str(log))
            yield child.pid
        finally:
            _end(child)


def _wait_for(port: int, child: "subprocess.Popen[bytes]", log: str) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
            time.sleep(1.5)  # the first process listens before all of them are up
            return
        time.sleep(0.1)
    raise SystemExit(f"It did not start, see {log}.")


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def processor_seconds(pid: int | None) -> float:
    """Returns the processor time of a process and all below it, also of those that ended; NaN if it is not here."""
    if pid is None:
        return float("nan")
    total = 0.0
    root = psutil.Process(pid)
    for process in [root, *root.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])
    return total
