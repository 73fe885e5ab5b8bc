import uuid

from django.conf import settings
from django.db import models

from core.clock import now
from core.codes import Codes


class Level(models.TextChoices):
    """Where a student stands; decides which subjects are shown first."""

    PRIMARY = "primary", "Primary"
    JUNIOR = "junior", "Junior secondary"
    SENIOR = "senior", "Senior secondary"
    EXAM = "exam", "Exam candidate"
    OTHER = "other", "Other"


class AgeBand(models.TextChoices):
    """How old a student is, as far as it matters for consent and safety; never a date of birth."""

    UNDER_13 = "under_13", "Under 13"
    TEENAGER = "teenager", "13 to 17"
    ADULT = "adult", "18 or older"


class Student(models.Model):
    """A registered learner. Their chat is found through the conversation, their phone number may be unknown."""

    codes = Codes("S")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(max_length=80)
    email = models.EmailField(blank=True, help_text="Only if the student gave one; not proof of ownership.")
    phone = models.CharField(max_length=20, blank=True, help_text="Digits with country code; empty if WhatsApp hides it.")
    class_text = models.CharField("class", max_length=60, help_text="As the student wrote or chose it, such as SS2.")
    level = models.CharField(max_length=10, choices=Level, default=Level.OTHER)
    age_band = models.CharField(
        max_length=10, choices=AgeBand, blank=True, help_text="From the class, or asked where the class does not tell."
    )
    details = models.JSONField(
        default=dict, blank=True, help_text="Answers to further questions of the registration, by the question's topic."
    )
    registered_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["-registered_at"], name="student_list"),
            models.Index(fields=["phone"], name="student_search_by_phone", condition=~models.Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def code(self) -> str:
        """What staff and finance call this student."""
        return self.codes.of(self.pk)

    @property
    def payment_email(self) -> str:
        """The address Paystack knows this student by.

        Saved cards hang on it, so it never changes: it is opaque and on a domain of ours, also when a real address is known.
        """
        return f"s-{self.public_id.hex}@{settings.PAYMENT_EMAIL_DOMAIN}"


class Lead(models.Model):
    """Somebody who wrote to us: first seen -> (registered: `student` set, `converted_at` set)."""

    profile_name = models.CharField(max_length=120, blank=True, help_text="The name on the WhatsApp profile, a hint only.")
    first_seen_at = models.DateTimeField(default=now)
    student = models.OneToOneField(Student, models.PROTECT, null=True, blank=True)
    converted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-first_seen_at"], name="lead_list")]

    def __str__(self) -> str:
        return self.profile_name or f"Lead {self.pk}"


class Consent(models.Model):
    """Proof of agreement to one version of the terms: append-only."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="consents")
    terms_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    source_message_id = models.CharField(max_length=128, help_text="WhatsApp's id of the message that said yes.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "terms_version"], name="students_one_consent_per_version")]

    def __str__(self) -> str:
        return f"{self.student} {self.terms_version}"
