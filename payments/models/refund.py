from django.conf import settings
from django.db import models
from django.db.models import Q

from core.clock import now
from core.codes import Codes
from core.money import in_currency
from payments.models.payment import CURRENCY, Payment


class Refund(models.Model):
    """Money on its way back to a payer, all or part of one payment.

    requested (waits for a second person, above the amount in the settings) -> approved -> sent (the call is out, or its answer
    was lost) -> pending -> processing -> processed
    Aside: declined (by the second person), failed (refused by Paystack or the bank), needs_attention (the bank wants the
    payer's account; -> processing).
    Refunds made in Paystack's dashboard appear by themselves, `is_external`, from pending on.

    The database holds that live refunds and lost disputes never add up to more than the payment (migration 0003). The ledger
    sets the money aside when the refund is requested, so that it cannot be spent meanwhile.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", "Waits for approval"
        APPROVED = "approved", "Approved"
        SENT = "sent", "Sent, no answer yet"
        PENDING = "pending", "Pending at Paystack"
        PROCESSING = "processing", "On its way to the bank"
        NEEDS_ATTENTION = "needs_attention", "Needs the payer's account"
        PROCESSED = "processed", "Refunded"
        FAILED = "failed", "Failed"
        DECLINED = "declined", "Declined by us"

    DEAD = (Status.FAILED, Status.DECLINED)
    AT_PAYSTACK = (Status.PENDING, Status.PROCESSING, Status.NEEDS_ATTENTION)
    codes = Codes("R")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount_kobo = models.PositiveBigIntegerField("amount (kobo)", help_text="In hundredths of the currency paid.")
    currency = models.CharField(max_length=10, default=CURRENCY)
    status = models.CharField(max_length=20, choices=Status, default=Status.REQUESTED)
    is_external = models.BooleanField(default=False, help_text="Made in Paystack's dashboard, not here.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why, in the words of whoever asked.")
    failure_reason = models.CharField(max_length=300, blank=True, help_text="Why it failed or was declined.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: none was needed.",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the call to Paystack was last begun.")
    paystack_id = models.BigIntegerField("Paystack's id", null=True, blank=True, unique=True)
    next_check_at = models.DateTimeField(null=True, blank=True, help_text="When follow_refunds looks next; empty: no more.")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="Processed, failed or declined.")

    class Meta:
        permissions = [
            ("ask_refund", "Can ask for a refund"),
            ("approve_refund", "Can approve or decline another person's refund"),
        ]
        indexes = [
            models.Index(fields=["-asked_at"], name="refund_list"),
            models.Index(fields=["-finished_at"], name="refund_report", condition=Q(status="processed")),
            models.Index(fields=["next_check_at"], name="refund_sweep", condition=Q(next_check_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_kobo__gt=0), name="payments_refund_is_positive"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("asked_by")), name="payments_refund_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Refund {self.code} of {self.payment.reference}"

    @property
    def code(self) -> str:
        """How it is named towards Paystack and staff."""
        return self.codes.of(self.pk)

    @property
    def amount(self) -> str:
        return in_currency(self.amount_kobo, self.currency)


class Dispute(models.Model):
    """The payer's bank asks for money back (a chargeback). Paystack decides for the payer when nobody answers by `due_at`.

    awaiting_merchant_feedback -> awaiting_bank_feedback -> pending -> resolved, with a resolution.
    While it is open the payment counts for nothing. Accepted: the money is gone. Declined: the payment counts again.
    Staff answers in Paystack's dashboard; we follow.
    """

    class Status(models.TextChoices):
        AWAITING_MERCHANT = "awaiting-merchant-feedback", "Waits for our answer"
        AWAITING_BANK = "awaiting-bank-feedback", "Waits for the bank"
        PENDING = "pending", "Pending"
        RESOLVED = "resolved", "Resolved"

    class Resolution(models.TextChoices):
        MERCHANT_ACCEPTED = "merchant-accepted", "Accepted: the money went back"
        AUTO_ACCEPTED = "auto-accepted", "Accepted for want of an answer: the money went back"
        DECLINED = "declined", "Declined: the money stays"

    LOST = (Resolution.MERCHANT_ACCEPTED, Resolution.AUTO_ACCEPTED)

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes")
    paystack_id = models.BigIntegerField("Paystack's id", unique=True)
    amount_kobo = models.PositiveBigIntegerField("amount in dispute (kobo)", help_text="In hundredths of the currency paid.")
    currency = models.CharField(max_length=10, default=CURRENCY)
    category = models.CharField(max_length=60, blank=True, help_text="Paystack's word, such as chargeback.")
    status = models.CharField(max_length=30, choices=Status, default=Status.AWAITING_MERCHANT)
    resolution = models.CharField(max_length=30, choices=Resolution, blank=True)
    opened_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Answer Paystack before this.")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-opened_at"], name="dispute_list"),
            models.Index(fields=["-resolved_at"], name="dispute_report", condition=Q(resolved_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolution="") | Q(~Q(resolution=""), resolved_at__isnull=False),
                name="payments_resolved_dispute_has_a_resolution",
            )
        ]

    def __str__(self) -> str:
        return f"Dispute {self.paystack_id} about {self.payment.reference}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def is_lost(self) -> bool:
        return self.resolution in self.LOST
