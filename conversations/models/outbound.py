from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from conversations.models.conversation import Conversation
from core.clock import now


class Purpose(models.TextChoices):
    """Why a message is sent; decides what happens when the 24-hour window is closed (`conversations.outbox.queue`)."""

    REPLY = "reply", "Reply"
    PAYMENT = "payment", "News about a payment"
    SOLUTION = "solution", "Part of a solution"
    QUESTION = "question", "Question of a tutor"
    SUPPORT = "support", "Answer from support"
    NOTICE = "notice", "Notice"
    TEMPLATE = "template", "Template that opens the window"


class OutboundMessage(models.Model):
    """The outbox: one row per message to WhatsApp, written in the transaction of its cause.

    queued -> sending -> sent -> delivered -> read
    sending -> queued (try later), failed (given up, reason told), held (window closed: waits for the person to write)
    held -> queued (they wrote), expired (nobody needs it any more); sent -> queued, held (WhatsApp took it back later)
    A row left in `sending` has an unknown outcome: its report is awaited before it is sent again.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "On its way"
        HELD = "held", "Held until they write"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Failed"
        EXPIRED = "expired", "No longer needed"

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="outbound_messages")
    purpose = models.CharField(max_length=10, choices=Purpose)
    content = models.JSONField(help_text="The message in our own words.")
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    dedupe_key = models.CharField(max_length=120, null=True, blank=True, unique=True, help_text="At most one row per cause.")
    origin = models.CharField(max_length=60, blank=True, help_text="What it carries, such as solution_part:12.")
    cause = models.CharField(max_length=255, blank=True, help_text="WhatsApp's id of the message it answers.")
    created_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    paced_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when this and the person's earlier messages use up what WhatsApp grants them."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When WhatsApp accepted it.")
    reported_at = models.DateTimeField(null=True, blank=True, help_text="When the first report about it came.")
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    wamid = models.CharField(max_length=255, null=True, blank=True, unique=True)
    error_code = models.IntegerField(null=True, blank=True)
    error_text = models.CharField(max_length=500, blank=True)
    category = models.CharField(max_length=30, blank=True, help_text="Price category that WhatsApp reported.")

    class Meta:
        permissions = [("send_again", "Can send a failed message again")]
        constraints = [
            # This is what keeps one person's messages in order, whichever worker sends them.
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(status="sending"), name="conversations_one_message_in_flight"
            )
        ]
        indexes = [
            models.Index(fields=["conversation", "id"], condition=Q(status="queued"), name="outbox_of_one_person"),
            models.Index(fields=["due_at"], condition=Q(status="queued"), name="outbox_due"),
            models.Index(fields=["claimed_at"], condition=Q(status="sending"), name="outbox_in_flight"),
            models.Index(fields=["conversation"], condition=Q(status="held"), name="outbox_held"),
            models.Index(fields=["sent_at"], condition=~Q(category=""), name="outbound_costs"),
            models.Index(fields=["conversation", "-created_at"], name="outbound_timeline"),
            models.Index(fields=["-created_at"], name="outbound_list"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"


class MessageCost(OutboundMessage):
    """Messages that WhatsApp has put a price category on, for the page that counts them by day."""

    class Meta:
        proxy = True
        verbose_name = "message cost"


class SendingChannel(models.Model):
    """Whether and how fast we may send: one row. Halted when WhatsApp refuses our token, paused when it asks for less."""

    paused_until = models.DateTimeField(null=True, blank=True, help_text="Stays until a message gets through again.")
    proactive_paused_until = models.DateTimeField(null=True, blank=True, help_text="For what nobody has asked for.")
    busy_until = models.DateTimeField(default=now, db_default=Now(), help_text="The next free place in the line.")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="conversations_one_sending_channel")]

    def __str__(self) -> str:
        return self.reason or "Open"


class MessageTemplate(models.Model):
    """What Meta says about one of our templates. No row: nothing has been said, so it may be used."""

    class Status(models.TextChoices):
        APPROVED = "approved", "Approved"
        PENDING = "pending", "Being looked at"
        REJECTED = "rejected", "Rejected"
        PAUSED = "paused", "Paused"
        DISABLED = "disabled", "Disabled"
        OTHER = "other", "Other"

    name = models.CharField(max_length=512)
    language = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status, default=Status.APPROVED)
    reason = models.CharField(max_length=300, blank=True)
    quality = models.CharField(max_length=20, blank=True, help_text="Green, yellow or red, as WhatsApp names it.")
    category = models.CharField(max_length=30, blank=True, help_text="Price category, as WhatsApp names it.")
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="conversations_one_row_per_template")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    @property
    def usable(self) -> bool:
        return self.status == self.Status.APPROVED
