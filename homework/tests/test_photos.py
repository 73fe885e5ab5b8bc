"""Photos from outside: judged by their bytes, written anew without metadata, small enough to be read on slow lines."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from homework.photos import BYTES_LIMIT, SIDE_KEPT, PhotoRefused, Problem, clean
from tests.builders import PDF, picture


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def refusal(data: bytes, **options: int) -> Problem:
    with pytest.raises(PhotoRefused) as caught:
        clean(data, **options)
    return caught.value.problem


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_with_facts_about_what_is_stored_and_a_digest_of_what_came(form: str) -> None:
    data = picture(form=form)
    photo = clean(data)
    stored = opened(photo.data)
    assert (stored.width, stored.height) == (photo.facts.width, photo.facts.height) == (600, 800)
    assert (photo.facts.size_bytes, photo.facts.digest) == (len(photo.data), hashlib.sha256(data).hexdigest())
    assert (stored.format, photo.extension, photo.content_type) in {("JPEG", "jpg", "image/jpeg"), ("PNG", "png", "image/png")}


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "L"), ("WEBP", "RGB")])
def test_nothing_but_the_picture_is_kept(form: str, mode: str) -> None:
    exif, notes = Image.Exif(), PngInfo()
    exif[0x010F] = "Ada's phone"
    notes.add_text("Comment", "Ada's page")
    options: dict[str, Any] = {"pnginfo": notes} if form == "PNG" else {"comment": b"Ada's page"}
    data = saved(Image.new(mode, (600, 800)), form, exif=exif, icc_profile=b"Ada's screen", **options)
    assert b"Ada's" in data
    stored = clean(data).data
    assert b"Ada's" not in stored
    assert dict(opened(stored).getexif()) == {}
    assert "icc_profile" not in opened(stored).info


def test_a_picture_taken_sideways_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter clockwise
    photo = clean(saved(Image.new("RGB", (800, 600)), "JPEG", exif=exif))
    assert (photo.facts.width, photo.facts.height) == (600, 800)


def test_a_large_page_is_made_smaller_and_keeps_its_shape() -> None:
    photo = clean(picture(size=(3_000, 4_500)))
    assert (photo.facts.width, photo.facts.height) == (1_600, SIDE_KEPT)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.WRONG_TYPE),
        (PDF, Problem.WRONG_TYPE),
        (b"GIF89a moving", Problem.WRONG_TYPE),
        (picture(form="BMP"), Problem.WRONG_TYPE),
        (picture()[:300], Problem.BROKEN),
        (picture(form="PNG")[:300], Problem.BROKEN),
        (picture() + b"\0" * BYTES_LIMIT, Problem.TOO_BIG),
        (picture(size=(399, 800)), Problem.TOO_SMALL),
        (picture(size=(800, 20)), Problem.TOO_SMALL),
    ],
)
def test_what_nobody_could_read_is_refused_with_its_reason(data: bytes, problem: Problem) -> None:
    assert refusal(data) == problem


def test_the_least_side_is_the_callers_affair() -> None:
    assert clean(picture(size=(100, 100)), side_minimum=100)
    assert refusal(picture(size=(100, 100)), side_minimum=101) == Problem.TOO_SMALL


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < BYTES_LIMIT
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("It was unpacked."))
    assert refusal(bomb) == Problem.TOO_BIG


def test_a_name_that_lies_about_the_type_is_not_asked() -> None:
    """Only bytes count: what looks like a PNG to its sender may be anything."""
    assert clean(picture(form="WEBP")).content_type in {"image/jpeg", "image/png"}
