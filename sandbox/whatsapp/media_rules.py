"""What POST /media accepts (Meta: Cloud API, "Media", supported types)."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from sandbox.whatsapp.errors import GraphError

MEGABYTE = 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"
LIMITS: dict[str, tuple[int, tuple[str, ...]]] = {
    "image": (5 * MEGABYTE, ("image/jpeg", "image/png")),
    "document": (
        100 * MEGABYTE,
        (
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            f"{OFFICE}.wordprocessingml.document",
            f"{OFFICE}.spreadsheetml.sheet",
            f"{OFFICE}.presentationml.presentation",
            "text/plain",
        ),
    ),
    "audio": (16 * MEGABYTE, ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    "video": (16 * MEGABYTE, ("video/mp4", "video/3gpp")),
    "sticker": (500 * 1024, ("image/webp",)),
}


def check_upload(request: HttpRequest) -> tuple[bytes, str, str]:
    """Returns the file's bytes, type and name.

    Raises:
        GraphError: 100 for a missing field, a wrong type or a file over its kind's limit.
    """
    if request.POST.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise GraphError(100, "The parameter file is required.")
    mime_type = (file.content_type or "").split(";")[0].strip().lower()
    allowed = [mime for _, types in LIMITS.values() for mime in types]
    if mime_type not in allowed:
        kinds = ", ".join(allowed)
        raise GraphError(100, f"Param file must be a file with one of the following types: {kinds}. Received {mime_type!r}.")
    limit = next(limit for limit, types in LIMITS.values() if mime_type in types)
    if not file.size or file.size > limit:
        raise GraphError(100, f"The file holds {file.size} bytes; from 1 to {limit} are allowed for {mime_type}.")
    return file.read(), mime_type, file.name or ""
