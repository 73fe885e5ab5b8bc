"""What happens to money. Other apps call what is listed here; the folders beside it do the work.

Lock order everywhere: the homework row, the student's row, then payment rows. Acts that ask Paystack must not be called inside
a transaction.
"""

from payments.books.ledger import credit_of, spendable_credit_of
from payments.covering.credit import NotCreditable, credit_given_back, credit_held_money
from payments.covering.entitlement import (
    Cost,
    CoveredBy,
    cost_of,
    has_room,
    is_entitled,
    is_paid,
    period_of,
    release_if_covered,
)
from payments.covering.plans import buy_plan_with_credit, plan_cost, plans_on_offer
from payments.covering.standing import returnable_kobo, still_buys
from payments.covering.statuses import PlanStatus, plan_status
from payments.going_back.disputes import close_by_hand as close_dispute
from payments.going_back.refund_events import sync_refunds
from payments.going_back.refunds import NotRefundable, approve_refund, ask_refund, decline_refund
from payments.paying.attempts import NothingToPay, give_up, open_attempt, open_plan_attempt, pay_url
from payments.paying.checkout import CheckoutOpening, checkout, checkout_again
from payments.paying.checks import CheckOutcome, answer_check, request_check, settle_if_due
from payments.paying.fees import correct_fee
from payments.paying.settlement import settle
from payments.renewing import cards
from payments.tasks import raise_task, resolve_task

__all__ = [
    "CheckOutcome",
    "CheckoutOpening",
    "Cost",
    "CoveredBy",
    "NotCreditable",
    "NotRefundable",
    "NothingToPay",
    "PlanStatus",
    "answer_check",
    "approve_refund",
    "ask_refund",
    "buy_plan_with_credit",
    "cards",
    "checkout",
    "checkout_again",
    "close_dispute",
    "correct_fee",
    "cost_of",
    "credit_given_back",
    "credit_held_money",
    "credit_of",
    "decline_refund",
    "give_up",
    "has_room",
    "is_entitled",
    "is_paid",
    "open_attempt",
    "open_plan_attempt",
    "pay_url",
    "period_of",
    "plan_cost",
    "plan_status",
    "plans_on_offer",
    "raise_task",
    "release_if_covered",
    "request_check",
    "resolve_task",
    "returnable_kobo",
    "settle",
    "settle_if_due",
    "spendable_credit_of",
    "still_buys",
    "sync_refunds",
]
