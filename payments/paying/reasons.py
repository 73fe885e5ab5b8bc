"""Why a payment failed, read from the bank's words."""

from payments.models import Payment

Reason = Payment.FailureReason
SIGNS = (
    ("insufficient", Reason.NO_MONEY),
    ("not sufficient", Reason.NO_MONEY),
    ("limit", Reason.LIMIT),
    ("pin", Reason.PIN),
    ("otp", Reason.ONE_TIME_CODE),
    ("token", Reason.ONE_TIME_CODE),
    ("expired", Reason.EXPIRED),
    ("timeout", Reason.SLOW_BANK),
    ("timed out", Reason.SLOW_BANK),
    ("cancel", Reason.CANCELLED),
    ("not permitted", Reason.NOT_ALLOWED),
    ("not allowed", Reason.NOT_ALLOWED),
    ("declined", Reason.DECLINED),
)


def reason_of(gateway_response: str) -> Payment.FailureReason:
    words = gateway_response.lower()
    return next((reason for sign, reason in SIGNS if sign in words), Reason.UNKNOWN)
