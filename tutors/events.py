"""What tutors did, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

clarification_asked = Signal()
"""A tutor needs more from the student before going on. Arguments: `homework` (holds the question), `at`."""

solution_delivered = Signal()
"""A tutor pressed Send: the solution's parts are to reach the student. Arguments: `solution`, `at`."""
