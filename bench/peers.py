"""Other servers that do comparable work, from a folder outside the project; measured on the same PostgreSQL."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes, webhooks
from bench.database import Server, data_folder, run

DATABASE = "tutorline_bench_peers"
PACKAGES = ["uvicorn", "uvloop", "httptools", "fastapi", "sqlalchemy[asyncio]", "asyncpg"]
EMPTY = "TRUNCATE inbox, outbox, message, conversation, contact RESTART IDENTITY; CHECKPOINT"


@dataclass(frozen=True)
class Peer:
    name: str
    application: str
    path: str
    in_url: bool
    """Whether it puts PGHOST and PGDATABASE into a URL, where the folder of a socket cannot stand as the host."""


PEERS = [Peer("fastapi_sa", "fastapi_sa:app", "/webhook", True), Peer("asgi_steps", "asgi_raw:app", "/steps", False)]


def prepare(server: Server, folder: Path) -> str:
    """Makes the peers' virtual environment, once, and their database; returns its URL."""
    python = _python()
    if not python.exists():
        print("Installing the peers' packages, once ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stderr=subprocess.DEVNULL)
    url = server.fresh(DATABASE)
    run(url, (folder / "peers" / "schema.sql").read_text())
    return url


@contextmanager
def web(peer: Peer, server: Server, folder: Path) -> Iterator[tuple[int, int]]:
    """Runs a peer with two processes and gives its port and process id."""
    port = processes.free_port()
    command = [str(_python()), "-m", "uvicorn", peer.application, "--app-dir", str(folder / "peers"), "--workers", "2"]
    options = ["--log-level", "warning", "--no-access-log", "--host", "127.0.0.1", "--port", str(port)]
    with processes.running(peer.name, command + options, _variables(peer, server), port=port) as pid:
        yield port, pid


def _variables(peer: Peer, server: Server) -> dict[str, str]:
    host, port, user = server.address()
    named = {"PGHOST": host, "PGDATABASE": DATABASE}
    if peer.in_url and host.startswith("/"):
        named = {"PGHOST": "", "PGDATABASE": f"{DATABASE}?host={host}"}
    return named | {"PGPORT": str(port), "PGUSER": user, "BENCH_APP_SECRET": webhooks.APP_SECRET}


def _python() -> Path:
    return data_folder() / "peers" / "bin" / "python"
