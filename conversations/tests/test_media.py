"""How long photos are asked for: through trouble for some minutes, through a refused token until it works again."""

from datetime import timedelta

import pytest
import responses
from django.conf import settings
from django.db import connection

from conversations import media
from conversations.jobs import sweep
from conversations.models import InboundMessage
from core.models import Alert
from homework.models import Attachment
from tests.builders import picture
from tests.phone import Phone
from tests.world import World, now

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def gathering(student: Phone) -> Phone:
    return student.taps("Send homework").taps("Mathematics").taps("Photos")


def refuse(world: World, media_id: str, status: int = 401, code: int = 190) -> None:
    url = f"{settings.WHATSAPP_API_URL}/{media_id}"
    world.vendor.remove(responses.GET, url)
    world.vendor.add("GET", url, status=status, json={"error": {"code": code, "message": "Refused"}})


def allow(world: World, media_id: str) -> None:
    url = f"{settings.WHATSAPP_API_URL}/{media_id}"
    world.vendor.replace("GET", url, json={"url": f"{settings.WHATSAPP_API_URL}/download/{media_id}"})


def sends_photo(phone: Phone, media_id: str) -> Phone:
    return phone.sends(phone.item("image", {"id": media_id, "mime_type": "image/jpeg"}))


@pytest.mark.parametrize(("status", "code"), [(401, 190), (400, 190), (403, 10), (403, 200)])
def test_a_photo_waits_for_a_token_that_works(gathering: Phone, world: World, status: int, code: int) -> None:
    media_id = world.add_media(picture(1))
    refuse(world, media_id, status, code)
    sends_photo(gathering, media_id).sees("1 photo")
    for _ in range(12):
        world.later(HOURS)
    assert Attachment.objects.get().state == "pending"
    assert Alert.objects.get(key="whatsapp.media").resolved_at is None
    allow(world, media_id)
    world.later(media.TOKEN_WAIT)
    assert Attachment.objects.get().state == "ready"
    assert Alert.objects.get(key="whatsapp.media").resolved_at is not None
    assert not any("didn't arrive" in text for text in gathering.news)


def test_a_refused_token_leaves_the_tries_for_other_trouble(gathering: Phone, world: World) -> None:
    media_id = world.add_media(picture(1))
    refuse(world, media_id)
    sends_photo(gathering, media_id)
    world.later(HOURS)
    refuse(world, media_id, 500, 1)
    world.later(media.TOKEN_WAIT)
    assert InboundMessage.objects.get(media_id=media_id).media_tries == 1


def test_a_photo_is_given_up_once_its_id_has_expired(gathering: Phone, world: World) -> None:
    media_id = world.add_media(picture(1))
    refuse(world, media_id)
    sends_photo(gathering, media_id)
    world.later(6 * DAYS)
    assert Attachment.objects.get().state == "pending"
    world.later(DAYS)
    assert Attachment.objects.get().problem == "not_loaded"


def test_a_try_whose_job_was_lost_is_made_by_the_sweep_but_not_before_its_time(gathering: Phone, world: World) -> None:
    media_id = world.add_media(picture(1))
    refuse(world, media_id)
    sends_photo(gathering, media_id)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    message = InboundMessage.objects.get(media_id=media_id)
    assert message.media_due_at is not None
    assert media.pending(message.media_due_at - timedelta(minutes=1), 10) == []
    allow(world, media_id)
    world.later(media.TOKEN_WAIT + media.GRACE)
    assert now() >= message.media_due_at
    sweep()
    world.work()
    assert Attachment.objects.get().state == "ready"
