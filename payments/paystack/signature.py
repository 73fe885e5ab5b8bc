"""Paystack signs the raw body with the API secret key: x-paystack-signature: <hex HMAC-SHA512>."""

from core.webhooks import guards

DIGEST = "sha512"


def sign(body: bytes, secret_key: str) -> str:
    return guards.sign(body, secret_key, DIGEST)


def is_genuine(body: bytes, header: str | None, secret_key: str) -> bool:
    """Whether the header is Paystack's signature of exactly these bytes."""
    return guards.is_signed(body, (header or "").strip().lower(), secret_key, DIGEST)
