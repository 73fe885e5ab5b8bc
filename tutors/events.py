"""What tutors did, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

solution_delivered = Signal()
"""A tutor pressed Send: the solution's parts are to reach the student. Arguments: `solution`, `at`."""
