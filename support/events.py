"""What support did, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

agent_replied = Signal()
"""A member of staff wrote to the person. Arguments: `message` (a SupportMessage), `at`."""
