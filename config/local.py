"""`make run`: everything on one machine. Starts the database, prepares it, then runs the Procfile until Ctrl-C."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import environ
import psycopg
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer
from honcho.process import Process

from config import environment
from config.environment import BASE_DIR, Environment
from core import embedded_postgres

PROCESSES = ("web", "worker")
ANSWER_WITHIN_SECONDS = 60
API_URLS = ("WHATSAPP_API_URL", "PAYSTACK_API_URL")


class RestartedProcess(Process):  # type: ignore[misc]  # honcho has no types
    """A process that comes back when it was killed, as it would on a server; one that ends by itself ends the run."""

    def __init__(self, *arguments: Any, stopping: Event, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.stopping = stopping

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        self._events = events
        code = self._run_once(ignore_signals)
        while code == -signal.SIGKILL and not self.stopping.wait(1):
            self._send_message(b"was killed: starting it again")
            code = self._run_once(ignore_signals)
        self._send_message({"returncode": code}, type="stop")

    def _run_once(self, ignore_signals: bool) -> int:
        child = self._child_ctor(f"exec {self.cmd}", env=self.env, cwd=self.cwd)
        self._send_message({"pid": child.pid}, type="start")
        if ignore_signals:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for line in iter(child.stdout.readline, b""):
            self._send_message(line)
        return int(child.wait())


class LocalManager(Manager):  # type: ignore[misc]  # honcho has no types
    """honcho's manager without its own chatter: people need the addresses, not process numbers."""

    def __init__(self) -> None:
        super().__init__(Printer(sys.stdout))
        self.stopping = multiprocessing.Event()
        self._process_ctor = partial(RestartedProcess, stopping=self.stopping)

    def terminate(self) -> None:
        self.stopping.set()
        super().terminate()

    def _system_print(self, data: str) -> None:
        if "rc=" in data and "rc=0" not in data and not self._terminating:
            super()._system_print(data)


def main(arguments: list[str]) -> NoReturn:
    """Runs the Procfile until told to stop; with arguments, runs that one management command on the same data instead.

    Exit codes: 0 asked to stop, 1 a process ended by itself or something is in the way, 2 a bad environment.
    """
    _default_to_development()
    if arguments:
        raise SystemExit(subprocess.call([sys.executable, "manage.py", *arguments], cwd=BASE_DIR))
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    settings = environment.read()
    _refuse_taken_port(settings.port)
    with _database(settings):
        logins = _prepare(settings)
        code = _run_processes(settings, logins)
    print("Stopped.", flush=True)
    raise SystemExit(0 if code in {128 + signal.SIGINT, 128 + signal.SIGTERM} else 1)


@contextmanager
def _database(settings: Environment) -> Iterator[None]:
    """Sees that a database answers, starting the embedded one where none is named, and tells its URL to every process."""
    if settings.database_url:
        _refuse_silent_database(settings.database_url)
        refuse_older_database(settings.database_url, way_out="Give DATABASE_URL an empty database.")
        yield
        return
    print(f"Starting PostgreSQL in {settings.local_data_dir} ...", flush=True)
    os.environ["DATABASE_URL"] = url = embedded_postgres.start(settings.local_data_dir)
    try:
        refuse_older_database(url, way_out="`make reset` forgets all local data; then `make run` starts afresh.")
        yield
    finally:
        embedded_postgres.stop(settings.local_data_dir)


def _run_processes(settings: Environment, logins: str) -> int | None:
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["PYTHONUNBUFFERED"] = "1"
    manager = LocalManager()
    for name, command in parse_procfile((BASE_DIR / "Procfile").read_text()).processes.items():
        if name in PROCESSES:
            manager.add_process(name, command, cwd=str(BASE_DIR))
    threading.Thread(target=_announce, args=(settings, logins, manager), daemon=True).start()
    manager.loop()
    code: int | None = manager.returncode
    return code


def _default_to_development() -> None:
    environ.Env.read_env(BASE_DIR / ".env")
    os.environ.setdefault("DEBUG", "1")
    production = os.environ["DEBUG"].strip().lower() in {"0", "false", "no", "off", ""}
    os.environ.setdefault("SANDBOX", "0" if production else "1")


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Before the processes run, Ctrl-C simply ends; from then on honcho answers it."""
    print("Stopped.", flush=True)
    raise SystemExit(0)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(f"Port {port} is in use: stop what uses it, or choose another with PORT=8001 make run.") from None


def _refuse_silent_database(url: str) -> None:
    try:
        _connect(url).close()
    except psycopg.OperationalError as problem:
        raise SystemExit(f"The database of DATABASE_URL does not answer: {str(problem).splitlines()[0]}") from None


def refuse_older_database(url: str, *, way_out: str) -> None:
    """Refuses data that another version laid out by migrations that are not here; `way_out` says what to do then."""
    with _connect(url) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return
        applied = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    ours = [(app, name) for app, name in applied if (BASE_DIR / app / "migrations").is_dir()]
    if any(not (BASE_DIR / app / "migrations" / f"{name}.py").exists() for app, name in ours):
        raise SystemExit(f"The database was made by another version of Tutorline and cannot be carried over. {way_out}")


def _connect(url: str) -> "psycopg.Connection[tuple[Any, ...]]":
    parts = environ.Env.db_url_config(url)
    return psycopg.connect(
        host=parts.get("HOST") or parts.get("OPTIONS", {}).get("host"),
        port=parts.get("PORT") or None,
        user=parts.get("USER"),
        password=parts.get("PASSWORD") or None,
        dbname=parts.get("NAME"),
        connect_timeout=5,
    )


def _prepare(settings: Environment) -> str:
    """Migrates, creates roles and, where nothing real is touched, demo people. Returns what to tell about their logins."""
    print("Preparing the database ...", flush=True)
    _manage("migrate", "--noinput", "--verbosity=0")
    _manage("create_roles")
    if not settings.debug:
        _manage("collectstatic", "--noinput", "--verbosity=0")
    if settings.sandbox:
        return _manage("seed_demo")
    if settings.debug and not settings.database_url and not settings.paystack_secret_key.startswith("sk_live_"):
        # Somebody else's stand-ins: the desk still needs people, and only the sandbox's settings know the demo people.
        stand_ins = environment.SANDBOX_DEFAULTS | {"SANDBOX": "1"} | dict.fromkeys(API_URLS, "http://127.0.0.1:9")
        _manage("migrate", "--noinput", "--verbosity=0", **stand_ins)
        return _manage("seed_demo", **stand_ins)
    return "Staff accounts are those of this database; `make superuser` adds an admin."


def _manage(*arguments: str, **variables: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    # Its own session: Ctrl-C reaches this process alone, which then ends the command.
    done = subprocess.run(
        command, cwd=BASE_DIR, env=os.environ | variables, capture_output=True, text=True, check=False, start_new_session=True
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="", end="")
        raise SystemExit(f"`manage.py {' '.join(arguments)}` failed: see above.")
    return done.stdout.strip()


def _announce(settings: Environment, logins: str, manager: LocalManager) -> None:
    """Waits until the web process answers, then prints the addresses."""
    address = f"http://127.0.0.1:{settings.port}"
    deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
    while not _answers(f"{address}/health"):
        if manager.returncode is not None:
            return
        if time.monotonic() > deadline:
            print(f"The web process does not answer at {address}; see the lines above.", flush=True)
            return
        time.sleep(0.3)
    print(_banner(settings, address, logins), flush=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _banner(settings: Environment, address: str, logins: str) -> str:
    lines = ["", "Tutorline is running."]
    if settings.sandbox:
        lines.append(f"  A student's phone:  {address}/sandbox/")
    lines += [f"  The staff's desk:   {address}/admin/", "", *(f"  {line}" for line in logins.splitlines())]
    return "\n".join([*lines, "", "Ctrl-C stops everything; `make reset` forgets all local data.", ""])


if __name__ == "__main__":
    main(sys.argv[1:])
