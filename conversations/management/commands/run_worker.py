from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from conversations.job_names import SWEEP
from core.jobs import enqueue


class Command(BaseCommand):
    help = "Runs the jobs of all queues until told to stop; begins with what an earlier worker left unfinished."

    def handle(self, *args: Any, **options: Any) -> None:
        # Its own key: a sweep that waits for a later time must not stand in for this one.
        enqueue(SWEEP, queueing_lock=f"{SWEEP}-at-start", priority=20, at_start=True)
        connection.close()
        call_command("procrastinate", "worker")
