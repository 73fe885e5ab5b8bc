"""Money is whole kobo, an int, everywhere; naira exist only in texts."""


def naira(amount_kobo: int) -> str:
    """Returns an amount in kobo as text: 50000 -> `₦500`, 50050 -> `₦500.50`."""
    whole, kobo = divmod(abs(amount_kobo), 100)
    text = f"₦{whole:,}" + (f".{kobo:02}" if kobo else "")
    return f"-{text}" if amount_kobo < 0 else text


def in_currency(hundredths: int, currency: str) -> str:
    """Returns an amount of any currency as text: `₦500`, `GHS 1,200.50`; `?` where none was named."""
    if currency == "NGN":
        return naira(hundredths)
    whole, rest = divmod(hundredths, 100)
    return f"{currency or '?'} {whole:,}.{rest:02}"
