"""The flows. Each module or folder reads top to bottom in the order the student meets it, and lists its states as STATES."""

from conversations.engine import checks, registry
from conversations.flows import anywhere, faq, homework, menu, payment, plan_status, registration, support

FLOWS = (anywhere, menu, registration, homework, payment, support, faq, plan_status)
"""In the order of the flow document."""


def register_all() -> None:
    """Registers every state and checks the declarations; raises BadFlow at start if one cannot be right."""
    for flow in FLOWS:
        registry.register(*flow.STATES)
    checks.check()
