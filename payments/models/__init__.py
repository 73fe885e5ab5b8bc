from payments.models.card import SavedCard
from payments.models.event import PaystackEvent
from payments.models.ledger import LedgerAccount, LedgerEntry, LedgerTransaction
from payments.models.payment import (
    CURRENCY,
    HOURLY_UNTIL,
    SWEEP_STEPS,
    WEEK,
    Mode,
    Payment,
    new_reference,
    new_token,
    next_check,
)
from payments.models.plan import ANNOUNCED_BEFORE, CreditUse, Plan, Subscription
from payments.models.refund import Dispute, Refund
from payments.models.reports import Difference, Export, ListedPayment, ReconciliationRun, SettledTransaction, Settlement
from payments.models.task import FinanceTask

__all__ = [
    "ANNOUNCED_BEFORE",
    "CURRENCY",
    "HOURLY_UNTIL",
    "SWEEP_STEPS",
    "WEEK",
    "CreditUse",
    "Difference",
    "Dispute",
    "Export",
    "FinanceTask",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerTransaction",
    "ListedPayment",
    "Mode",
    "Payment",
    "PaystackEvent",
    "Plan",
    "ReconciliationRun",
    "Refund",
    "SavedCard",
    "SettledTransaction",
    "Settlement",
    "Subscription",
    "new_reference",
    "new_token",
    "next_check",
]
