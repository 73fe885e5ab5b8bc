from conversations.models.conversation import Conversation, StateTransition
from conversations.models.inbound import DeliveryReport, InboundMessage
from conversations.models.outbound import MessageTemplate, OutboundMessage, SendingChannel

__all__ = [
    "Conversation",
    "DeliveryReport",
    "InboundMessage",
    "MessageTemplate",
    "OutboundMessage",
    "SendingChannel",
    "StateTransition",
]
