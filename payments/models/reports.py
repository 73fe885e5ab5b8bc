"""What finance compares, reports and hands out: Paystack's books beside ours, payouts, and a trace of every export."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.clock import now
from payments.models.payment import Mode, Payment


class ReconciliationRun(models.Model):
    """One comparison of a span of time with Paystack's books.

    started -> stage by stage -> finished. A run that was killed, or that Paystack would not answer, is taken up again by the
    next one at `stage` and `place`; what it found until then stays.
    """

    class Stage(models.TextChoices):
        TRANSACTIONS = "transactions", "Reads Paystack's transactions"
        ONLY_OURS = "only_ours", "Looks for payments that Paystack did not list"
        REFUNDS = "refunds", "Reads Paystack's refunds"
        DISPUTES = "disputes", "Reads Paystack's disputes"
        SETTLEMENTS = "settlements", "Reads Paystack's payouts"
        FINISHED = "finished", "Finished"

    mode = models.CharField(max_length=4, choices=Mode)
    since = models.DateTimeField(help_text="Start of the span compared, inclusive.")
    until = models.DateTimeField(help_text="End of the span compared, exclusive.")
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.TRANSACTIONS)
    place = models.CharField(max_length=500, blank=True, help_text="Where the present stage goes on.")
    seen = models.JSONField(default=list, blank=True, help_text="Numbers of the refunds listed so far in this stage.")
    counts = models.JSONField(default=dict, blank=True, help_text="What was read, settled and found different.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it stopped the last time.")

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="reconciliation_run_list")]
        constraints = [
            models.UniqueConstraint(fields=["mode"], condition=Q(finished_at=None), name="payments_one_open_reconciliation"),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="payments_reconciliation_span_is_forward"),
        ]

    def __str__(self) -> str:
        return f"Comparison of {self.started_at:%Y-%m-%d %H:%M}"


class ListedPayment(models.Model):
    """That Paystack's books name this payment: when they were last read, and since when both sides agree."""

    payment = models.OneToOneField(Payment, models.PROTECT, primary_key=True, related_name="listed")
    seen_at = models.DateTimeField(help_text="Start of the comparison that last found it at Paystack.")
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="When both sides were first found equal; empty: they differ."
    )

    def __str__(self) -> str:
        return f"{self.payment_id} seen {self.seen_at:%Y-%m-%d}"


class Difference(models.Model):
    """One thing about which Paystack's books and ours do not agree; the same thing found again is the same row.

    open -> gone (a later comparison finds both sides equal) -> open again. It changes nothing else: finance has a task.
    """

    class Kind(models.TextChoices):
        ONLY_OURS = "only_ours", "Only in our books"
        ONLY_THEIRS = "only_theirs", "Only in Paystack's books"
        AMOUNT = "amount", "Amount or currency differs"
        FEE = "fee", "Fee differs"
        REFUND = "refund", "Refund differs"
        DISPUTE = "dispute", "Dispute differs"
        PAYOUT = "payout", "Payout differs"

    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=100, help_text="Paystack's and our name for it, or Paystack's number of it.")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="differences")
    runs = models.ManyToManyField(ReconciliationRun, related_name="differences", help_text="The comparisons that found it.")
    ours_kobo = models.BigIntegerField("ours (kobo)", null=True, blank=True)
    theirs_kobo = models.BigIntegerField("theirs (kobo)", null=True, blank=True)
    text = models.CharField(max_length=300)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-last_seen_at"], name="difference_list"),
            models.Index(fields=["reference"], condition=Q(gone_at=None), name="difference_open_of_one"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="payments_one_difference_per_thing")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference}"


class Settlement(models.Model):
    """A payout of Paystack to our bank account; its number stands in the narration of the bank statement.

    Paystack's status: pending, processing -> success, or failed. `transactions_read_at` is set once all it paid out is known.
    """

    paystack_id = models.BigIntegerField("payout id", unique=True)
    mode = models.CharField(max_length=4, choices=Mode)
    status = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    gross_kobo = models.BigIntegerField("gross (kobo)", null=True, blank=True)
    fees_kobo = models.BigIntegerField("fees (kobo)", null=True, blank=True)
    net_kobo = models.BigIntegerField("net (kobo)", null=True, blank=True, help_text="What reaches the bank account.")
    paid_out_at = models.DateTimeField(null=True, blank=True, help_text="As Paystack tells it.")
    first_seen_at = models.DateTimeField()
    transactions_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-paid_out_at"], name="settlement_list")]

    def __str__(self) -> str:
        return f"Payout {self.paystack_id}"


class SettledTransaction(models.Model):
    """One transaction within a payout. `payment` is empty where its reference is not ours."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="transactions")
    paystack_id = models.BigIntegerField("Paystack's id", unique=True)
    reference = models.CharField(max_length=100)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, blank=True, related_name="settled_in")
    amount_kobo = models.BigIntegerField("amount (kobo)")
    fees_kobo = models.BigIntegerField("fees (kobo)", null=True, blank=True)

    def __str__(self) -> str:
        return self.reference


class Export(models.Model):
    """Who took which payments out of the product, and proof of what they got.

    started -> finished, with rows and checksum; one that never finished was broken off. Nothing changes it afterwards.
    """

    at = models.DateTimeField(default=now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, help_text="Empty: a command.")
    file_name = models.CharField(max_length=120)
    filter_text = models.CharField("filter", max_length=500, help_text="Which rows, in words.")
    with_people = models.BooleanField("with names and phones", default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file.")

    class Meta:
        permissions = [
            ("see_report", "Can open the money report"),
            ("export_payments", "Can export payments with masked phone numbers"),
            ("export_people", "Can export payments with names and full phone numbers"),
        ]
        indexes = [models.Index(fields=["-at"], name="export_list")]

    def __str__(self) -> str:
        return self.file_name
