"""What the desk finds and tells of chats."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from conversations.models import Conversation, InboundMessage, OutboundMessage
from conversations.models.outbound import Purpose
from core.clock import now
from core.pieces import Person
from core.testing import found, told
from students.models import Lead


@pytest.fixture
def chat(db: None) -> Conversation:
    lead = Lead.objects.create(profile_name="Ada")
    return Conversation.objects.create(lead=lead, wa_id="2348031234567", user_id="NG.1", profile_name="Ada")


@pytest.fixture
def words(chat: Conversation) -> InboundMessage:
    return InboundMessage.objects.create(
        conversation=chat, vendor_id="wamid.in", kind="text", text="Good morning", sent_at=now(), payload={}
    )


@pytest.fixture
def reply(chat: Conversation) -> OutboundMessage:
    content = {"kind": "text", "body": "Welcome"}
    return OutboundMessage.objects.create(conversation=chat, purpose=Purpose.REPLY, content=content, wamid="wamid.out")


@pytest.fixture
def agent(db: None) -> User:
    user = User.objects.create_user("sade", is_staff=True)
    seen = ["view_conversation", "view_inboundmessage", "view_outboundmessage"]
    user.user_permissions.set(Permission.objects.filter(codename__in=seen))
    return user


@pytest.mark.parametrize("asked", ["0803 123 4567", "+2348031234567", "NG.1"])
def test_a_chat_is_found_by_its_number_or_id(chat: Conversation, agent: User, asked: str) -> None:
    Conversation.objects.create(wa_id="2348050000000")
    (door,) = found("conversations.chats", asked, agent)
    assert (door.title, door.text) == ("Ada", "2348031234567")
    assert door.url == f"/admin/conversations/conversation/{chat.pk}/change/"


def test_messages_are_found_by_whatsapps_id(words: InboundMessage, reply: OutboundMessage, agent: User) -> None:
    assert [door.text for door in found("conversations.received", "wamid.in", agent)] == ["Good morning"]
    assert [door.text for door in found("conversations.sent", "wamid.out", agent)] == ["Welcome"]
    assert found("conversations.received", "wamid.out", agent) == []


def test_both_directions_are_told(
    words: InboundMessage, reply: OutboundMessage, agent: User, django_assert_num_queries: Any
) -> None:
    InboundMessage.objects.create(
        conversation=words.conversation, vendor_id="wamid.2", kind="sticker", sent_at=now(), payload={}
    )
    assert words.conversation is not None
    assert words.conversation.lead_id is not None
    person = Person(students=frozenset(), leads=frozenset({words.conversation.lead_id}))
    agent.has_perm("conversations.view_conversation")
    with django_assert_num_queries(2):
        received = told("conversations.from_person", person, agent)
        sent = told("conversations.to_person", person, agent)
    assert [entry.door.text for entry in received] == ["(Sticker)", "Good morning"]
    assert [(entry.at, entry.door.text) for entry in sent] == [(reply.created_at, "Welcome")]
    assert told("conversations.from_person", Person(frozenset(), frozenset({0})), agent) == []


def test_a_stranger_finds_and_is_told_nothing(words: InboundMessage) -> None:
    stranger = User.objects.create_user("stranger", is_staff=True)
    assert words.conversation is not None
    assert words.conversation.lead_id is not None
    assert found("conversations.chats", "NG.1", stranger) == found("conversations.received", "wamid.in", stranger) == []
    assert told("conversations.from_person", Person(frozenset(), frozenset({words.conversation.lead_id})), stranger) == []
