"""Photos from outside: judged by their bytes, decoded fully, re-encoded without metadata."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageOps, UnidentifiedImageError

BYTES_LIMIT = 5 * 1024 * 1024
SIDE_MINIMUM = 400
PIXELS_LIMIT = 40_000_000
SIDE_KEPT = 2400
"""Pages are readable at 2,400 pixels on the long side; more only slows tutors on small lines."""
FORMATS = ("JPEG", "PNG", "WEBP")


class Problem(StrEnum):
    """Why a photo cannot be used."""

    TOO_BIG = "too_big"
    WRONG_TYPE = "wrong_type"
    BROKEN = "broken"
    TOO_SMALL = "too_small"
    NOT_LOADED = "not_loaded"


class PhotoRefused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class PhotoFacts:
    """What is known of a clean picture: `digest` is the SHA-256 of the original bytes, sides are in pixels."""

    digest: str
    size_bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class CleanPhoto:
    """A re-encoded picture: `data` is JPEG or PNG."""

    data: bytes
    extension: str
    content_type: str
    facts: PhotoFacts


def clean(data: bytes, *, side_minimum: int = SIDE_MINIMUM) -> CleanPhoto:
    """Returns a safe copy of a photo, upright, without metadata.

    Raises:
        PhotoRefused: over the limit, not JPG/PNG/WebP by its bytes, truncated, over 40 megapixels (a decompression bomb),
            or with a side under `side_minimum` pixels.
    """
    if len(data) > BYTES_LIMIT:
        raise PhotoRefused(Problem.TOO_BIG)
    picture = _decoded(data)
    if min(picture.size) < side_minimum:
        raise PhotoRefused(Problem.TOO_SMALL)
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((SIDE_KEPT, SIDE_KEPT))
    keep_png = picture.mode in {"1", "P", "L", "LA", "RGBA"} and len(data) < 500_000
    picture = picture.convert("RGBA" if keep_png else "RGB")
    picture.info.clear()  # else Pillow would write a JPEG's comment and a PNG's colour profile again
    out = io.BytesIO()
    if keep_png:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=85, optimize=True)
    extension, content_type = ("png", "image/png") if keep_png else ("jpg", "image/jpeg")
    facts = PhotoFacts(hashlib.sha256(data).hexdigest(), len(out.getvalue()), *picture.size)
    return CleanPhoto(out.getvalue(), extension, content_type, facts)


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns up to twice its own limit; ours is lower and read from the header, before decoding.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > PIXELS_LIMIT:
                raise PhotoRefused(Problem.TOO_BIG)
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError) as problem:
        bomb = isinstance(problem, Image.DecompressionBombError)
        raise PhotoRefused(Problem.TOO_BIG if bomb else Problem.WRONG_TYPE) from problem
    except (OSError, ValueError, SyntaxError, EOFError) as problem:
        raise PhotoRefused(Problem.BROKEN) from problem
    return picture
