"""The README names every command that cron must run."""

from pathlib import Path

from tests.test_commands import cron_commands

README = Path(__file__).parent.parent / "README.md"
BY_HAND = {"export_payments"}


def test_every_cron_command_has_its_time() -> None:
    cron = set(cron_commands())
    table = README.read_text().partition("Let cron run")[2].partition("## Words")[0]
    assert cron, "no cron command was found"
    assert {name for name in cron - BY_HAND if f"`{name}`" not in table} == set()
