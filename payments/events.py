"""What happened to money, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

payment_confirmed = Signal()
"""A payment settled and bought what it was for. Arguments: `payment`, `at`."""

payment_held = Signal()
"""Money came in that could not buy what it was for: it is held, or became credit. Arguments: `payment`, `at`.

`payment.is_held` and `payment.is_credited` tell the two apart, `payment.outcome` says why; finance has a task.
"""

student_credited = Signal()
"""Held money became the student's credit. Arguments: `student`, `amount_kobo`, `payment`, `at`."""

credit_covered = Signal()
"""The student opened a payment link and their credit, which had grown meanwhile, paid all of it.

Arguments: `student`, `homework` (or None), `subscription` (or None), `at`.
"""

payment_checked = Signal()
"""The student asked whether their money arrived and it has not settled (yet).

Arguments: `payment`, `outcome` (a value of `payments.services.CheckOutcome`), `at`.
"""
