"""What the desk finds of chats, and the messages of both directions in a person's timeline."""

from django.db.models import Q, QuerySet

from conversations.models import Conversation, InboundMessage, OutboundMessage
from conversations.services import shown_text
from core.pieces import PIECES, Person, SearchSource, TimelineSource, Viewer, holding
from students.search import phone_forms

see_chats = holding("conversations.view_conversation")
see_inbox = holding("conversations.view_inboundmessage")
see_outbox = holding("conversations.view_outboundmessage")


def chats(words: str, user: Viewer) -> QuerySet[Conversation]:
    whole = Q(wa_id__in=phone_forms(words)) | Q(user_id=words)
    return Conversation.objects.filter(whole).select_related("lead__student")


def received(words: str, user: Viewer) -> QuerySet[InboundMessage]:
    return InboundMessage.objects.filter(vendor_id=words)


def sent(words: str, user: Viewer) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(wamid=words)


def from_person(person: Person) -> QuerySet[InboundMessage]:
    return InboundMessage.objects.filter(conversation__lead__in=person.leads)


def to_person(person: Person) -> QuerySet[OutboundMessage]:
    return OutboundMessage.objects.filter(conversation__lead__in=person.leads)


def words_in(message: InboundMessage) -> str:
    return message.text or f"({message.get_kind_display()})"


PIECES.add(
    SearchSource(
        name="conversations.chats",
        title="Chats",
        order=60,
        allowed=see_chats,
        rows=chats,
        text=lambda chat: chat.wa_id or chat.user_id or "",
    ),
    SearchSource(name="conversations.received", title="Received", order=61, allowed=see_inbox, rows=received, text=words_in),
    SearchSource(name="conversations.sent", title="Sent", order=62, allowed=see_outbox, rows=sent, text=shown_text),
    TimelineSource(
        name="conversations.from_person", title="Received", allowed=see_inbox, rows=from_person, at="sent_at", text=words_in
    ),
    TimelineSource(
        name="conversations.to_person", title="Sent", allowed=see_outbox, rows=to_person, at="created_at", text=shown_text
    ),
)
