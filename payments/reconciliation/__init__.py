"""The nightly comparison with Paystack's books: every difference becomes a task for finance, nothing is corrected silently."""

from payments.reconciliation.runs import OVERLAP, reconcile

__all__ = ["OVERLAP", "reconcile"]
