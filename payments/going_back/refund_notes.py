"""How a refund of ours is recognised among those that Paystack lists."""

from payments.models import Refund
from payments.paystack.refunds import RefundFacts

NOTE = "Tutorline refund"


def note_of(refund: Refund) -> str:
    """What Paystack's dashboard shows beside the refund, and by which a refund with a lost answer is found again."""
    return f"{NOTE} {refund.code}"


def is_same(refund: Refund, facts: RefundFacts) -> bool:
    """Whether a listed refund is this one: by our note, or, where Paystack has put a note of its own, by the amount.

    Taking another one of that amount for ours is the safer mistake: the opposite one sends money twice.
    """
    if facts.merchant_note == note_of(refund):
        return True
    return refund.amount_kobo == facts.amount_kobo and not facts.merchant_note.startswith(NOTE)
