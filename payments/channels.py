"""Paystack's words for how a payer paid, as staff read them."""

CHANNELS = {
    "card": "Card",
    "bank_transfer": "Bank transfer",
    "ussd": "USSD",
    "bank": "Bank",
    "qr": "QR code",
    "apple_pay": "Apple Pay",
    "mobile_money": "Mobile money",
    "eft": "EFT",
    "direct_debit": "Direct debit",
}


def channel_label(channel: str) -> str:
    """Returns a channel in words; one that Paystack adds later is made readable, none is `Not told`."""
    return CHANNELS.get(channel) or channel.replace("_", " ").capitalize() or "Not told"
