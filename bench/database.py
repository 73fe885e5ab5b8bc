"""Databases of the bench's own, on an embedded PostgreSQL with its default (durable) settings or on DATABASE_URL's server."""

import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config.environment import BASE_DIR
from core import embedded_postgres


def data_folder() -> Path:
    """Where the bench keeps its PostgreSQL, logs and the peers' virtual environment."""
    return Path(os.environ.get("LOCAL_DATA_DIR") or BASE_DIR / "var").expanduser().resolve() / "bench"


class Server:
    """The PostgreSQL server that everything measured shares."""

    def __init__(self) -> None:
        self.url = os.environ.get("DATABASE_URL") or embedded_postgres.start(data_folder())

    def fresh(self, name: str) -> str:
        """Makes an empty database, dropping one of that name, and returns its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def pid(self) -> int | None:
        """The server's main process, where it runs on this machine."""
        pid_file = data_folder() / "postgresql" / "postmaster.pid"
        return int(pid_file.read_text().split()[0]) if pid_file.exists() and not os.environ.get("DATABASE_URL") else None

    def address(self) -> tuple[str, int, str]:
        """Returns host (or the folder of its socket), port and user."""
        parts = urlsplit(self.url)
        folder = parse_qs(parts.query).get("host", [""])[0]
        return folder or parts.hostname or "127.0.0.1", parts.port or 5432, parts.username or "postgres"

    def stop(self) -> None:
        if not os.environ.get("DATABASE_URL"):
            embedded_postgres.stop(data_folder())


def run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def count(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0
