"""Files travel as with WhatsApp: multipart up, two steps down, a digest in hex, an address for five minutes."""

import hashlib
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sandbox import samples
from sandbox.models import Media
from sandbox.tests.knobs import fault
from sandbox.whatsapp.views import store_media

GRAPH = "/sandbox/graph/v25.0"
HEADERS = {"Authorization": f"Bearer {settings.WHATSAPP_ACCESS_TOKEN}"}
pytestmark = pytest.mark.django_db


def upload(content: bytes, content_type: str, **form: str) -> Any:
    file = SimpleUploadedFile("page.jpg", content, content_type=content_type)
    fields = {"messaging_product": "whatsapp", "file": file} | form
    return Client().post(f"{GRAPH}/{settings.WHATSAPP_PHONE_NUMBER_ID}/media", fields, headers=HEADERS)


def facts(media: Media) -> Any:
    return Client().get(f"{GRAPH}/{media.media_id}", headers=HEADERS)


def test_an_upload_answers_an_id_that_can_be_sent() -> None:
    answer = upload(samples.data("maths"), "image/jpeg")
    assert Media.objects.filter(media_id=answer.json()["id"]).exists()


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"GIF89a", "image/gif"),
        (b"x", "image/webp; codecs=1"),
        (b"", "image/png"),
        (b"x" * (5 * 1024 * 1024 + 1), "image/jpeg"),
    ],
)
def test_a_wrong_type_or_size_is_refused(content: bytes, content_type: str) -> None:
    answer = upload(content, content_type)
    if content_type.startswith("image/webp"):
        assert answer.status_code == 200  # a sticker, by WhatsApp's table
    else:
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == 100


def test_a_download_takes_two_steps_and_the_token_twice() -> None:
    data = samples.data("physics")
    told = facts(store_media(data, "image/jpeg")).json()
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert told["file_size"] == len(data)
    assert Client().get(told["url"]).status_code == 401
    assert Client().get(told["url"], headers=HEADERS).content == data


def test_the_address_dies_after_five_minutes() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        url = facts(store_media(b"x", "image/jpeg")).json()["url"]
    with time_machine.travel(now.timestamp() + 301, tick=False):
        assert Client().get(url, headers=HEADERS).status_code == 404


def test_an_unknown_id_is_refused() -> None:
    assert Client().get(f"{GRAPH}/12345", headers=HEADERS).status_code == 400


def test_knobs_lose_and_tear_files() -> None:
    media = store_media(b"0123456789", "image/jpeg")
    with fault(media_not_found=1, media_broken_bytes=1):
        assert facts(media).status_code == 400
        url = facts(media).json()["url"]
        assert Client().get(url, headers=HEADERS).getvalue() == b"01234"
