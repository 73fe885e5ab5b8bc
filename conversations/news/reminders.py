"""Reminds people who left their registration half done: once ever, by day, while the window is open, unless they said stop."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from conversations.engine.answers import Draft
from conversations.flows.drafts import registration_question
from conversations.models import Conversation, OutboundMessage
from conversations.models.conversation import WINDOW
from conversations.models.outbound import Purpose
from conversations.news.telling import Listener
from conversations.outbox.contents import Buttons

AFTER = timedelta(hours=3)
WINDOW_LEFT = timedelta(hours=1)
"""A reminder held until the next message would come too late to be of use."""
KEY = "registration-reminder:"
DAYTIME = range(8, 20)
"""Hours in Lagos at which a phone may ring."""


def left_registrations(at: datetime, limit: int) -> list[int]:
    """Conversations to remind now; none at night."""
    if timezone.localtime(at).hour not in DAYTIME:
        return []
    return list(_left(at).order_by("last_inbound_at").values_list("pk", flat=True)[:limit])


@transaction.atomic
def remind(conversation_id: int, at: datetime) -> bool:
    """Queues the reminder; False if the person wrote, registered or said stop meanwhile, or has had it."""
    conversation = _left(at).select_for_update(of=("self",), no_key=True).filter(pk=conversation_id).first()
    draft = Draft.from_json(conversation.draft) if conversation else None
    if conversation is None or draft is None:
        return False
    to = Listener(conversation)
    choices = (to.button("continue_draft", "idle"), to.menu())
    to.tell([Buttons(registration_question(to.say, draft), choices)], Purpose.NOTICE, at, f"{KEY}{conversation_id}")
    return True


def _left(at: datetime) -> QuerySet[Conversation]:
    key = Concat(Value(KEY), Cast(OuterRef("pk"), TextField()), Value(":0"), output_field=TextField())
    reminded = Exists(OutboundMessage.objects.filter(dedupe_key=key))
    quiet = Q(last_inbound_at__gt=at - WINDOW + WINDOW_LEFT, last_inbound_at__lte=at - AFTER)
    rows = Conversation.objects.filter(quiet, state="idle", draft__state__startswith="reg_", opted_out_at=None)
    return rows.filter(lead__student=None).exclude(reminded)
