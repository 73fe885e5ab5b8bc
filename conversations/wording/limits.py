"""Limits that lines speak of, each declared where it is kept; every line may name them in braces."""

from homework.photos import BYTES_LIMIT
from homework.services.content import TEXT_LIMIT

VOICE_BYTES_LIMIT = 16 * 1024 * 1024
"""Bytes of a voice note that a person may send us. WhatsApp's own limit for sound."""
IN_WORDS = {
    "photo_mb": str(BYTES_LIMIT // 1024**2),
    "voice_mb": str(VOICE_BYTES_LIMIT // 1024**2),
    "text_most": f"{TEXT_LIMIT:,}",
}
