"""Times and lengths as staff read them, in English. What students read is worded in their language, in conversations."""

from datetime import datetime, time

from django.utils import timezone


def moment(at: datetime) -> str:
    """A moment as people here say it, in Lagos time: `Sat 31 Jan, 11:59 pm`."""
    local = timezone.localtime(at)
    return f"{local:%a} {local.day} {local:%b}, {_clock(local.time())}"


def span(first: time, last: time) -> str:
    """Hours of the day, full ones without their zeros: `8 am to 8 pm`."""
    return f"{_clock(first)} to {_clock(last)}".replace(":00", "")


def length(minutes: int) -> str:
    """`2 hours`, `1 hour`, `45 minutes`"""
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minutes"
    return "1 hour" if hours == 1 else f"{hours} hours"


def _clock(at: time) -> str:
    return at.strftime("%I:%M %p").lstrip("0").lower()
