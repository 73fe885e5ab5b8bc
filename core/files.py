"""Handing out private files. Whoever calls has already asked whether the person may see them."""

import mimetypes

from django.core.files.base import File
from django.http import FileResponse, Http404

INLINE_TYPES = {"image/jpeg", "image/png", "audio/ogg"}


def private_file(file: File[bytes], name: str) -> FileResponse:
    """Pictures and voice notes show in the page, everything else is a download.

    The browser may keep a copy for ten minutes, nobody between. Raises Http404 if the file is gone.
    """
    stored = file.name or ""
    content_type = mimetypes.guess_type(stored)[0] or "application/octet-stream"
    try:
        opened = file.storage.open(stored, "rb")  # type: ignore[attr-defined]
    except FileNotFoundError as problem:
        raise Http404 from problem
    response = FileResponse(opened, content_type=content_type, as_attachment=content_type not in INLINE_TYPES, filename=name)
    response["Cache-Control"] = "private, max-age=600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
