"""What finance and support see of money. Each module registers its own lists; acts go through the services."""

from payments.admin import comparisons, ledger, money_back, payments, plans, tasks

__all__ = ["comparisons", "ledger", "money_back", "payments", "plans", "tasks"]
