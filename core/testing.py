"""Helps tests of every floor: runs waiting jobs as a worker would, asks a piece of the desk as the desk does."""

import json

from django.db import connection
from procrastinate.contrib.django import app

from core.pieces import PIECES, Door, Entry, Person, SearchSource, TimelineSource, Viewer


def found(source: str, words: str, user: Viewer) -> list[Door]:
    """Returns what one search source of the desk finds for this person."""
    (asked,) = [each for each in PIECES.all(SearchSource) if each.name == source]
    return asked.hits(words, user, 10) if asked.allowed(user) else []


def told(source: str, person: Person, user: Viewer) -> list[Entry]:
    """Returns what one timeline source tells this user of a person."""
    (asked,) = [each for each in PIECES.all(TimelineSource) if each.name == source]
    return asked.entries(person, 10) if asked.allowed(user) else []


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
