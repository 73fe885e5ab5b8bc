from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from conversations.models.conversation import Conversation
from core.clock import now

KNOWN_WORDS = {"unsupported", "unknown", "interactive", "button", "image", "document", "audio", "voice", "video"}
"""WhatsApp's kinds that are answered each time although we could not read what they hold."""
TRIES = 3
"""How often a turn is tried for a message before a person takes over."""
PICTURE_TYPES = {"image/jpeg", "image/jpg", "image/png", "image/webp"}
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


class InboundMessage(models.Model):
    """The inbox: everything WhatsApp sent but delivery reports, once per id of theirs. Never deleted with its conversation.

    received -> processed (`processed_at`), or after three failed tries handed to support (`processed_at` and `error` set).
    Photos and voice notes also: pending -> ready | failed (`media_state`).
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        TAP = "tap", "Button or list row"
        IMAGE = "image"
        DOCUMENT = "document"
        VOICE = "voice", "Voice or audio"
        VIDEO = "video"
        STICKER = "sticker"
        LOCATION = "location"
        CONTACTS = "contacts"
        REACTION = "reaction"
        ORDER = "order"
        EDIT = "edit"
        DELETION = "deletion"
        INTERACTION = "interaction", "Other interaction"
        SYSTEM = "system", "Number or id change"
        UNSUPPORTED = "unsupported"
        ACCOUNT = "account", "News about our account"

    class MediaState(models.TextChoices):
        NONE = "none"
        PENDING = "pending"
        READY = "ready"
        FAILED = "failed"

    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, blank=True, related_name="inbound_messages")
    vendor_id = models.CharField(
        max_length=255, unique=True, help_text="WhatsApp's message id, or a digest where it gives none."
    )
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True, help_text="Text, caption or the title of what was tapped.")
    tap_id = models.CharField(max_length=256, blank=True, help_text="The id of the button or row that was tapped.")
    media_id = models.CharField(max_length=255, blank=True)
    reply_to = models.CharField(max_length=255, blank=True, help_text="WhatsApp's id of the message this one quotes.")
    sent_at = models.DateTimeField(help_text="The sender's time.")
    received_at = models.DateTimeField(default=now, db_default=Now())
    payload = models.JSONField(help_text="The item as WhatsApp sent it, with its contact.")
    processed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    error = models.TextField(blank=True, db_default="")
    handled_in = models.CharField(max_length=40, blank=True, db_default="", help_text="The state that took it.")
    result = models.CharField(max_length=40, blank=True, db_default="", help_text="What became of it, such as not_understood.")
    repeats = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How often WhatsApp delivered it again.")
    media_state = models.CharField(max_length=10, choices=MediaState, default="none", db_default="none")
    media_problem = models.CharField(max_length=40, blank=True, db_default="")
    media_tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    media_due_at = models.DateTimeField(null=True, blank=True, help_text="When it is tried again; empty: at once.")
    media_file = models.FileField(max_length=200, blank=True, db_default="")
    media_facts = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "sent_at", "id"], condition=Q(processed_at=None), name="inbox_to_do"),
            models.Index(fields=["conversation", "-sent_at"], name="inbound_timeline"),
            models.Index(fields=["-received_at"], name="inbound_list"),
            models.Index(fields=["id"], condition=Q(media_state="pending"), name="inbound_media_to_load"),
            models.Index(fields=["-received_at"], condition=Q(result="not_understood"), name="inbound_not_understood"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.vendor_id[-12:]}"

    @property
    def content_lost(self) -> bool:
        """Whether it was a photo or file that WhatsApp could not hand over: expired, or to be seen only once."""
        return self.kind == self.Kind.UNSUPPORTED and self._word in {"image", "document", "audio", "voice", "video"}

    @property
    def of_unknown_kind(self) -> bool:
        """Whether WhatsApp has named a kind that is new to us, rather than said itself that it cannot show it."""
        return self.kind == self.Kind.UNSUPPORTED and self._word not in KNOWN_WORDS

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo sent as a document, by what it says it is; by its bytes it is judged once it has been loaded.

        Some phones name no type, or only «some bytes»: then the end of the file's name says it.
        """
        content = self.payload.get("message", {}).get("document")
        content = content if self.kind == self.Kind.DOCUMENT and isinstance(content, dict) else {}
        told = str(content.get("mime_type") or "").partition(";")[0].strip().lower()
        if told in {"", "application/octet-stream"}:
            return str(content.get("filename") or "").lower().endswith(PICTURE_ENDINGS)
        return told in PICTURE_TYPES

    @property
    def _word(self) -> str:
        return str(self.payload.get("message", {}).get("type") or "")

    @property
    def has_media(self) -> bool:
        return self.media_state != self.MediaState.NONE


class DeliveryReport(models.Model):
    """WhatsApp's word about one of our messages, kept until its message is known: reports can be faster than our commit."""

    wamid = models.CharField(max_length=255)
    status = models.CharField(max_length=20, help_text="WhatsApp's own word: sent, delivered, read, failed, …")
    at = models.DateTimeField()
    callback_data = models.CharField(max_length=512, blank=True, help_text="What we sent along: our row's id.")
    error_code = models.IntegerField(null=True, blank=True)
    error_text = models.TextField(blank=True)
    category = models.CharField(max_length=30, blank=True, help_text="Price category, as WhatsApp names it.")
    payload = models.JSONField()
    received_at = models.DateTimeField(default=now, db_default=Now())
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wamid", "status"], name="conversations_one_report_per_status")]
        indexes = [models.Index(fields=["id"], condition=Q(applied_at=None), name="reports_to_apply")]

    def __str__(self) -> str:
        return f"{self.status} {self.wamid[-12:]}"
