from django.db import models
from django.db.models import Q

from core.clock import now


class PaystackEvent(models.Model):
    """The raw inbox of Paystack's webhook: stored first, worked on by a job; repeats of the same body are one row.

    stored (`processed_at` empty) -> processed, with a result; while it fails, `tries` and `error` tell why.
    """

    class Result(models.TextChoices):
        SETTLED = "settled", "Payment asked about"
        ORPHAN = "orphan", "Money for an unknown reference"
        FOLLOWED = "followed", "Refund, dispute or rejection followed"
        NOT_NEEDED = "not_needed", "Nothing to do"

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the raw body.")
    name = models.CharField("event", max_length=80, blank=True)
    reference = models.CharField(max_length=100, blank=True, help_text="The transaction it speaks of, if it names one.")
    payload = models.JSONField()
    received_at = models.DateTimeField(default=now)
    processed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=20, choices=Result, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(
        default=now, null=True, blank=True, help_text="When it is acted on; empty: done, or given up after too many tries."
    )
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "Paystack event"
        permissions = [("process_paystackevent", "Can process a Paystack event again")]
        indexes = [
            models.Index(fields=["-received_at"], name="paystack_event_list"),
            models.Index(fields=["next_try_at"], name="paystack_event_waiting", condition=Q(next_try_at__isnull=False)),
            models.Index(fields=["reference"], name="paystack_events_of_one_payment"),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'event'} {self.reference}".strip()
