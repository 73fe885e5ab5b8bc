"""The worker's tasks by the names under which they are asked for."""

PROCESS_EVENT = "payments.process_event"
CHECK_PAYMENT = "payments.check_payment"
RECHECK = "payments.recheck"
CHECKOUT_AGAIN = "payments.checkout_again"
READ_CARD = "payments.read_card"
SEND_REFUND = "payments.send_refund"
LEARN_REFUNDS = "payments.learn_refunds"
