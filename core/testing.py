"""Helps tests of every floor: runs waiting jobs as a worker would, in the test's own transaction."""

import json

from django.db import connection
from procrastinate.contrib.django import app


def run_jobs(*, also_scheduled: bool = True, most: int = 500) -> int:
    """Runs waiting jobs in order, and those they add, until none is left.

    Args:
        also_scheduled: run jobs that are due later too, as if that time had come.

    Returns:
        How many ran.

    Raises:
        AssertionError: after `most` jobs, when jobs keep adding jobs.
    """
    due = "" if also_scheduled else "AND (scheduled_at IS NULL OR scheduled_at <= now())"
    for done in range(most):
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs WHERE status = 'todo' "
                f"{due} ORDER BY scheduled_at NULLS FIRST, priority DESC, id LIMIT 1) RETURNING task_name, args"
            )
            row = cursor.fetchone()
        if row is None:
            return done
        task, arguments = row
        app.tasks[task].func(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
    raise AssertionError(f"Still jobs waiting after {most}.")
