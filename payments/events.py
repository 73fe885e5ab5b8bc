"""What happened to money, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

payment_confirmed = Signal()
"""A payment settled and bought what it was for. Arguments: `payment`, `at`."""

payment_held = Signal()
"""Money came in that could not buy what it was for; finance has a task. Arguments: `payment`, `at`."""

payment_checked = Signal()
"""The student asked whether their money arrived and it has not settled (yet).

Arguments: `payment`, `outcome` (a value of `payments.services.CheckOutcome`), `at`.
"""
