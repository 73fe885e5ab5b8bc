from conversations.models.conversation import Conversation, StateTransition
from conversations.models.inbound import DeliveryReport, InboundMessage
from conversations.models.outbound import MessageCost, MessageTemplate, OutboundMessage, SendingChannel
from conversations.models.wording import Wording, WordingVersion

__all__ = [
    "Conversation",
    "DeliveryReport",
    "InboundMessage",
    "MessageCost",
    "MessageTemplate",
    "OutboundMessage",
    "SendingChannel",
    "StateTransition",
    "Wording",
    "WordingVersion",
]
