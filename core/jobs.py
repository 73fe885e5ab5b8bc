"""Wake-up calls for the worker, written in the caller's transaction. The tables are the truth; a job only says «look now»."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection

# procrastinate's own defer raises on a repeated queueing lock, which would cost a savepoint in the hot path; its unique
# index allows the same insert to pass over a job that already waits. The insert trigger wakes the workers as usual.
ENQUEUE = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args, scheduled_at)
VALUES (%s, %s, %s, %s, %s::jsonb, CASE WHEN %s > 0 THEN now() + make_interval(secs => %s) END)
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
"""
QUEUE = "default"


def enqueue(task: str, *, queueing_lock: str, delay: timedelta = timedelta(), priority: int = 0, **arguments: Any) -> bool:
    """Asks the worker to run a task once, after `delay` of real time.

    Args:
        task: the name under which the task was registered, such as `payments.check_payment`.
        queueing_lock: while a job with this key waits, a second one is not added. A job that already runs does not count.
        priority: a job with a larger number runs first.
        arguments: must be JSON.

    Returns:
        False if such a job waits already.
    """
    seconds = delay.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(ENQUEUE, [QUEUE, task, priority, queueing_lock, json.dumps(arguments), seconds, seconds])
        return bool(cursor.rowcount)


# A worker that was killed leaves its jobs in “doing”. They are asked for again, unless the same wake-up already waits; inserted
# rather than updated, because only an insert can pass over a wake-up that somebody adds at the same moment.
REVIVE = """
WITH abandoned AS (
    SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '30 seconds')
    FOR UPDATE OF job SKIP LOCKED
), taken AS (
    DELETE FROM procrastinate_jobs WHERE id IN (SELECT id FROM abandoned)
    RETURNING queue_name, task_name, priority, lock, queueing_lock, args
)
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
SELECT queue_name, task_name, priority, lock, queueing_lock, args FROM taken
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
"""


def revive_abandoned() -> int:
    """Gives the jobs of dead workers back to the living; returns how many now wait again."""
    with connection.cursor() as cursor:
        cursor.execute(REVIVE)
        return int(cursor.rowcount)
