"""Paystack signs the raw body with the API secret key: x-paystack-signature: <hex HMAC-SHA512>."""

import hashlib
import hmac


def sign(body: bytes, secret_key: str) -> str:
    return hmac.new(secret_key.encode(), body, hashlib.sha512).hexdigest()


def is_genuine(body: bytes, header: str | None, secret_key: str) -> bool:
    """Whether the header is Paystack's signature of exactly these bytes; compared in constant time."""
    if not header or not secret_key:
        return False
    return hmac.compare_digest(sign(body, secret_key).encode(), header.strip().lower().encode("utf-8", "replace"))
