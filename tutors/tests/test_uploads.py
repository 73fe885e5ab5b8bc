"""Uploads are judged by their bytes."""

import pytest

from homework.photos import BYTES_LIMIT
from tests.builders import PDF, picture, uploaded
from tutors.services.uploads import PDF_BYTES_LIMIT, UploadRefused, display_name, judge


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_taken_whatever_they_are_called(kind: str) -> None:
    assert judge(uploaded("answer.pdf", picture(form=kind))).kind == "image"


def test_a_pdf_is_taken_whatever_it_is_called() -> None:
    upload = judge(uploaded("answer.jpg", PDF))
    assert (upload.kind, upload.name, upload.data) == ("pdf", "answer.jpg.pdf", PDF)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "neither a picture"),
        (b"MZ\x90\x00 a program", "neither a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "neither a picture"),
        (picture(form="GIF"), "neither a picture"),
        (picture()[:2000], "damaged"),
        (picture(size=(20, 20)), "smaller than"),
        (PDF[:-6], "incomplete"),
        (b"%PDF-1.7 and nothing else", "incomplete"),
        (picture() + b"\0" * BYTES_LIMIT, "over 5 MB"),
        (PDF + b"\0" * PDF_BYTES_LIMIT, "over 20 MB"),
    ],
)
def test_everything_else_is_refused_in_a_sentence_with_its_name(data: bytes, sentence: str) -> None:
    with pytest.raises(UploadRefused, match=rf"^answer\.jpg: .*{sentence}"):
        judge(uploaded("answer.jpg", data))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\page 1.pdf", "page 1.pdf"),
        ('a"b\r\nc.pdf', "a_b_c.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 86 + ".pdf"),
    ],
)
def test_names_are_made_harmless(name: str, shown: str) -> None:
    assert display_name(name) == shown
