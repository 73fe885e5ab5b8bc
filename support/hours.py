"""When support answers: every day from opening to closing, in Lagos time."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core.models import AdminSettings


def is_open(settings: AdminSettings, at: datetime) -> bool:
    return settings.support_opens_at <= timezone.localtime(at).time() < settings.support_closes_at


def answer_due(settings: AdminSettings, at: datetime) -> datetime:
    """Returns by when a person answers what comes in at `at`: the promised minutes, counted in office hours only."""
    local = timezone.localtime(at)
    wait = timedelta(minutes=settings.support_answer_minutes)
    if local.time() >= settings.support_closes_at:
        return _answered_from(settings, _at(local + timedelta(days=1), settings.support_opens_at), wait)
    return _answered_from(settings, max(local, _at(local, settings.support_opens_at)), wait)


def _answered_from(settings: AdminSettings, start: datetime, wait: timedelta) -> datetime:
    """Spends the waiting time in the office hours from `start`, day after day."""
    closes = _at(start, settings.support_closes_at)
    if start + wait <= closes:
        return start + wait
    tomorrow = _at(start + timedelta(days=1), settings.support_opens_at)
    return _answered_from(settings, tomorrow, wait - (closes - start))


def _at(day: datetime, moment: time) -> datetime:
    return day.replace(hour=moment.hour, minute=moment.minute, second=0, microsecond=0)
