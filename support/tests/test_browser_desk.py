"""The ticket page in a browser: the canned reply, the thread, and whether everybody can use it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from core.clock import now
from support import services
from support.models import CannedReply, SupportMessage, SupportTicket
from tests.builders import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_canned_reply_is_chosen_changed_and_sent(
    page: Page,
    live_server: LiveServer,
    ticket: SupportTicket,
    agent: User,
    assert_accessible: Callable[[Page], None],
    assert_fits: Callable[[Page], None],
) -> None:
    CannedReply.objects.create(title="Looking", text="I am looking into it.")
    services.add_note(lead=ticket.lead, text="Payment TL-1 was confirmed: ₦500.", at=now())
    session = signed_in(agent).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/admin/support/supportticket/{ticket.pk}/change/")
    assert_fits(page)
    page.select_option("#canned", label="Looking")
    assert page.input_value("#reply-text") == "I am looking into it."
    page.fill("#reply-text", "I am looking into it, Ada.")
    page.click("text=Send")
    page.wait_for_selector(".line-staff")
    assert SupportMessage.objects.get(sender="staff").text == "I am looking into it, Ada."
    assert_accessible(page)
