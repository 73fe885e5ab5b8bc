"""Acts that every floor may need: leaving an audit trace, telling staff."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F

from core.clock import now
from core.models import Alert, AuditEntry


def record(name: str, *, subject: models.Model, actor: AbstractBaseUser | None = None, **detail: Any) -> AuditEntry:
    """Writes one audit entry; `detail` must be JSON and free of secrets."""
    return AuditEntry.objects.create(
        name=name,
        actor_id=actor.pk if actor else None,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        detail=detail,
    )


def raise_alert(key: str, text: str) -> None:
    """Tells staff something once; while the alert is open, repeats only raise its count."""
    at = now()
    _, created = Alert.objects.get_or_create(key=key, resolved_at=None, defaults={"text": text[:500]})
    if not created:
        Alert.objects.filter(key=key, resolved_at=None).update(text=text[:500], last_at=at, count=F("count") + 1)


def resolve_alert(key: str) -> None:
    """Closes the open alert with this key, if there is one."""
    Alert.objects.filter(key=key, resolved_at=None).update(resolved_at=now())
