"""What payments does when something happens on the floors below, in the same transaction."""

from datetime import datetime
from typing import Any

from homework.events import homework_cancelled
from homework.models import Homework
from payments.covering import credit


def connect() -> None:
    homework_cancelled.connect(on_homework_cancelled)


def on_homework_cancelled(homework: Homework, at: datetime, **_: Any) -> None:
    credit.give_back(homework=homework, at=at)
