from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from core.clock import now
from homework.models import Homework, Subject

CAPTION_LIMIT = 1000
"""WhatsApp cuts a picture's caption at 1,024 characters."""


class Tutor(models.Model):
    """A member of staff who solves homework. Whoever has an active row here may open the queue, whatever their groups."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tutor")
    subjects = models.ManyToManyField(
        Subject,
        blank=True,
        related_name="tutors",
        help_text="What «My subjects» shows; any homework may be claimed.",
    )
    is_active = models.BooleanField(default=True, help_text="An inactive tutor sees no queue and no homework.")

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()


class TutorAssignment(models.Model):
    """Who works, or worked, on a homework: claimed -> (released with a reason). It stays open after the solution was sent."""

    class Ended(models.TextChoices):
        GIVEN_BACK = "given_back", "Given back by the tutor"
        TAKEN_BACK = "taken_back", "Taken back by an admin"
        REASSIGNED = "reassigned", "Handed to another tutor"

    homework = models.ForeignKey(Homework, models.PROTECT, related_name="assignments")
    tutor = models.ForeignKey(Tutor, models.PROTECT, related_name="assignments")
    claimed_at = models.DateTimeField(default=now)
    released_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=12, choices=Ended, blank=True)

    class Meta:
        verbose_name = "assignment"
        permissions = [("oversee_work", "Can see every tutor's work, take it back and hand it to another")]
        constraints = [
            models.UniqueConstraint(fields=["homework"], condition=Q(released_at=None), name="tutors_one_active_assignment"),
            models.CheckConstraint(
                condition=Q(released_at=None, ended_reason="") | (Q(released_at__isnull=False) & ~Q(ended_reason="")),
                name="tutors_released_assignment_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["tutor", "-claimed_at"], condition=Q(released_at=None), name="assignment_my_work"),
            models.Index(fields=["-claimed_at"], name="assignment_list"),
        ]

    def __str__(self) -> str:
        return f"{self.homework}, {self.tutor}"


class TutorSolution(models.Model):
    """One version of an answer: draft -> sent. A draft is set aside when its tutor loses the homework, and can come back."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        SET_ASIDE = "set_aside", "Set aside"

    homework = models.ForeignKey(Homework, models.PROTECT, related_name="solutions")
    tutor = models.ForeignKey(Tutor, models.PROTECT, related_name="solutions")
    version = models.PositiveSmallIntegerField(help_text="Counted from 1 within the homework.")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    text = models.TextField(blank=True)
    video_link = models.URLField(max_length=500, blank=True, validators=[URLValidator(schemes=["https"])])
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "solution"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["homework", "version"], name="tutors_one_solution_per_version"),
            models.UniqueConstraint(fields=["homework"], condition=Q(status="draft"), name="tutors_one_draft_per_homework"),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="tutors_sent_solution_says_when_and_by_whom",
            ),
        ]
        indexes = [models.Index(F("sent_at").desc(nulls_last=True), name="solution_list")]

    def __str__(self) -> str:
        return f"{self.homework}, version {self.version}"


class SolutionFile(models.Model):
    """A picture or PDF that a tutor put into a draft; judged by its bytes before it is stored."""

    class Kind(models.TextChoices):
        IMAGE = "image", "Image"
        PDF = "pdf", "PDF"

    solution = models.ForeignKey(TutorSolution, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=5, choices=Kind)
    position = models.PositiveSmallIntegerField(help_text="Order among the files, from 1.")
    name = models.CharField(max_length=100, help_text="As the tutor's file was called; students see it for a PDF.")
    caption = models.CharField(max_length=CAPTION_LIMIT, blank=True)
    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes as uploaded, to spot the same file.")
    size_bytes = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["solution", "digest"], name="tutors_same_file_once_per_solution")]

    def __str__(self) -> str:
        return self.name


class SolutionPart(models.Model):
    """One message of a sent solution: waiting -> (held ->) sent -> delivered -> read; or failed (a late delivery corrects it).

    Frozen when the tutor presses Send; only its delivery moves on, and only forward.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        IMAGE = "image", "Image"
        DOCUMENT = "document", "Document"
        LINK = "link", "Link"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        HELD = "held", "Waits for the student to write"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Failed"

    solution = models.ForeignKey(TutorSolution, models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField(help_text="Order in the chat, from 1.")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True, help_text="The message, or the caption of a file.")
    file = models.FileField(max_length=200, blank=True)
    file_name = models.CharField(max_length=100, blank=True, help_text="What the student sees as the file's name.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is held or failed, for people.")
    state_at = models.DateTimeField(help_text="When it came into its present state.")
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "position"], name="tutors_one_part_per_position"),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "link"]) | ~Q(file=""), name="tutors_image_and_document_parts_have_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"Part {self.position} of {self.solution}"
