"""What happened to a homework, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

homework_cancelled = Signal()
"""A homework was withdrawn before a tutor claimed it. Arguments: `homework`, `at`."""
