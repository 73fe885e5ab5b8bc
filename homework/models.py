from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from core.clock import now
from core.codes import Codes
from core.money import naira
from students.models import Level, Student


class Subject(models.Model):
    """A school subject, with the other names students use for it."""

    name = models.CharField(max_length=24, unique=True, help_text="At most 24 characters: WhatsApp shows it as a list row.")
    aliases = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="Other names, in small letters.")
    levels = ArrayField(
        models.CharField(max_length=10, choices=Level),
        default=list,
        blank=True,
        help_text="Levels that see it in their first list.",
    )
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LevelPrice(models.Model):
    """What one homework costs at a level. Levels without a row pay the price in the settings."""

    level = models.CharField(max_length=10, choices=Level, unique=True)
    price_kobo = models.PositiveIntegerField(
        "price (kobo)", validators=[MinValueValidator(5_000)], help_text="Price of one homework of a student at this level."
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(price_kobo__gt=0), name="homework_level_price_is_positive")]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {naira(self.price_kobo)}"


class Homework(models.Model):
    """One piece of work of one student.

    draft -> awaiting_payment -> queued -> assigned -> solved -> closed
    Aside: needs_clarification (from assigned, and on as from there), cancelled (from draft, awaiting_payment, queued),
    disputed (from solved and closed, and back to solved by a further version).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        AWAITING_PAYMENT = "awaiting_payment", "Awaiting payment"
        QUEUED = "queued", "Queued"
        ASSIGNED = "assigned", "Assigned"
        NEEDS_CLARIFICATION = "needs_clarification", "Needs clarification"
        SOLVED = "solved", "Solved"
        CLOSED = "closed", "Closed"
        DISPUTED = "disputed", "Disputed"
        CANCELLED = "cancelled", "Cancelled"

    codes = Codes()

    student = models.ForeignKey(Student, models.PROTECT, related_name="homeworks")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True)
    other_subject = models.CharField(max_length=60, blank=True, help_text="The student's own word where no subject fitted.")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    text_parts = models.JSONField(
        default=list, blank=True, help_text="The question's lines in order: [{message_id, text, sent_at}]."
    )
    created_at = models.DateTimeField(default=now)
    price_kobo = models.PositiveIntegerField(null=True, blank=True, help_text="The quoted price in kobo, frozen for a day.")
    quoted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="When the student said Send.")
    released_at = models.DateTimeField(null=True, blank=True, help_text="When it was paid or covered and went to the tutors.")
    answer_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Hours promised for this one; empty: as in the settings."
    )
    answer_due_at = models.DateTimeField(null=True, blank=True, help_text="The promised time, counted from release.")
    clarification_question = models.CharField(max_length=600, blank=True, help_text="What the tutor asked the student last.")
    clarification_asked_at = models.DateTimeField(null=True, blank=True, help_text="Set while the answer is awaited.")
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 5, by the student.")

    class Meta:
        verbose_name_plural = "homework"
        indexes = [
            models.Index(fields=["answer_due_at", "id"], condition=Q(status="queued"), name="homework_tutor_queue"),
            models.Index(fields=["student", "-created_at"], name="homework_of_one_student"),
            models.Index(fields=["-created_at"], name="homework_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "awaiting_payment", "cancelled"]) | Q(released_at__isnull=False),
                name="homework_worked_on_only_when_released",
            ),
        ]

    def __str__(self) -> str:
        return f"No. {self.code}"

    @property
    def code(self) -> str:
        """The number students, tutors and finance call this homework by."""
        return self.codes.of(self.pk)

    @property
    def has_subject(self) -> bool:
        return bool(self.subject_id or self.other_subject)

    @property
    def subject_name(self) -> str:
        return self.subject.name if self.subject else self.other_subject or "Homework"

    @property
    def text(self) -> str:
        """The question as typed, its lines joined in sender order."""
        return "\n".join(part["text"] for part in self.text_parts)


class Attachment(models.Model):
    """A photo of a homework, or a voice note to it: pending -> ready or failed.

    `removed_at` takes it out of the homework without deleting what was sent.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Loading"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        VOICE = "voice", "Voice note"

    homework = models.ForeignKey(Homework, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.PHOTO)
    position = models.PositiveSmallIntegerField(help_text="Page order, from 1.")
    source_message_id = models.CharField(max_length=128, help_text="WhatsApp's id of the message that brought it.")
    caption = models.TextField(blank=True)
    sent_at = models.DateTimeField(help_text="The sender's time.")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    problem = models.CharField(max_length=40, blank=True, help_text="Why it failed: a name from homework.photos.Problem.")
    file = models.FileField(max_length=200, blank=True, help_text="Our own re-encoded copy, without metadata.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes as sent, to spot the same photo.")
    size_bytes = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0, help_text="Pixels.")
    height = models.PositiveIntegerField(default=0, help_text="Pixels.")
    rotation = models.PositiveSmallIntegerField(default=0, help_text="Degrees clockwise, as the tutor turned it.")
    removed_at = models.DateTimeField(null=True, blank=True)
    problem_told_at = models.DateTimeField(null=True, blank=True, help_text="When the student was told why it failed.")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["homework", "source_message_id"], name="homework_one_attachment_per_message"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(file=""), name="homework_ready_attachment_has_file"),
        ]
        indexes = [models.Index(fields=["source_message_id"], name="attachment_of_one_message")]

    def __str__(self) -> str:
        return f"Photo {self.position} of {self.homework}"
