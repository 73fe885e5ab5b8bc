import pytest
from django.utils import timezone

from tests.phone import Phone
from tests.world import World, now, set_clock


@pytest.fixture
def chat(phone: Phone) -> Phone:
    """Somebody who has just been answered, so the window is open."""
    return phone.is_known()


@pytest.fixture
def student(phone: Phone) -> Phone:
    """A registered student with the menu on the screen. Here the one who chats, not the row."""
    return phone.is_registered().says("menu")


@pytest.fixture
def noon(world: World) -> None:
    """The test begins at noon in Lagos, when support is there."""
    set_clock(timezone.localtime(now()).replace(hour=12, minute=0))
