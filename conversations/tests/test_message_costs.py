"""The page that counts messages by day and price category: each number is the number of the rows that it leads to."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client

from conversations.models import Conversation, OutboundMessage
from core.clock import now
from tests.builders import make_conversation, make_lead, make_user, signed_in

PAGE = "/admin/conversations/messagecost/"


@pytest.fixture
def reader(db: None) -> Client:
    user = make_user("femi")
    user.user_permissions.set(Permission.objects.filter(codename="view_messagecost"))
    return signed_in(user)


def sent(conversation: Conversation, hours: float, category: str) -> OutboundMessage:
    return OutboundMessage.objects.create(
        conversation=conversation,
        purpose="reply",
        content={"kind": "text", "body": "A private word."},
        status="sent",
        sent_at=now() - timedelta(hours=hours),
        category=category,
    )


@time_machine.travel("2026-11-22T23:30:00+00:00")
def test_each_number_leads_to_its_rows_without_their_words(reader: Client) -> None:
    conversation = make_conversation(make_lead())
    # 00:30 in Lagos on the 23rd: an hour ago is another day there. 30 days and an hour ago lies before the days that are shown.
    spread = [
        (0, "utility"),
        (1, "utility"),
        (1, "service"),
        (2, "utility"),
        (1, ""),
        (30 * 24, "service"),
        (30 * 24 + 1, "service"),
    ]
    rows = [sent(conversation, hours, category) for hours, category in spread]
    links = re.findall(r'<td><a href="([^"]+)">(\d+)</a></td>', reader.get(PAGE).content.decode())
    assert [number for _, number in links] == ["1", "1", "2", "1"]
    listed = []
    for url, number in links:
        response = reader.get(unescape(url))
        found = list(response.context["cl"].queryset)
        assert len(found) == int(number)
        assert "A private word" not in response.content.decode()
        listed += [row.pk for row in found]
    assert sorted(listed) == [row.pk for row, (hours, category) in zip(rows, spread, strict=True) if category and hours <= 720]
    priced = [row for row in rows if row.category]
    assert reader.get(PAGE, {"date": "sent"}).context["cl"].queryset.count() == len(priced), "what has no price is no cost"
    assert "A private word" not in reader.get(f"{PAGE}{rows[0].pk}/change/").content.decode()


def test_it_is_for_those_who_may_see_costs(reader: Client) -> None:
    User.objects.get().user_permissions.clear()
    assert reader.get(PAGE).status_code == reader.get(PAGE, {"date": "sent"}).status_code == 403
