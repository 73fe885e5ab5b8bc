"""What money gives the desk: what waits for a person, the report, payments by what finance has in hand, when money moved."""

from collections.abc import Callable, Sequence

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from core.pieces import PIECES, Door, Pages, Panel, Person, SearchSource, TimelineSource, Viewer, holding, list_of
from payments.admin.lists import search
from payments.models import Dispute, FinanceTask, Payment, Refund
from payments.reports.views import SEE, report_urls

see_payments, see_refunds = holding("payments.view_payment"), holding("payments.view_refund")


def tasks() -> Door:
    found = FinanceTask.objects.filter(resolved_at=None).aggregate(title=Count("pk"), due_at=Min("due_at"))
    return Door(text="tasks to look at", url=list_of(FinanceTask), **found)


def refunds() -> Door:
    waiting = Refund.Status.REQUESTED
    number = Refund.objects.filter(status=waiting).count()
    return Door(number, "refunds to approve", list_of(Refund, status__exact=waiting.value))


def disputes() -> Door:
    waiting = Dispute.Status.AWAITING_MERCHANT
    found = Dispute.objects.filter(status=waiting).aggregate(title=Count("pk"), due_at=Min("due_at"))
    return Door(text="disputes to answer", url=list_of(Dispute, status__exact=waiting.value), **found)


def report() -> Door:
    return Door("Money report", "sums, charts and exports by day", reverse("admin:payments_report"))


DOORS: dict[str, Callable[[], Door]] = {
    "payments.view_financetask": tasks,
    "payments.view_refund": refunds,
    "payments.view_dispute": disputes,
    SEE: report,
}
"""Who may open it, and the door; each number is that of the list behind it."""


def doors(user: Viewer) -> Sequence[Door]:
    return [door() for permission, door in DOORS.items() if user.has_perm(permission)]


def found(words: str, user: Viewer) -> QuerySet[Payment]:
    return search(Payment.objects.select_related("student").order_by("-created_at"), words)


def payments_of(person: Person) -> QuerySet[Payment]:
    return Payment.objects.filter(student__in=person.students).select_related("homework", "plan")


def refunds_of(person: Person) -> QuerySet[Refund]:
    return Refund.objects.filter(payment__student__in=person.students).select_related("payment")


PIECES.add(
    Pages(name="payments.report", urls=report_urls),
    Panel(name="payments.money", title="Money", order=40, allowed=holding(*DOORS), doors=doors),
    SearchSource(
        name="payments.payments",
        title="Payments",
        order=50,
        allowed=see_payments,
        rows=found,
        text=lambda payment: f"{payment.student}, {payment.get_status_display().lower()}",
    ),
    TimelineSource(
        name="payments.paid",
        title="Payment",
        allowed=see_payments,
        rows=payments_of,
        at="paid_at",
        text=lambda payment: f"paid for {payment.what}",
    ),
    TimelineSource(
        name="payments.refunded",
        title="Refund",
        allowed=see_refunds,
        rows=refunds_of,
        at="asked_at",
        text=lambda refund: f"{refund.amount}, {refund.get_status_display().lower()}",
    ),
)
