"""What the lists of all apps stand on (`bases`, `lists`, `fields`), and core's own (`own`)."""

from core.admin.bases import AuditedAdmin, PricesInNaira, ReadOnlyAdmin, ReadOnlyInline, naira_column, staff
from core.admin.fields import NairaField
from core.admin.lists import EstimatedPaginator, PeriodFilter
from core.admin.own import open_alerts

__all__ = [
    "AuditedAdmin",
    "EstimatedPaginator",
    "NairaField",
    "PeriodFilter",
    "PricesInNaira",
    "ReadOnlyAdmin",
    "ReadOnlyInline",
    "naira_column",
    "open_alerts",
    "staff",
]
