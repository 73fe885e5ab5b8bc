"""`/health`: this process answers. `/health/ready`: the whole product can work. For probes and people; tells no internals."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from conversations.models import InboundMessage, OutboundMessage
from core.clock import now

logger = logging.getLogger(__name__)

WAITING_AT_MOST = timedelta(minutes=5)
"""An older unanswered message, or an older unsent one, means that the workers do not keep up."""

WORKER_SEEN_WITHIN = timedelta(seconds=60)
"""A worker reports every ten seconds."""


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Needs no database: a database that is down must not make the platform restart the web processes."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answers 200 when every check is well, else 503; the body names each check either way."""
    checks: dict[str, dict[str, object]] = {}
    for name, check in CHECKS.items():
        try:
            checks[name] = check()
        except DatabaseError as problem:
            logger.warning("Readiness check %s failed: %s", name, str(problem).partition("\n")[0])
            checks[name] = {"ok": False}
            if name == "database":
                break
    well = all(check["ok"] for check in checks.values())
    return JsonResponse({"status": "ok" if well else "not ready", "checks": checks}, status=200 if well else 503)


def _database() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


@cache
def _all_migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise PendingMigrations
    return True


class PendingMigrations(Exception):
    """Raised, not returned, so that only the good answer is remembered: it cannot change while the process lives."""


def _migrations() -> dict[str, object]:
    try:
        return {"ok": _all_migrations_applied()}
    except PendingMigrations:
        return {"ok": False}


def _inbox() -> dict[str, object]:
    return _age(InboundMessage.objects.filter(processed_at=None).aggregate(at=Min("received_at"))["at"])


def _outbox() -> dict[str, object]:
    due = OutboundMessage.objects.filter(status=OutboundMessage.Status.QUEUED, due_at__lte=now())
    return _age(due.aggregate(at=Min("due_at"))["at"])


def _age(oldest: datetime | None) -> dict[str, object]:
    waiting = max(now() - oldest, timedelta()) if oldest else timedelta()
    return {"ok": waiting <= WAITING_AT_MOST, "oldest_seconds": int(waiting.total_seconds())}


def _worker() -> dict[str, object]:
    # Heartbeats are written with the database's clock, which no sandbox moves.
    since = timezone.now() - WORKER_SEEN_WITHIN
    number = ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).count()
    return {"ok": number > 0, "seen": number}


CHECKS: dict[str, Callable[[], dict[str, object]]] = {
    "database": _database,
    "migrations": _migrations,
    "inbox": _inbox,
    "outbox": _outbox,
    "worker": _worker,
}
