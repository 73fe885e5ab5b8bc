import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from core.clock import now
from core.money import naira
from homework.models import Homework
from students.models import Student

CURRENCY = "NGN"


def new_token() -> str:
    """What stands in our link: too random to guess, so that holding it is the right to pay."""
    return secrets.token_urlsafe(16)


def new_reference() -> str:
    """Our name for one attempt at Paystack, used once and never again: letters, digits and a hyphen, 19 characters."""
    return f"TL-{secrets.token_hex(8)}"


class Mode(models.TextChoices):
    """Whose money moves: Paystack keeps test and live apart by the secret key."""

    TEST = "test", "Test"
    LIVE = "live", "Live"


class Payment(models.Model):
    """One attempt to pay; a homework may have many, and each keeps its own reference for ever.

    created -> pending (the checkout page was handed out) -> paid
    Aside: failed (Paystack says so), given_up (by the student, or replaced by a newer attempt).
    failed, given_up -> paid when money comes late: a late success always wins.

    `status` follows the money, `outcome` says what the money did. Every paid row has an outcome; those in `HELD` bought
    nothing and wait for finance.
    """

    class Purpose(models.TextChoices):
        HOMEWORK = "homework", "Homework"

    class Status(models.TextChoices):
        CREATED = "created", "Created"
        PENDING = "pending", "Pending"
        PAID = "paid", "Paid"
        FAILED = "failed", "Failed"
        GIVEN_UP = "given_up", "Given up"

    class Outcome(models.TextChoices):
        SETTLED = "settled", "Settled"
        OVER = "over", "Settled, paid too much"
        SHORT = "short", "Held: too little"
        WRONG_CURRENCY = "wrong_currency", "Held: wrong currency"
        WRONG_MODE = "wrong_mode", "Held: wrong mode (test or live)"
        DUPLICATE = "duplicate", "Held: paid twice"
        TOO_LATE = "too_late", "Held: homework no longer waits for it"

    OPEN = (Status.CREATED, Status.PENDING)
    BOUGHT = (Outcome.SETTLED, Outcome.OVER)
    HELD = (Outcome.SHORT, Outcome.WRONG_CURRENCY, Outcome.WRONG_MODE, Outcome.DUPLICATE, Outcome.TOO_LATE)

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    reference = models.CharField(max_length=40, unique=True, default=new_reference, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.HOMEWORK)
    homework = models.ForeignKey(Homework, models.PROTECT, null=True, blank=True, related_name="payments")
    student = models.ForeignKey(Student, models.PROTECT, related_name="payments")
    amount_kobo = models.PositiveBigIntegerField("amount due (kobo)", help_text="The quoted price, never a caller's number.")
    currency = models.CharField(max_length=3, default=CURRENCY)
    mode = models.CharField(max_length=4, choices=Mode, help_text="Mode of the key with which the attempt was made.")
    quoted_at = models.DateTimeField(help_text="When the price was quoted to the student.")
    created_at = models.DateTimeField(default=now)
    status = models.CharField(max_length=20, choices=Status, default=Status.CREATED)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True, help_text="What the money did; empty: none came.")

    authorization_url = models.URLField(max_length=500, blank=True, help_text="Paystack's checkout page.")
    checkout_at = models.DateTimeField(null=True, blank=True, help_text="When the checkout page was last asked for.")
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_reason = models.CharField(max_length=100, blank=True)

    paystack_id = models.BigIntegerField("Paystack's id", null=True, blank=True)
    paystack_status = models.CharField(max_length=40, blank=True, help_text="Paystack's own word at the last check.")
    gateway_response = models.CharField(max_length=200, blank=True, help_text="What the bank answered, as Paystack tells it.")
    failure_reason = models.CharField(max_length=100, blank=True, help_text="Why it failed, in words for the student.")
    paid_at = models.DateTimeField(null=True, blank=True, help_text="When the payer's money moved, as Paystack tells it.")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When we booked it.")
    paid_amount_kobo = models.PositiveBigIntegerField(
        "amount paid (kobo)", null=True, blank=True, help_text="In hundredths of the currency paid."
    )
    paid_currency = models.CharField(max_length=10, blank=True)
    fees_kobo = models.PositiveBigIntegerField("fees (kobo)", null=True, blank=True, help_text="As Paystack delivered them.")
    channel = models.CharField(max_length=40, blank=True, help_text="card, bank_transfer, ussd and so on.")

    last_checked_at = models.DateTimeField(null=True, blank=True, help_text="When Paystack was last asked.")
    asking_until = models.DateTimeField(
        null=True, blank=True, help_text="While somebody waits for Paystack's answer; past when they died waiting."
    )
    checks = models.PositiveIntegerField(default=0, help_text="How often Paystack has answered.")
    next_check_at = models.DateTimeField(null=True, blank=True, help_text="When the sweep asks next; empty: no more.")
    check_asked_at = models.DateTimeField(null=True, blank=True, help_text="The student's question that is still unanswered.")

    class Meta:
        permissions = [("check_payment", "Can ask Paystack about a payment")]
        indexes = [
            models.Index(fields=["-created_at"], name="payment_list"),
            models.Index(fields=["-paid_at"], name="payment_finance_list", condition=Q(paid_at__isnull=False)),
            models.Index(fields=["next_check_at"], name="payment_sweep", condition=Q(next_check_at__isnull=False)),
            models.Index(fields=["check_asked_at"], name="payment_unanswered", condition=Q(check_asked_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["homework"],
                condition=Q(status__in=["created", "pending"]),
                name="payments_one_open_attempt_per_homework",
            ),
            models.UniqueConstraint(
                fields=["homework"],
                condition=Q(status="paid", outcome__in=["settled", "over"]),
                name="payments_one_settled_per_homework",
            ),
            models.CheckConstraint(condition=Q(amount_kobo__gt=0), name="payments_amount_is_positive"),
            models.CheckConstraint(condition=Q(currency=CURRENCY), name="payments_are_asked_in_naira"),
            models.CheckConstraint(
                condition=~Q(purpose="homework") | Q(homework__isnull=False), name="payments_for_homework_name_it"
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(outcome=""),
                    status="paid",
                    paid_at__isnull=False,
                    settled_at__isnull=False,
                    paid_amount_kobo__isnull=False,
                )
                | Q(~Q(status="paid"), outcome="", paid_at=None, settled_at=None, paid_amount_kobo=None),
                name="payments_money_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({naira(self.amount_kobo)})"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_held(self) -> bool:
        """Whether money came that bought nothing."""
        return self.outcome in self.HELD

    def attempts(self) -> "models.QuerySet[Payment]":
        """Returns every attempt at what this one is for, itself included."""
        if self.homework is None:
            return Payment.objects.filter(pk=self.pk)
        return Payment.objects.filter(homework=self.homework)


class PaystackEvent(models.Model):
    """The raw inbox of Paystack's webhook: stored first, worked on by a job; repeats of the same body are one row.

    stored (`processed_at` empty) -> processed, with a result; while it fails, `tries` and `error` tell why.
    """

    class Result(models.TextChoices):
        SETTLED = "settled", "Payment asked about"
        ORPHAN = "orphan", "Money for an unknown reference"
        FOR_STAFF = "for_staff", "Told to staff"
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


SWEEP_STEPS = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
SWEEP_ENDS = timedelta(hours=72)


def next_check(checkout_at: datetime, at: datetime) -> datetime | None:
    """Returns when to ask Paystack next: 2, 5, 15 and 60 minutes after the checkout, then hourly; None after 72 hours."""
    for step in SWEEP_STEPS:
        if checkout_at + step > at:
            return checkout_at + step
    return at + timedelta(hours=1) if at - checkout_at < SWEEP_ENDS else None
