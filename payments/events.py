"""What happened to money, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

payment_confirmed = Signal()
"""A payment settled and bought what it was for. Arguments: `payment`, `at`."""

payment_held = Signal()
"""Money came in that could not buy what it was for: it is held, or became credit. Arguments: `payment`, `at`.

`payment.is_held` and `payment.is_credited` tell the two apart, `payment.outcome` says why; finance has a task.
"""

student_credited = Signal()
"""Money became the student's credit: it had been held, a dispute about it ended well, or its refund failed after its homework
was withdrawn or paid again. Arguments: `student`, `amount_kobo`, `payment`, `at`."""

credit_returned = Signal()
"""Credit that had paid a part is the student's again, because the money for the rest went back or is asked back.

Arguments: `student`, `amount_kobo`, `payment` (which brought the rest), `at`.
"""

credit_covered = Signal()
"""The student opened a payment link and their credit, which had grown meanwhile, paid all of it.

Arguments: `student`, `homework` (or None), `subscription` (or None), `at`.
"""

checkout_back = Signal()
"""A payer met our page «payments are down» and did not come back by themselves; now Paystack has made the checkout page.

Arguments: `payment`, `at`.
"""

payment_checked = Signal()
"""The student asked whether their money arrived and it has not settled (yet).

Arguments: `payment`, `outcome` (a value of `payments.services.CheckOutcome`), `at`.
"""

transfer_rejected = Signal()
"""The student transferred another sum than was asked for; Paystack sends it back and the attempt stays open.

Arguments: `payment`, `amount_kobo` (None if it was not told), `at`.
"""

refund_moved = Signal()
"""A refund got another status at Paystack (`refund.status`). Arguments: `refund`, `at`."""

dispute_opened = Signal()
"""The payer's bank asks for the money of a payment back. Arguments: `dispute`, `at`."""

dispute_closed = Signal()
"""A dispute was decided (`dispute.is_lost`). Arguments: `dispute`, `at`."""

card_dropped = Signal()
"""A saved card is no longer charged, though the student had not asked for that (`card.revoked_reason`).

Arguments: `card`, `at`.
"""

renewal_failed = Signal()
"""A saved card was not charged (`payment.failure_reason` says why). Arguments: `payment`, `at`."""

period_moved = Signal()
"""A bought period begins earlier than it was to, because the one before it ended early. Arguments: `subscription`, `at`."""

plan_reminder = Signal()
"""A student's last period ends soon or has just ended. Arguments: `subscription`, `is_over`, `at`."""
