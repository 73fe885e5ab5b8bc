from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Now

from core.clock import now
from students.models import Lead, Student

WINDOW = timedelta(hours=24)
WINDOW_MARGIN = timedelta(minutes=5)
"""WhatsApp counts from its own clock and closes to the second; sending stops a little earlier than that."""


class Conversation(models.Model):
    """One person's chat: who they are to WhatsApp, where they stand in a flow, and what they have answered so far.

    new -> (a flow's states) <-> idle; opted_out from anywhere. Intake inserts rows with raw SQL, hence the database defaults.
    """

    wa_id = models.CharField(max_length=32, null=True, blank=True, unique=True, help_text="Phone digits; may be hidden.")
    user_id = models.CharField(
        max_length=140, null=True, blank=True, unique=True, help_text="WhatsApp's business-scoped user id; may be missing."
    )
    profile_name = models.CharField(max_length=120, blank=True, db_default="")
    lead = models.OneToOneField(Lead, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=10, default="en", db_default="en", help_text="The language pack it is spoken to in.")
    state = models.CharField(max_length=40, db_default="new", default="new")
    step = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Grows with each state entered; old buttons carry old steps."
    )
    answers = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), help_text="What the present flow knows."
    )
    draft = models.JSONField(null=True, blank=True, help_text="A flow that was left: {state, answers, left_at}.")
    misses = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="Inputs not understood in a row.")
    entered_at = models.DateTimeField(default=now, db_default=Now(), help_text="When the present state was entered.")
    last_inbound_at = models.DateTimeField(
        null=True, blank=True, help_text="Sender's time of their latest message; opens the window."
    )
    opted_out_at = models.DateTimeField(null=True, blank=True)
    unreachable_at = models.DateTimeField(
        null=True, blank=True, help_text="When WhatsApp last said that nobody is there; empty once they write."
    )
    created_at = models.DateTimeField(default=now, db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["-last_inbound_at"], name="conversation_list"),
            models.Index(
                fields=["last_inbound_at"],
                condition=~models.Q(state__in=["new", "idle", "opted_out"]),
                name="conversation_expiry",
            ),
        ]

    def __str__(self) -> str:
        return self.student.full_name if self.student else self.profile_name or f"Conversation {self.pk}"

    @property
    def student(self) -> Student | None:
        return self.lead.student if self.lead else None

    def window_open(self, at: datetime) -> bool:
        """Whether WhatsApp takes free-form messages to this person at that moment."""
        return self.last_inbound_at is not None and at < self.last_inbound_at + WINDOW - WINDOW_MARGIN


class StateTransition(models.Model):
    """One step of a conversation from state to state: feeds timelines and drop-off reports. Append-only."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="transitions")
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    cause = models.CharField(max_length=255, help_text="WhatsApp's message id, or the name of a job.")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["conversation", "-at"], name="transition_timeline")]

    def __str__(self) -> str:
        return f"{self.from_state} -> {self.to_state}"
