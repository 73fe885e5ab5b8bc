"""What happened to our messages. Sent inside the transaction that made it so."""

from django.dispatch import Signal

message_moved = Signal()
"""A message that carries something (`origin`) changed its status. Arguments: `message` (OutboundMessage), `at`."""
