"""The product as it runs in production, with its own database and stand-ins for nothing but WhatsApp's address."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench import processes, webhooks
from bench.database import Server, run
from config.environment import BASE_DIR

DATABASE = "tutorline_bench"
WEBHOOK = "/api/webhook/whatsapp"
WEB_PROCESSES = 2
EMPTY = (
    "TRUNCATE conversations_conversation, conversations_inboundmessage, conversations_outboundmessage, students_lead, "
    "procrastinate_jobs CASCADE; CHECKPOINT"
)


def variables(database_url: str, *, graph_port: int = 9) -> dict[str, str]:
    """The environment of every process of the product; port 9 answers nowhere."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url,
        "DEBUG": "0",
        "SANDBOX": "0",
        "LOG_LEVEL": "WARNING",
        "SENTRY_DSN": "",
        "ALERT_EMAILS": "",
        "SECRET_KEY": "a-key-only-for-measuring-0123456789-0123456789-0123456789",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1",
        "WEB_CONCURRENCY": str(WEB_PROCESSES),
        "WEB_THREADS": "1",
        "WHATSAPP_API_URL": f"http://127.0.0.1:{graph_port}/v25.0",
        "WHATSAPP_PHONE_NUMBER_ID": webhooks.NUMBER_ID,
        "WHATSAPP_ACCESS_TOKEN": "bench",
        "WHATSAPP_APP_SECRET": webhooks.APP_SECRET,
        "WHATSAPP_VERIFY_TOKEN": "bench",
        "PAYSTACK_SECRET_KEY": "sk_test_bench",
    }


def prepare(server: Server) -> str:
    """Makes the product's database with all its tables and returns its URL."""
    url = server.fresh(DATABASE)
    manage = [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"]
    subprocess.run(manage, cwd=BASE_DIR, env=os.environ | variables(url), check=True)
    return url


def empty(database_url: str) -> None:
    run(database_url, EMPTY)


@contextmanager
def web(database_url: str) -> Iterator[tuple[int, int]]:
    """Runs gunicorn as the Procfile does and gives its port and process id."""
    port = processes.free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    command += ["--no-control-socket", "config.wsgi"]
    with processes.running("web", command, variables(database_url), port=port) as pid:
        yield port, pid


@contextmanager
def workers(database_url: str, *, graph_port: int, count: int) -> Iterator[list[int | None]]:
    """Runs that many workers as the Procfile does and gives their process ids."""
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    environment = variables(database_url, graph_port=graph_port)
    with ExitStack() as stack:
        yield [stack.enter_context(processes.running(f"worker-{n + 1}", command, environment)) for n in range(count)]
