"""Photos through the web page, where WhatsApp does not bring them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conversations.tests.harness import Phone, World, picture
from homework import services
from homework.models import Homework


@pytest.fixture
def gathering(student: Phone) -> Phone:
    return student.says("homework").taps("Physics").taps("Photos")


def link(phone: Phone) -> str:
    found = re.search(r"/photos/\S+", phone.says("link").last)
    assert found, phone.last
    return found[0]


def post(phone: Phone, address: str, *pictures: bytes) -> Any:
    files = [SimpleUploadedFile(f"{number}.jpg", data, "image/jpeg") for number, data in enumerate(pictures)]
    phone.seen = len(phone.messages)
    response = Client().post(address, {"photos": files})
    phone.world.work()
    return response


def test_photos_join_the_draft_and_the_chat_says_so(gathering: Phone) -> None:
    gathering.sends_photos(picture(1))
    address = link(gathering)
    assert "Physics homework" in Client().get(address).content.decode()
    assert "2 photos received" in post(gathering, address, picture(2), picture(3)).content.decode()
    gathering.sees("3 photos received.")
    gathering.taps("Done").sees("Physics, 3 photos.")
    assert all(default_storage.exists(str(page.file.name)) for page in services.pages(Homework.objects.get()))


def test_a_link_works_once_and_for_half_an_hour(gathering: Phone) -> None:
    first, second = link(gathering), link(gathering)
    assert post(gathering, first, picture(2)).status_code == 410
    assert post(gathering, second, picture(2)).status_code == 200
    assert post(gathering, second, picture(3)).status_code == 410
    late = link(gathering)
    gathering.taps("Done")
    assert Client().get(late).status_code == 410
    assert Client().get("/photos/forged").status_code == 410
    assert len(services.pages(Homework.objects.get())) == 1


def test_an_old_link_is_over(gathering: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    address = link(gathering)
    monkeypatch.setattr("conversations.web_upload.LASTS", timedelta(seconds=-1))
    assert Client().get(address).status_code == 410


def test_bad_files_are_named_and_the_good_ones_kept(gathering: Phone) -> None:
    page = post(gathering, link(gathering), picture(1), b"GIF89a", picture(2)[:300], picture(1), b"x" * (5 * 1024 * 1024 + 1))
    text = page.content.decode()
    assert "1 photo received" in text and "1 left out" in text
    for sentence in ("Photo 2 is not a JPG", "Photo 3 is damaged", "Photo 5 is too large"):
        assert sentence in text
    gathering.sees("1 photo received.")


def test_nothing_good_leaves_the_link_as_it_was(gathering: Phone) -> None:
    address = link(gathering)
    assert "Photo 1 is too small" in post(gathering, address, picture(1, (20, 20))).content.decode()
    gathering.sees_nothing()
    assert post(gathering, address, picture(1)).status_code == 200


def test_no_more_than_fit(gathering: Phone) -> None:
    text = post(gathering, link(gathering), *(picture(seed) for seed in range(1, 13))).content.decode()
    assert "10 photos received" in text and "2 left out" in text


def test_a_photo_that_whatsapp_does_not_bring_offers_the_page(gathering: Phone, world: World) -> None:
    gathering.sends(gathering.item("image", {"id": "gone", "mime_type": "image/jpeg"}))
    for _ in range(4):
        world.later(timedelta(minutes=8))
    assert "say Link" in gathering.last
