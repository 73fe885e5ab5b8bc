"""Double-entry books. Every movement of money is one balanced transaction; balances are sums, stored nowhere."""

from django.db import models
from django.db.models import Q

from core.clock import now
from core.money import naira
from payments.models.payment import CURRENCY, Payment
from payments.models.plan import Subscription
from payments.models.refund import Dispute, Refund
from students.models import Student


class LedgerAccount(models.TextChoices):
    """The accounts. Debits are positive, credits negative: what we have and what we spent has a positive balance, what we owe
    and what we earned a negative one."""

    CLEARING = "clearing", "Money at Paystack"
    OTHER_MODE = "other_mode", "Money at Paystack under the other mode's key"
    FEES = "fees", "Paystack's fees"
    REVENUE = "revenue", "Revenue"
    DEFERRED = "deferred", "Deferred plan revenue"
    STUDENT_CREDIT = "student_credit", "Students' credit"
    HELD = "held", "Held money"
    REFUNDS_DUE = "refunds_due", "Refunds on their way"
    REFUNDS = "refunds", "Refunded revenue"
    DISPUTES = "disputes", "Lost disputes"


class LedgerTransaction(models.Model):
    """One movement of money: two or more entries that add up to nothing. Append-only; a mistake is corrected by another one.

    `key` names the cause, so that the same thing is never booked twice. The database refuses changes and deletions, and at
    commit every transaction whose entries do not balance per currency (migration 0002).
    """

    class Kind(models.TextChoices):
        PAYMENT = "payment", "Payment came in"
        CREDIT_SPENT = "credit_spent", "Credit spent"
        CREDIT_RETURNED = "credit_returned", "Spent credit given back"
        WITHDRAWN = "withdrawn", "Homework withdrawn: its payment became credit"
        DUPLICATE_FOUND = "duplicate_found", "Found to be paid twice: became credit"
        USE_RETURNED = "use_returned", "Its credit was given back meanwhile: became credit"
        HELD_CREDITED = "held_credited", "Held money became credit"
        PLAN_DAY = "plan_day", "A day of a plan earned"
        PLAN_ENDED = "plan_ended", "A plan ended early: the rest earned"
        PLAN_REST = "plan_rest", "Money of a plan ended early stays: became credit"
        REFUND_ASKED = "refund_asked", "Refund set aside"
        REFUND_PAID = "refund_paid", "Refund paid out"
        REFUND_DROPPED = "refund_dropped", "Refund failed or declined: put back"
        DISPUTE_LOST = "dispute_lost", "Dispute lost"
        FEE_CORRECTED = "fee_corrected", "Fee corrected"

    key = models.CharField(max_length=80, unique=True, help_text="The cause, such as payment:TL-0123; booked at most once.")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(default=now, help_text="When it happened.")
    day = models.DateField(help_text="The Lagos day it counts for.")
    student = models.ForeignKey(Student, models.PROTECT, related_name="ledger_transactions")
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_transactions",
        help_text="The payment whose money moved; empty where credit or an earned day moved.",
    )
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, blank=True, related_name="ledger_transactions")
    homework = models.ForeignKey("homework.Homework", models.PROTECT, null=True, blank=True, related_name="ledger_transactions")
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, blank=True, related_name="ledger_transactions")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, blank=True, related_name="ledger_transactions")

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="ledger_list"),
            models.Index(fields=["day", "kind"], name="ledger_report_by_day"),
        ]

    def __str__(self) -> str:
        return self.key


class LedgerEntry(models.Model):
    """One side of a transaction: so much on one account. `amount_kobo` is positive for a debit, negative for a credit."""

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="entries")
    account = models.CharField(max_length=20, choices=LedgerAccount)
    amount_kobo = models.BigIntegerField("amount (kobo)", help_text="Debit positive, credit negative.")
    currency = models.CharField(max_length=10, default=CURRENCY)
    student = models.ForeignKey(
        Student,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
        help_text="Whose credit, on that account.",
    )

    class Meta:
        verbose_name_plural = "ledger entries"
        indexes = [
            models.Index(fields=["account", "currency"], name="ledger_balances", include=["amount_kobo"]),
            models.Index(
                fields=["student"],
                name="ledger_credit_of_one_student",
                condition=Q(account="student_credit"),
                include=["amount_kobo"],
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_kobo=0), name="payments_entry_moves_something"),
            models.CheckConstraint(
                condition=Q(account="student_credit", student__isnull=False) | Q(~Q(account="student_credit"), student=None),
                name="payments_credit_entry_names_student",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_account_display()}: {naira(self.amount_kobo)}"
