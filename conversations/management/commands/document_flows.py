from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from conversations.flows.document import document


class Command(BaseCommand):
    help = "Writes docs/conversation-flows.md from the code and from the conversations that the tests replay."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = settings.BASE_DIR / "docs" / "conversation-flows.md"
        path.write_text(document())
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} is up to date.")
