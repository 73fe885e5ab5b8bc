"""Photos through the web page, where WhatsApp does not bring them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conversations import media
from conversations.tests import stage
from homework import services
from homework.models import Homework
from tests.builders import picture
from tests.phone import Phone


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
    gathering.taps("Done").taps("Pay ₦500")
    assert Client().get(late).status_code == 410
    assert Client().get("/photos/forged").status_code == 410
    assert len(services.pages(Homework.objects.get())) == 1


def test_an_old_link_is_over(gathering: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    address = link(gathering)
    monkeypatch.setattr("conversations.flows.photo_page.uploads.LASTS", timedelta(seconds=-1))
    assert Client().get(address).status_code == 410


def test_bad_files_are_named_and_the_good_ones_kept(gathering: Phone) -> None:
    page = post(gathering, link(gathering), picture(1), b"GIF89a", picture(2)[:300], picture(1), b"x" * (5 * 1024 * 1024 + 1))
    text = page.content.decode()
    assert "1 photo received" in text
    assert "1 left out" in text
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
    assert "10 photos received" in text
    assert "2 left out" in text


def loses_a_photo(phone: Phone) -> Phone:
    """WhatsApp does not hand it over, however often it is asked."""
    phone.sends(phone.item("image", {"id": "gone", "mime_type": "image/jpeg"}))
    return gives_up(phone)


def gives_up(phone: Phone) -> Phone:
    phone.seen = len(phone.messages)
    for wait in media.WAITS:
        phone.world.later(wait)
    return phone.sees("didn't arrive. Please send it again as a normal photo, or tap Link")


def uploads(phone: Phone, *, taps: str = "Link") -> Phone:
    """Follows the button of the news to the page, and sends a photo there."""
    found = re.search(r"/photos/\S+", phone.taps(taps).last)
    assert found, phone.last
    assert "1 photo received" in post(phone, found[0], picture(7)).content.decode()
    return phone


def test_the_page_is_offered_where_photos_are_gathered(gathering: Phone) -> None:
    uploads(loses_a_photo(gathering)).sees("1 photo received. Send more")


def test_the_page_is_offered_before_there_is_a_subject(student: Phone) -> None:
    student.sends(student.item("image", {"id": "gone", "mime_type": "image/jpeg"})).taps("Yes, homework")
    uploads(gives_up(student)).sees("Which subject?")
    student.taps("Physics").sees("Physics, 1 photo.")


@pytest.mark.parametrize("says", [False, True])
def test_the_page_is_offered_in_the_middle_of_a_typed_homework(student: Phone, says: bool) -> None:
    student.says("homework").taps("Physics").taps("Type").says("What is the speed of sound?")
    loses_a_photo(student)
    if says:
        student.says("link").sees("/photos/")
        student.taps("New link").sees("/photos/")
    uploads(student).sees("Got 1 line, 1 photo.")


def test_the_page_is_offered_at_the_last_look(gathering: Phone) -> None:
    gathering.sends_photos(picture(1)).sends(gathering.item("image", {"id": "gone", "mime_type": "image/jpeg"}))
    gathering.taps("Done").sees("Loading")
    uploads(gives_up(gathering)).sees("Physics, 2 photos.")
    gathering.taps("Pay ₦500").sees("/pay/")


def test_the_page_leads_back_to_a_homework_that_was_left(gathering: Phone) -> None:
    gathering.sends(gathering.item("image", {"id": "gone", "mime_type": "image/jpeg"})).says("menu")
    uploads(gives_up(gathering)).sees("1 photo received.")
    gathering.taps("Done").sees("Physics, 1 photo.")


def test_the_page_of_another_homework_keeps_the_present_one(gathering: Phone) -> None:
    gathering.sends(gathering.item("image", {"id": "gone", "mime_type": "image/jpeg"})).says("menu")
    gathering.taps("Send homework").taps("Start again").taps("Chemistry").taps("Type").says(
        "How many moles are in 4 g of NaOH?"
    )
    uploads(gives_up(gathering)).sees("1 photo received.")
    gathering.taps("Done").taps("Pay ₦500").says("menu").taps("Continue homework").sees("1 line")
    assert sorted(len(services.pages(homework)) for homework in Homework.objects.all()) == [0, 1]


def test_the_page_is_offered_after_sending(student: Phone) -> None:
    student.orders().pays().taps("Add photo")
    uploads(loses_a_photo(student)).sees("now has 1 line, 1 photo.")


def test_the_page_leads_back_to_a_sent_homework_from_the_menu(student: Phone) -> None:
    student.orders().pays().taps("Add photo")
    student.sends(student.item("image", {"id": "gone", "mime_type": "image/jpeg"})).says("menu")
    uploads(gives_up(student)).sees("now has 1 line, 1 photo.")


def test_the_page_takes_a_photo_as_the_answer_to_a_tutors_question(student: Phone) -> None:
    student.orders().pays()
    stage.asks(student, "Which figure?")
    loses_a_photo(student.taps("Answer now"))
    uploads(student).sees("your tutor has it")
    assert len(services.pages(Homework.objects.get())) == 1


def test_a_homework_that_has_its_answer_takes_no_more_photos(student: Phone) -> None:
    student.orders().pays().taps("Add photo")
    loses_a_photo(student)
    address = re.search(r"/photos/\S+", student.taps("Link").last)
    assert address
    stage.answers(student, "x = 2")
    assert post(student, address[0], picture(7)).status_code == 410
    student.taps("Link").sees("has its answer already")
