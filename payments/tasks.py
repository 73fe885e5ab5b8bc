"""What finance must look at: raised by facts, resolved by people or by the facts themselves."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from core.services import raise_alert, record, resolve_alert
from payments.models import FinanceTask, Payment

ALERT = "payments.finance_tasks"


@transaction.atomic
def raise_task(
    *,
    kind: FinanceTask.Kind,
    key: str,
    text: str,
    at: datetime,
    payment: Payment | None = None,
    reference: str = "",
    due_at: datetime | None = None,
) -> FinanceTask:
    """Asks finance to look at something, once per `key`; an open task gets the new words, a resolved one stays resolved."""
    facts = {
        "kind": kind,
        "payment": payment,
        "reference": reference[:100] or (payment.reference if payment else ""),
        "text": text[:500],
        "due_at": due_at,
    }
    task, created = FinanceTask.objects.get_or_create(key=key[:120], defaults={**facts, "raised_at": at})
    if created:
        raise_alert(ALERT, f"Finance has open tasks. Last: {task.text}")
    elif task.resolved_at is None:
        FinanceTask.objects.filter(pk=task.pk).update(**facts)
        task.refresh_from_db()
    return task


@transaction.atomic
def resolve_task(*, key: str, how: str, at: datetime, actor: AbstractBaseUser | None = None) -> None:
    """Closes the open task with this key, if there is one; without an actor it ended by itself."""
    task = FinanceTask.objects.select_for_update(no_key=True).filter(key=key[:120], resolved_at=None).first()
    if task is None:
        return
    task.resolved_at, task.resolution = at, how[:300]
    task.resolved_by_id = actor.pk if actor else None
    task.save(update_fields=["resolved_at", "resolution", "resolved_by"])
    record("finance_task.resolved", subject=task, actor=actor, how=task.resolution)
    if not FinanceTask.objects.filter(resolved_at=None).exists():
        resolve_alert(ALERT)
