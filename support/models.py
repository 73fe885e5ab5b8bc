from django.conf import settings
from django.db import models
from django.db.models import Q

from core.clock import now
from core.codes import Codes
from homework.models import Homework
from payments.models import Payment
from students.models import Lead


class Topic(models.TextChoices):
    """What a ticket is about, as the student chose it; also the order in which they are offered."""

    HOMEWORK = "homework", "Homework"
    PAYMENT = "payment", "Payment"
    ACCOUNT = "account", "Account"
    APP = "app", "App problem"
    OTHER = "other", "Other"


class SupportTicket(models.Model):
    """One person's matter with us; at most one of a person is open.

    open -> in_progress (staff answered) -> resolved (ended by the student, by staff or by silence) -> closed (48 hours later)
    resolved -> open or in_progress when the person complains again within 48 hours, or staff write once more.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        IN_PROGRESS = "in_progress", "In progress"
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"

    class EndedBy(models.TextChoices):
        STUDENT = "student", "Student"
        STAFF = "staff", "Staff"
        SILENCE = "silence", "Silence"

    class Rating(models.TextChoices):
        GOOD = "good", "Good"
        OK = "ok", "OK"
        BAD = "bad", "Bad"

    ACTIVE = (Status.OPEN, Status.IN_PROGRESS)
    codes = Codes("T")

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="tickets")
    topic = models.CharField(max_length=10, choices=Topic, default=Topic.OTHER)
    homework = models.ForeignKey(Homework, models.PROTECT, null=True, blank=True, help_text="What it is about, if known.")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, help_text="What it is about, if known.")
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    reason = models.CharField(max_length=60, help_text="Why it was opened, such as asked or our_failure.")
    is_urgent = models.BooleanField(default=False)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(default=now)
    answer_due_at = models.DateTimeField(default=now, help_text="By when a person was promised to answer first.")
    first_answer_at = models.DateTimeField(null=True, blank=True)
    last_person_at = models.DateTimeField(null=True, blank=True, help_text="When the person wrote last.")
    last_staff_at = models.DateTimeField(null=True, blank=True, help_text="When staff wrote last.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it ended; empty while it is open.")
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)
    rating = models.CharField(max_length=4, choices=Rating, blank=True, help_text="The student's word when it ended.")
    rating_comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(status__in=["open", "in_progress"]), name="support_one_open_ticket_per_person"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "in_progress"], closed_at=None)
                | Q(status__in=["resolved", "closed"], closed_at__isnull=False),
                name="support_ended_tickets_say_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-is_urgent", "opened_at"], condition=Q(status__in=["open", "in_progress"]), name="support_inbox"
            ),
            models.Index(fields=["-opened_at"], name="ticket_list"),
            models.Index(fields=["last_staff_at"], condition=Q(status="in_progress"), name="tickets_fallen_silent"),
            models.Index(fields=["closed_at"], condition=Q(status="resolved"), name="tickets_to_close"),
        ]

    def __str__(self) -> str:
        return f"Ticket {self.code}"

    @property
    def code(self) -> str:
        return self.codes.of(self.pk)

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE

    @property
    def waits_for_staff(self) -> bool:
        """Whether the last word is the person's."""
        return self.is_active and (
            self.last_staff_at is None or (self.last_person_at is not None and self.last_person_at > self.last_staff_at)
        )


class SupportMessage(models.Model):
    """One line of a ticket: from the person, from staff, or a note of ours about what else went to the person. Append-only.

    What the person sent with it: none, or pending -> ready | failed (`media_state`).
    What staff wrote, on its way to the chat: waiting -> held | sent -> delivered -> read, or failed (`state`).
    """

    class Sender(models.TextChoices):
        PERSON = "person", "The person"
        STAFF = "staff", "Staff"
        NOTE = "note", "Note"

    class MediaState(models.TextChoices):
        NONE = "none", "None"
        PENDING = "pending", "Loading"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    class State(models.TextChoices):
        NONE = "", "Not sent by us"
        WAITING = "waiting", "Waiting"
        HELD = "held", "Held until they write"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Failed"

    ticket = models.ForeignKey(SupportTicket, models.PROTECT, related_name="messages")
    sender = models.CharField(max_length=6, choices=Sender, default=Sender.PERSON)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    text = models.TextField()
    source_message_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    written_at = models.DateTimeField(default=now)
    media_state = models.CharField(max_length=7, choices=MediaState, default=MediaState.NONE)
    media_problem = models.CharField(max_length=40, blank=True, help_text="Why it failed: a name from homework.photos.Problem.")
    file = models.FileField(max_length=200, blank=True, help_text="Our clean copy of a photo, or a voice note as sent.")
    state = models.CharField(max_length=10, choices=State, blank=True, default=State.NONE)
    state_at = models.DateTimeField(null=True, blank=True)
    state_reason = models.CharField(max_length=500, blank=True, help_text="Why it failed or is held.")

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["ticket", "written_at", "id"], name="support_thread")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sender="staff", author__isnull=False) | (~Q(sender="staff") & Q(author=None)),
                name="support_staff_messages_have_an_author",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_voice(self) -> bool:
        return str(self.file).endswith(".ogg")


class CannedReply(models.Model):
    """An answer that staff give often; chosen in the reply box, changed there before it is sent."""

    title = models.CharField(max_length=60, unique=True)
    text = models.TextField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first.")
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "canned replies"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class FaqTopic(models.TextChoices):
    """The topics of the FAQ, in the order they are offered."""

    REGISTRATION = "registration", "Registration"
    HOMEWORK = "homework", "Homework"
    PAYMENT = "payment", "Payment"
    SUBSCRIPTION = "subscription", "Subscription"
    TECHNICAL = "technical", "Technical"
    MORE = "more", "More"


class FaqEntry(models.Model):
    """A question with its answer. `{names}` in the answer are filled in from the settings (`support.faq.variables`)."""

    topic = models.CharField(max_length=12, choices=FaqTopic)
    title = models.CharField(max_length=24, unique=True, help_text="At most 24 characters: WhatsApp shows it as a list row.")
    question = models.CharField(max_length=72, help_text="Shown under the title, at most 72 characters.")
    answer = models.TextField(help_text="At most 600 characters when filled in.")
    keywords = models.CharField(max_length=300, blank=True, help_text="Other words that students search it by, with spaces.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first.")
    is_published = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False, help_text="Grows when question or answer change.")
    updated_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = "FAQ entry"
        verbose_name_plural = "FAQ entries"
        ordering = ["topic", "position", "id"]

    def __str__(self) -> str:
        return self.title


class FaqUse(models.Model):
    """An entry was shown or voted on, in one version of it; without a word about who. Append-only."""

    class Kind(models.TextChoices):
        VIEW = "view", "View"
        HELPFUL = "helpful", "Helpful"
        NOT_HELPFUL = "not_helpful", "Not helpful"

    entry = models.ForeignKey(FaqEntry, models.PROTECT, related_name="uses")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["entry", "kind"], name="faq_counts")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_kind_display()}"


class FaqSearch(models.Model):
    """What somebody typed into the FAQ and how much was found; numbers, addresses and links taken out. Append-only."""

    text = models.CharField(max_length=120)
    found = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name_plural = "FAQ searches"
        indexes = [models.Index(fields=["-at"], name="faq_search_list")]

    def __str__(self) -> str:
        return self.text
