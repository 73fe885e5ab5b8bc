"""Paystack's words for how a payer paid, as staff read them."""

NOT_TOLD = "not_told"
"""Stands for an empty channel where an empty word means any channel: in addresses and selections."""
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
    NOT_TOLD: "Not told",
}


def channel_label(channel: str) -> str:
    """Returns a channel in words; one that Paystack adds later is made readable, none is `Not told`."""
    return CHANNELS.get(channel or NOT_TOLD) or channel.replace("_", " ").capitalize()


def stored_channel(chosen: str) -> str:
    """Returns what the tables hold for a channel that was chosen."""
    return "" if chosen == NOT_TOLD else chosen
