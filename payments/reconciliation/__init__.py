"""The nightly comparison with Paystack's books: every difference becomes a task for finance, nothing is mended in silence."""

from payments.reconciliation.runs import OVERLAP, reconcile

__all__ = ["OVERLAP", "reconcile"]
