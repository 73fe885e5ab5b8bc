"""Acts that every floor may need: leaving an audit trace, telling staff."""

import logging
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import F

from core import alert_mail
from core.clock import now
from core.models import Alert, AuditEntry

log = logging.getLogger(__name__)


def record(name: str, *, subject: models.Model, actor: AbstractBaseUser | None = None, **detail: Any) -> AuditEntry:
    """Writes one audit entry; `detail` must be JSON and free of secrets."""
    return AuditEntry.objects.create(
        name=name,
        actor_id=actor.pk if actor else None,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        detail=detail,
    )


def raise_alert(key: str, text: str, *, urgent: bool = False) -> None:
    """Tells staff something once; while the alert is open, repeats only raise its count.

    The log, and with it Sentry, hears of a new alert by its key alone, for texts may name people.

    Args:
        urgent: it cannot wait until somebody opens the admin: it is sent by e-mail too, so its text must name nobody.
    """
    at = now()
    alert, created = Alert.objects.get_or_create(key=key, resolved_at=None, defaults={"text": text[:500]})
    if created:
        # The key is part of the message itself: Sentry makes one issue of each message.
        transaction.on_commit(lambda: log.error(f"Alert {key}: see the alerts in the admin."))  # noqa: G004
    else:
        Alert.objects.filter(key=key, resolved_at=None).update(text=text[:500], last_at=at, count=F("count") + 1)
    if urgent:
        alert_mail.page(alert)


def resolve_alert(key: str) -> None:
    """Closes the open alert with this key, if there is one."""
    Alert.objects.filter(key=key, resolved_at=None).update(resolved_at=now())
