"""Who is reminded that a plan ends or has ended: once before, once after, and only if nothing follows."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from payments.events import plan_reminder
from payments.models import ANNOUNCED_BEFORE, Subscription

AFTER = timedelta(days=2)
"""A reminder of an end longer ago than this comes too late to be of use."""


def ending(*, at: datetime) -> QuerySet[Subscription]:
    """Periods that end within three days; a period shorter than that is not announced in advance."""
    soon = Subscription.objects.filter(
        ends_at__gt=at, ends_at__lte=at + ANNOUNCED_BEFORE, reminded_before_at=None, day_count__gt=ANNOUNCED_BEFORE.days
    )
    return last_ones(soon)


def ended(*, at: datetime) -> QuerySet[Subscription]:
    """Periods that ended within the last two days."""
    return last_ones(Subscription.objects.filter(ends_at__gt=at - AFTER, ends_at__lte=at, reminded_after_at=None))


def last_ones(periods: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Narrows periods down to those that nothing follows and that have not been ended early."""
    later = Subscription.objects.filter(student=OuterRef("student"), ends_at__gt=OuterRef("ends_at"))
    last = periods.filter(~Exists(later), ended_early_at=None, starts_at__lt=F("ends_at"))
    return last.select_related("student", "plan").order_by("ends_at", "pk")


@transaction.atomic
def remind(*, subscription: Subscription, is_over: bool, at: datetime) -> bool:
    """Announces a reminder once; whether the student is told is decided where opt-outs are known. Returns False on repeats."""
    name = "reminded_after_at" if is_over else "reminded_before_at"
    if not Subscription.objects.filter(pk=subscription.pk, **{name: None}).update(**{name: at}):
        return False
    plan_reminder.send(Subscription, subscription=subscription, is_over=is_over, at=at)
    return True
