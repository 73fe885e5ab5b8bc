"""What the panel beside the phone offers: moves of the clock, knobs in groups, outcomes of a checkout."""

from typing import Any

from sandbox.models import Faults
from sandbox.paystack.service import TRANSFER_SECONDS, Outcome

CLOCK_MOVES = [(5, "+5 min"), (30, "+30 min"), (60, "+1 h"), (25 * 60, "+25 h"), (3 * 24 * 60, "+3 days")]
GROUPS = [("WhatsApp", "whatsapp_"), ("Photos", "media_"), ("Paystack", "paystack_")]
USUAL_OUTCOMES = [
    (Outcome.CARD, "Pay by card", "Goes through at once."),
    (Outcome.TRANSFER, "Pay by transfer", f"The bank needs about {TRANSFER_SECONDS} seconds."),
    (Outcome.DECLINE, "Card declined", "The bank says no; one can try again."),
    (Outcome.ABANDON, "Leave without paying", "Nothing happens, the link stays good."),
]
ODD_OUTCOMES = [
    (Outcome.TOO_LITTLE, "Pay too little", "Half arrives."),
    (Outcome.TOO_MUCH, "Pay too much", "Twice as much arrives."),
    (Outcome.WRONG_CURRENCY, "Wrong currency", "Cedis arrive."),
    (Outcome.TWICE, "Pay, told twice", "Two notices come."),
]


def groups(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the knobs by vendor, each with its name, words and present setting."""
    fields = [field for field in Faults._meta.concrete_fields if field.name != "id"]
    return [
        {
            "title": title,
            "knobs": [
                {"name": field.name, "label": field.help_text, "value": values[field.name]}
                for field in fields
                if field.name.startswith(prefix)
            ],
        }
        for title, prefix in GROUPS
    ]


def amount(minor: int, currency: str) -> str:
    """Returns money as Paystack's page prints it: `NGN 500.00`."""
    return f"{currency} {minor // 100:,}.{minor % 100:02}"
