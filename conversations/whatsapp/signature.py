"""Meta signs the raw body with the app secret: X-Hub-Signature-256: sha256=<hex>."""

import hashlib
import hmac


def is_genuine(body: bytes, header: str | None, app_secret: str) -> bool:
    """Whether the header is Meta's signature of exactly these bytes; compared in constant time."""
    if not header or not header.startswith("sha256=") or not app_secret:
        return False
    expected = hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), header[7:].encode("utf-8", "replace"))
