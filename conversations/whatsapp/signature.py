"""Meta signs the raw body with the app secret: X-Hub-Signature-256: sha256=<hex>."""

from core.webhooks.guards import is_signed


def is_genuine(body: bytes, header: str | None, app_secret: str) -> bool:
    """Whether the header is Meta's signature of exactly these bytes."""
    scheme, _, given = (header or "").partition("=")
    return scheme == "sha256" and is_signed(body, given, app_secret, "sha256")
