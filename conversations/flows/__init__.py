"""The flows. Each file reads top to bottom in the order the student meets it; `register_all` lists them."""

from conversations.engine import registry
from conversations.flows import (
    anywhere,
    faq,
    gathering,
    homework,
    menu,
    payment,
    plan_status,
    registration,
    review,
    sent,
    support,
    support_chat,
)


def register_all() -> None:
    """Registers every state and checks the declarations; raises BadFlow at start if one cannot be right."""
    registry.register(anywhere.Anywhere)
    registry.register(menu.New, menu.Idle, menu.OptedOut)
    registry.register(registration.Name, registration.Email, registration.SchoolClass, registration.Confirm)
    registry.register(homework.Subject, homework.Type, gathering.Text, gathering.Photos, review.Review)
    registry.register(sent.Submitted, sent.Clarify)
    registry.register(payment.Choose, payment.Pending)
    registry.register(support.Topic, support.Describe)
    registry.register(support_chat.Waiting, support_chat.Live, support_chat.Closed)
    registry.register(faq.Topics, faq.Answer)
    registry.register(plan_status.Status)
    registry.check()
