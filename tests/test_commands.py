"""What holds for every cron command of the house, whichever they are."""

from io import StringIO

import pytest
from django.core.management import call_command, get_commands, load_command_class

from core.commands import CronCommand
from core.models import CommandRun


def cron_commands() -> dict[str, CronCommand]:
    ours = {name: app for name, app in get_commands().items() if not app.startswith(("django.", "procrastinate", "axes"))}
    loaded = {name: load_command_class(app, name) for name, app in ours.items()}
    return {name: command for name, command in loaded.items() if isinstance(command, CronCommand)}


@pytest.mark.parametrize("name", sorted(cron_commands()))
def test_a_rehearsal_where_there_is_nothing_to_do_succeeds(db: None, name: str) -> None:
    complaints = StringIO()
    call_command(name, dry_run=True, stdout=StringIO(), stderr=complaints)
    assert complaints.getvalue() == ""
    assert not CommandRun.objects.exists()
