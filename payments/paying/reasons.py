"""Why a payment failed, from the bank's words to words for a student."""

WORDS = (
    ("insufficient", "There was not enough money in the account."),
    ("not sufficient", "There was not enough money in the account."),
    ("limit", "The bank's limit for such payments was reached."),
    ("pin", "The PIN was not right."),
    ("otp", "The one-time code was not right or came too late."),
    ("token", "The one-time code was not right or came too late."),
    ("expired", "The card has expired."),
    ("timeout", "The bank took too long to answer."),
    ("timed out", "The bank took too long to answer."),
    ("cancel", "The payment was cancelled."),
    ("not permitted", "The bank does not allow such payments with this card."),
    ("not allowed", "The bank does not allow such payments with this card."),
    ("declined", "The bank declined it."),
)
OTHERWISE = "The bank did not accept it."


def in_plain_words(gateway_response: str) -> str:
    words = gateway_response.lower()
    return next((sentence for sign, sentence in WORDS if sign in words), OTHERWISE)
