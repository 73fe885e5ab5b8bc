"""The sandbox's knobs for a while, and what its phones have been sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sandbox import clock, faults
from sandbox.models import Message, Phone


@contextmanager
def fault(**values: int) -> Iterator[None]:
    """Switches knobs on: `with fault(whatsapp_server_error=1): ...`; -1 is until the end."""
    faults.set_faults(**values)
    try:
        yield
    finally:
        faults.clear_faults()


@contextmanager
def clock_moved(by: timedelta) -> Iterator[None]:
    """Moves the sandbox's clock; the product follows where `settings.CLOCK` names it."""
    clock.move(by)
    try:
        yield
    finally:
        clock.reset()
        clock.forget()


def received(phone: Phone) -> list[Message]:
    """Returns what the business has sent to a phone, in order; refused calls never get here."""
    return [row for row in Message.objects.filter(phone=phone, from_student=False).order_by("id") if not row.failure]
