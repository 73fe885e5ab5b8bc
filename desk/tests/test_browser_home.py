"""The home page in a browser, at a desk and on a phone."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from core.pieces import Door, Pieces
from desk.tests.conftest import break_down, panel

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_form_of_panel_is_accessible_and_fits(
    live_server: LiveServer,
    page: Page,
    client: Client,
    pieces: Pieces,
    assert_accessible: Callable[[Page], None],
    assert_fits: Callable[[Page], None],
    width: int,
) -> None:
    doors = [Door(3, "tasks to look at", "/admin/"), Door("Queue", "homework that waits for a tutor", "/admin/")]
    pieces.add(
        panel("alerts", order=1, is_urgent=True, doors=lambda user: [Door("The token is dead", "since noon", "/admin/")]),
        panel("work", order=2, doors=lambda user: doors),
        panel("support", order=3, doors=break_down),
    )
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_role("region", name="Support")).to_contain_text("Support could not be read.")
    assert_fits(page)
    assert_accessible(page)
