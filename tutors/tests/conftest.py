"""Work for tutors, and an ear for what they announce."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from core.clock import now
from homework.models import Homework
from tests.builders import make_homework


def make_queued(*, ago: timedelta = timedelta(hours=1), **facts: Any) -> Homework:
    """A homework that came into the queue some time ago."""
    return make_homework(status="queued", at=now() - ago, **facts)


@pytest.fixture
def homework(db: None) -> Homework:
    homework = make_queued(pages=2)
    homework.attachments.filter(position=1).update(caption="Number 1, please")
    return homework


@pytest.fixture
def events_of() -> Iterator[Callable[[Any], list[dict[str, Any]]]]:
    """Gives a function that listens to a signal and returns the list of what it was sent with."""

    def listen(signal: Any) -> list[dict[str, Any]]:
        heard: list[dict[str, Any]] = []

        def receiver(**arguments: Any) -> None:
            heard.append(arguments)

        signal.connect(receiver, weak=False)
        stops.append(lambda: signal.disconnect(receiver))
        return heard

    stops: list[Callable[[], Any]] = []
    yield listen
    for stop in stops:
        stop()
