from django.conf import settings
from django.db import models
from django.db.models import Q

from core.clock import now
from payments.models.payment import Payment


class FinanceTask(models.Model):
    """Something about money that a person must look at: open -> resolved, by somebody, with words.

    `key` names the fact that asks for it, so that the same fact never makes two tasks; a fact that shows up again with other
    words updates an open task and leaves a resolved one alone.
    """

    class Kind(models.TextChoices):
        SHORT = "short", "Paid too little"
        OVER = "over", "Paid too much"
        WRONG_CURRENCY = "wrong_currency", "Wrong currency"
        WRONG_MODE = "wrong_mode", "Wrong mode (test or live)"
        SENT_BACK = "sent_back", "Sent back before we knew of it"
        DUPLICATE = "duplicate", "Paid twice"
        TOO_LATE = "too_late", "Paid after it was withdrawn"
        CREDIT_GONE = "credit_gone", "Credit for the rest was spent"
        ORPHAN = "orphan", "Money for an unknown reference"
        REFUND = "refund", "Refund"
        EXTERNAL_REFUND = "external_refund", "Refund made elsewhere"
        DISPUTE = "dispute", "Dispute"
        ONLY_OURS = "only_ours", "Only in our books"
        ONLY_THEIRS = "only_theirs", "Only in Paystack's books"
        AMOUNT_DIFFERS = "amount_differs", "Amount differs"
        FEE_DIFFERS = "fee_differs", "Fee differs"
        STATUS_DIFFERS = "status_differs", "Status differs"
        REFUND_DIFFERS = "refund_differs", "Refund differs"
        DISPUTE_DIFFERS = "dispute_differs", "Dispute differs"
        SETTLEMENT = "settlement", "Settlement"

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=120, unique=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="finance_tasks")
    reference = models.CharField(max_length=100, blank=True, help_text="What it is about where no payment of ours is.")
    text = models.CharField(max_length=500, help_text="What happened, and what can be done.")
    raised_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When it must be done; empty: when there is time.")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: it ended by itself.",
    )
    resolution = models.CharField(max_length=300, blank=True, help_text="How it ended.")

    class Meta:
        permissions = [("resolve_financetask", "Can resolve a finance task")]
        indexes = [
            models.Index(fields=["due_at", "raised_at"], name="finance_task_open", condition=Q(resolved_at=None)),
            models.Index(fields=["-raised_at"], name="finance_task_list"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference}"
