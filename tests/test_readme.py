"""The README names every command that cron must run."""

from pathlib import Path

from django.core.management import get_commands, load_command_class

from core.commands import CronCommand

README = Path(__file__).parent.parent / "README.md"
BY_HAND = {"export_payments"}


def test_every_cron_command_has_its_time() -> None:
    ours = {name: app for name, app in get_commands().items() if not app.startswith(("django.", "procrastinate", "axes"))}
    cron = {name for name, app in ours.items() if isinstance(load_command_class(app, name), CronCommand)}
    table = README.read_text().partition("Cron runs")[2].partition("## Words")[0]
    assert cron, "no cron command was found"
    assert {name for name in cron - BY_HAND if f"`{name}`" not in table} == set()
