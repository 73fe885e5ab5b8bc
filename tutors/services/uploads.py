"""A tutor's uploads: judged by their bytes, never by their name or by what the browser says."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from homework.photos import BYTES_LIMIT, PhotoRefused, Problem, clean
from tutors.models import SolutionFile

PDF_BYTES_LIMIT = 20 * 1024 * 1024
PDF_START = b"%PDF-"
PDF_TAIL_BYTES = 2048
"""Readers look for the end mark in the last kilobyte; scanners' PDFs often carry some padding behind it."""
SIDE_MINIMUM = 50
"""Pixels. A tutor's drawing may be much smaller than a student's page."""

SENTENCES = {
    Problem.TOO_BIG: f"the picture is over {BYTES_LIMIT // 1024**2} MB or has too many pixels. Send a smaller copy.",
    Problem.WRONG_TYPE: "this is neither a picture (JPG, PNG, WebP) nor a PDF.",
    Problem.BROKEN: "the picture is damaged and cannot be opened.",
    Problem.TOO_SMALL: f"the picture is smaller than {SIDE_MINIMUM} pixels.",
}


class UploadRefused(Exception):
    """The message is a sentence for the tutor and begins with the file's name."""


@dataclass(frozen=True)
class Upload:
    """What may be stored: `data` is our own copy of a picture, or a PDF as it came."""

    kind: str
    name: str
    extension: str
    data: bytes
    digest: str


def judge(file: UploadedFile[bytes]) -> Upload:
    """Returns a safe upload.

    Raises:
        UploadRefused: neither picture nor PDF by its bytes, damaged, or over the limits.
    """
    name = display_name(file.name or "")
    start = file.read(len(PDF_START))
    file.seek(0)
    limit = PDF_BYTES_LIMIT if start == PDF_START else BYTES_LIMIT
    if (file.size or 0) > limit:
        raise UploadRefused(f"{name}: over {limit // 1024**2} MB. Send a smaller copy.")
    data = file.read()
    return _pdf(name, data) if start == PDF_START else _picture(name, data)


def display_name(name: str) -> str:
    """Returns a file's name without folders, control characters and signs that chats or headers trip over."""
    plain = re.sub(r"[^\w .()+-]+", "_", PurePath(name.replace("\\", "/")).name).strip(" .")
    stem, extension = PurePath(plain).stem, PurePath(plain).suffix
    return (stem[: 90 - len(extension[:10])] + extension[:10]) or "file"


def _picture(name: str, data: bytes) -> Upload:
    try:
        photo = clean(data, side_minimum=SIDE_MINIMUM)
    except PhotoRefused as refusal:
        raise UploadRefused(f"{name}: {SENTENCES[refusal.problem]}") from refusal
    return Upload(SolutionFile.Kind.IMAGE, name, photo.extension, photo.data, photo.facts.digest)


def _pdf(name: str, data: bytes) -> Upload:
    tail = data[-PDF_TAIL_BYTES:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise UploadRefused(f"{name}: the PDF is incomplete. Save it again and upload that copy.")
    if not name.lower().endswith(".pdf"):
        name = f"{name}.pdf"
    return Upload(SolutionFile.Kind.PDF, name, "pdf", data, hashlib.sha256(data).hexdigest())
