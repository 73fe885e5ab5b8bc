"""Business acts on money. What other apps may call stands here; the modules beside say how.

Lock order everywhere: the homework row, then payment rows. Acts that ask Paystack must not be called inside a transaction.
"""

from payments.services.attempts import NothingToPay, give_up, open_attempt, pay_url
from payments.services.checkout import CheckoutOpening, checkout
from payments.services.checks import CheckOutcome, answer_check, request_check, settle_if_due
from payments.services.entitlement import is_entitled, is_paid
from payments.services.settlement import settle

__all__ = [
    "CheckOutcome",
    "CheckoutOpening",
    "NothingToPay",
    "answer_check",
    "checkout",
    "give_up",
    "is_entitled",
    "is_paid",
    "open_attempt",
    "pay_url",
    "request_check",
    "settle",
    "settle_if_due",
]
