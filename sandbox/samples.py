"""Homework pages, a voice note and other files made on the spot, so that the phone can send them without a file at hand."""

import io
import wave
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

PAGE = (900, 1200)
PAPER, RULE, MARGIN, INK = (250, 247, 238), (190, 208, 230), (232, 150, 150), (28, 42, 110)


@dataclass(frozen=True)
class Sample:
    """A file a student can send: `kind` is how WhatsApp sends it."""

    title: str
    mime_type: str
    filename: str
    caption: str = ""


PAGES: dict[str, tuple[str, ...]] = {
    "maths": (
        "Mathematics   Exercise 4B",
        "",
        "1.  Solve for x:",
        "      2x² − 5x − 3 = 0",
        "",
        "2.  Simplify  (3a²b)³ ÷ 9a⁴b",
        "",
        "3.  A trader bought 40 mangoes",
        "     at ₦25 each and sold all of",
        "     them for ₦1,300. Find the",
        "     profit per cent.",
    ),
    "physics": (
        "Physics   Motion",
        "",
        "A car starts from rest and",
        "reaches 20 m/s in 8 s.",
        "",
        "(a) Find its acceleration.",
        "(b) How far does it travel",
        "      in this time?",
        "(c) Sketch the velocity-time",
        "      graph.",
    ),
    "english": (
        "English   Comprehension",
        "",
        "Read the passage on page 31",
        "and answer in full sentences:",
        "",
        "1. Why did Amaka leave home?",
        "2. What does «a heavy heart»",
        "    mean in line 6?",
        "3. Give the passage a title.",
    ),
}
SAMPLES = {
    "maths": Sample("Maths page", "image/jpeg", "maths.jpg"),
    "physics": Sample("Physics page", "image/jpeg", "physics.jpg"),
    "english": Sample("English page", "image/jpeg", "english.jpg"),
    "blurred": Sample("Blurred page", "image/jpeg", "blurred.jpg"),
    "broken": Sample("Broken photo", "image/jpeg", "broken.jpg"),
    "document": Sample("Document", "application/pdf", "homework.pdf"),
    "voice": Sample("Voice note", "audio/ogg", "voice.ogg"),
    "sticker": Sample("Sticker", "image/webp", "sticker.webp"),
    "video": Sample("Video", "video/mp4", "video.mp4"),
}


@cache
def data(name: str) -> bytes:
    """Returns a sample's bytes.

    Raises:
        KeyError: if there is no such sample.
    """
    if name in PAGES:
        return _jpeg(_page(PAGES[name]))
    return _MAKERS[name]()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in ("DejaVuSans.ttf", "Arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _page(lines: tuple[str, ...]) -> Image.Image:
    """A ruled exercise-book page, photographed a little askew."""
    page = Image.new("RGB", PAGE, PAPER)
    draw = ImageDraw.Draw(page)
    for y in range(150, PAGE[1], 78):
        draw.line([(0, y), (PAGE[0], y)], fill=RULE, width=2)
    draw.line([(96, 0), (96, PAGE[1])], fill=MARGIN, width=3)
    font = _font(42)
    for row, line in enumerate(lines):
        draw.text((124 + (row * 7) % 5, 92 + row * 78), line, fill=INK, font=font)
    turned = page.rotate(1.6, expand=True, fillcolor=(96, 82, 70), resample=Image.Resampling.BICUBIC)
    framed = Image.new("RGB", (turned.width + 60, turned.height + 60), (96, 82, 70))
    framed.paste(turned, (30, 30))
    return framed


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _sticker() -> bytes:
    picture = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((36, 36, 476, 476), fill=(255, 205, 60, 255))
    draw.ellipse((160, 180, 205, 240), fill=(60, 40, 10, 255))
    draw.ellipse((307, 180, 352, 240), fill=(60, 40, 10, 255))
    draw.arc((150, 200, 362, 390), 20, 160, fill=(60, 40, 10, 255), width=18)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=70)
    return out.getvalue()


def _document() -> bytes:
    out = io.BytesIO()
    _page(PAGES["maths"]).save(out, "PDF", resolution=100)
    return out.getvalue()


def _voice() -> bytes:
    """A second of silence. WhatsApp labels voice notes audio/ogg; no player depends on this one."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x00" * 8000)
    return out.getvalue()


_MAKERS: dict[str, Callable[[], bytes]] = {
    "blurred": lambda: _jpeg(_page(PAGES["physics"]).filter(ImageFilter.GaussianBlur(9))),
    "broken": lambda: data("maths")[:4000],
    "document": _document,
    "voice": _voice,
    "sticker": _sticker,
    "video": lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 2000,
}
