"""What support did, for the floors above. Sent inside the transaction that made it so."""

from django.dispatch import Signal

agent_replied = Signal()
"""A member of staff wrote to the person. Arguments: `message` (a SupportMessage), `at`."""

ticket_ended = Signal()
"""Staff, or a long silence, ended a ticket; a student who ends it is in the chat anyway. Arguments: `ticket`, `at`."""
