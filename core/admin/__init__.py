"""What the lists of all apps stand on (`bases`, `lists`, `fields`), and core's own (`own`)."""

from core.admin import own
from core.admin.bases import AuditedAdmin, PricesInNaira, ReadOnlyAdmin, ReadOnlyInline, naira_column, staff
from core.admin.fields import NairaField
from core.admin.lists import EstimatedPaginator, PeriodFilter

__all__ = [
    "AuditedAdmin",
    "EstimatedPaginator",
    "NairaField",
    "PeriodFilter",
    "PricesInNaira",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "naira_column",
    "own",
    "staff",
]
