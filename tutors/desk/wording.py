"""Times as tutors read them: how long something waits, what is left of a promise."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Promise:
    """`level` is late, soon, fine or none and picks the colour; `text` says the same in words."""

    level: str
    text: str


def duration(time: timedelta) -> str:
    """Returns a length of time in its two largest units: `3 d 4 h`, `2 h 5 min`, `under a minute`."""
    minutes = int(abs(time).total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else "under a minute"


def promise(due: datetime | None, *, at: datetime, paused_at: datetime | None = None) -> Promise:
    """Returns what is left of a promise; since `paused_at` its clock has stood still, waiting for the student."""
    if due is None:
        return Promise("none", "no promise")
    if paused_at:
        return Promise("none", f"waits for the student, then {promise(due, at=paused_at).text}")
    if due <= at:
        return Promise("late", f"late by {duration(at - due)}")
    return Promise("soon" if due - at < SOON else "fine", f"{duration(due - at)} left")
