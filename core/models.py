from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.clock import now


class AdminSettings(models.Model):
    """What admins may change without a deploy: prices that are not plans, promise times, limits. One row, never secrets."""

    brand = models.CharField(max_length=40, default="Tutorline", help_text="The name students see in the chat.")
    homework_price_kobo = models.PositiveIntegerField(
        default=50_000, validators=[MinValueValidator(5_000)], help_text="Price of one homework; levels may have their own."
    )
    refund_approval_kobo = models.PositiveIntegerField(
        default=500_000, help_text="A refund above this needs a second person's approval."
    )
    quote_hours = models.PositiveSmallIntegerField(default=24, help_text="Hours for which a quoted price stays valid.")
    answer_hours = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1)], help_text="Hours within which a paid homework is promised an answer."
    )
    answer_hours_without_tutor = models.PositiveSmallIntegerField(
        "answer hours without tutor",
        default=24,
        validators=[MinValueValidator(1)],
        help_text="The same for a subject that no active tutor has among theirs.",
    )
    photos_per_homework = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(30)], help_text="Most photos in one homework."
    )
    open_claims_per_tutor = models.PositiveSmallIntegerField(
        default=5, validators=[MinValueValidator(1)], help_text="How many homeworks a tutor may have open at once."
    )
    support_opens_at = models.TimeField(default=time(8), help_text="From when support answers, every day, Lagos time.")
    support_closes_at = models.TimeField(default=time(20), help_text="Until when support answers, Lagos time.")
    support_answer_minutes = models.PositiveSmallIntegerField(
        default=120, validators=[MinValueValidator(5)], help_text="How soon support answers in those hours, in minutes."
    )

    class Meta:
        verbose_name = verbose_name_plural = "settings"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="core_settings_are_one_row"),
            models.CheckConstraint(
                condition=models.Q(support_opens_at__lt=models.F("support_closes_at")),
                name="core_support_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return "Settings"

    @classmethod
    def load(cls) -> "AdminSettings":
        """Returns the one row, or its defaults where nobody has saved it yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class AuditEntry(models.Model):
    """Who did what to which row. Append-only: nothing in the product changes or deletes one."""

    at = models.DateTimeField(default=now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, help_text="Empty: the system.")
    name = models.CharField(max_length=80, help_text="Dotted name of the act, such as homework.claimed.")
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["-at"], name="audit_list"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_of_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_type} {self.subject_id}"


class Alert(models.Model):
    """Something staff must know, once: open until a person (or the recovery itself) resolves it; repeats only count up."""

    key = models.CharField(max_length=120, help_text="Repeats with the same key raise the count of the open alert.")
    text = models.CharField(max_length=500)
    first_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    count = models.PositiveIntegerField(default=1)
    resolved_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="When staff was sent an e-mail about it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=models.Q(resolved_at=None), name="core_one_open_alert_per_key")
        ]
        indexes = [models.Index(fields=["-last_at"], name="alert_list")]

    def __str__(self) -> str:
        return self.text


class CommandRun(models.Model):
    """The last run of each cron command, shown to staff."""

    name = models.CharField(max_length=60, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    exit_code = models.SmallIntegerField(null=True, blank=True)
    summary = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name
