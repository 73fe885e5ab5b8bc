"""Imports the product once, then forks a worker for each request on its standard input, so that a start costs next to nothing.

A request is one line, `<base URL of WhatsApp> <log file>`; the answer is the worker's process id. When the input ends, so do
the workers that still live.
"""

import contextlib
import os
import signal
import sys
from typing import NoReturn

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no zombies behind
    born = []
    for line in sys.stdin:
        url, log = line.split()
        process = os.fork()
        if process == 0:
            _work(url, log)
        born.append(process)
        print(process, flush=True)  # noqa: T201 (the answer to the request)
    for process in born:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _work(url: str, log: str) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    target = os.open(log, os.O_WRONLY | os.O_CREAT)
    for stream in (0, 1, 2):
        os.dup2(target, stream)
    settings.WHATSAPP_API_URL = url
    try:
        call_command("run_worker")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
