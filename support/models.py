from django.conf import settings
from django.db import models
from django.db.models import Q

from core.clock import now
from homework.models import Homework
from students.models import Lead


class SupportTicket(models.Model):
    """One person's matter with us: open -> in_progress (a person answered) -> resolved -> closed; one open per person."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        IN_PROGRESS = "in_progress", "In progress"
        RESOLVED = "resolved", "Resolved"
        CLOSED = "closed", "Closed"

    ACTIVE = (Status.OPEN, Status.IN_PROGRESS)

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="tickets")
    homework = models.ForeignKey(Homework, models.PROTECT, null=True, blank=True, help_text="What it is about, if known.")
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    reason = models.CharField(max_length=60, help_text="Why it was opened, such as asked or our_failure.")
    is_urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=now)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(status__in=["open", "in_progress"]), name="support_one_open_ticket_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["-is_urgent", "opened_at"], condition=Q(status="open"), name="support_inbox"),
            models.Index(fields=["-opened_at"], name="ticket_list"),
        ]

    def __str__(self) -> str:
        return f"Ticket {self.code}"

    @property
    def code(self) -> str:
        return f"T{1000 + self.pk}"


class SupportMessage(models.Model):
    """One line of a ticket, from the person (`source_message_id`) or from staff (`author`). Append-only."""

    ticket = models.ForeignKey(SupportTicket, models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    text = models.TextField()
    source_message_id = models.CharField(max_length=255, null=True, blank=True, unique=True)
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["ticket", "written_at", "id"], name="support_thread")]

    def __str__(self) -> str:
        return self.text[:60]
