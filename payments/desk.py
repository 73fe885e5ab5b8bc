"""Finance's doors on the home page of the admin: what waits for a person, and the list where its rows are."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Min
from django.urls import reverse

from payments.models import Dispute, FinanceTask, Refund


@dataclass(frozen=True)
class Door:
    """How many rows wait, in words, the moment by which the first must be done, and the list that shows exactly these."""

    number: int
    text: str
    url: str
    due_at: datetime | None = None


def home_panel(user: User | AnonymousUser) -> list[Door]:
    """Returns the doors to the work this person may see."""
    doors = [("view_financetask", _tasks), ("view_refund", _refunds), ("view_dispute", _disputes)]
    return [door() for permission, door in doors if user.has_perm(f"payments.{permission}")]


def _tasks() -> Door:
    found = FinanceTask.objects.filter(resolved_at=None).aggregate(number=Count("pk"), due_at=Min("due_at"))
    return Door(text="tasks to look at", url=reverse("admin:payments_financetask_changelist"), **found)


def _refunds() -> Door:
    waiting = Refund.Status.REQUESTED
    url = f"{reverse('admin:payments_refund_changelist')}?status__exact={waiting.value}"
    return Door(Refund.objects.filter(status=waiting).count(), "refunds to approve", url)


def _disputes() -> Door:
    waiting = Dispute.Status.AWAITING_MERCHANT
    found = Dispute.objects.filter(status=waiting).aggregate(number=Count("pk"), due_at=Min("due_at"))
    url = f"{reverse('admin:payments_dispute_changelist')}?status__exact={waiting.value}"
    return Door(text="disputes to answer", url=url, **found)
