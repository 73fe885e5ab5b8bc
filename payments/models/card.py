from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.clock import now
from payments.models.payment import Mode, Payment
from payments.models.plan import Plan
from students.models import Student


class SavedCard(models.Model):
    """A student's consent that one card pays the next periods of a plan, and what charging it takes.

    consented -> read (Paystack told the authorization; until then nothing can be charged) -> revoked, for the reason given.
    A student has at most one that is not revoked. The authorization is worth money: it is shown nowhere and forgotten when the
    card is revoked.
    """

    class Reason(models.TextChoices):
        STUDENT = "student", "Switched off by the student"
        STAFF = "staff", "Switched off by staff"
        NOT_REUSABLE = "not_reusable", "Paystack will not charge it again"
        REFUSED = "refused", "Paystack refused it"
        EXPIRED = "expired", "The card has expired"
        TERMS_CHANGED = "terms_changed", "The plan's price rose, or it is no longer sold"
        DECLINED = "declined", "Declined too often"

    student = models.ForeignKey(Student, models.PROTECT, related_name="saved_cards")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="saved_cards")
    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="saved_cards", help_text="The payment with this card from which it is known."
    )
    price_kobo = models.PositiveIntegerField("price (kobo)", help_text="The most that was agreed to for one period.")
    consented_at = models.DateTimeField(default=now)
    consent_message_id = models.CharField(max_length=255, help_text="WhatsApp's id of the tap that agreed.")
    mode = models.CharField(max_length=4, choices=Mode)
    email = models.CharField(max_length=254, blank=True, help_text="The address that Paystack ties the card to.")
    authorization_code = models.CharField(max_length=100, blank=True)
    signature = models.CharField(max_length=100, blank=True, help_text="Paystack's name for the card itself.")
    brand = models.CharField(max_length=30, blank=True)
    last4 = models.CharField("last four digits", max_length=4, blank=True)
    expires_month = models.PositiveSmallIntegerField(null=True, blank=True)
    expires_year = models.PositiveSmallIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When Paystack told the authorization.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        permissions = [("revoke_savedcard", "Can stop a card from being charged")]
        constraints = [
            models.UniqueConstraint(fields=["student"], condition=Q(revoked_at=None), name="payments_one_card_per_student"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(authorization_code=""), name="payments_revoked_card_is_forgotten"
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Card"

    @property
    def name(self) -> str:
        """The card as its owner knows it: `Visa ending 4081`; empty until Paystack has told."""
        return f"{self.brand.title()} ending {self.last4}" if self.last4 else ""

    @property
    def is_within_terms(self) -> bool:
        """Whether the next period still costs no more than was agreed to, and can be had."""
        return self.plan.is_active and self.plan.price_kobo <= self.price_kobo

    def has_expired(self, at: datetime) -> bool:
        """Whether the month printed on the card is over, in Lagos."""
        if self.expires_year is None or self.expires_month is None:
            return False
        today = timezone.localdate(at)
        return (today.year, today.month) > (self.expires_year, self.expires_month)
