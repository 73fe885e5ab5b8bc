import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from core.clock import now
from core.money import naira
from homework.models import Homework
from payments.models.plan import Plan
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
    """One attempt to pay; a homework or a plan may have many, and each keeps its own reference for ever.

    created -> pending (the checkout page was handed out) -> paid
    Aside: failed (Paystack says so), given_up (by the student, or replaced by a newer attempt).
    failed, given_up -> paid when money comes late: a late success always wins.
    paid -> partly_refunded -> refunded, as money goes back; disputed while the payer's bank asks for it (a dispute that is
    decided leads back to one of the other three).

    `status` follows the money, `outcome` says what the money did when it came and never changes afterwards, except that a
    duplicate may be found late. Every booked row has an outcome: those in `CREDITED` became the student's credit, those in
    `HELD` wait for finance.
    """

    class Purpose(models.TextChoices):
        HOMEWORK = "homework", "Homework"
        PLAN = "plan", "Plan"

    class FailureReason(models.TextChoices):
        """Why money did not come, as far as the bank tells it; worded for students in conversations."""

        NO_MONEY = "no_money", "There was not enough money in the account."
        LIMIT = "limit", "The bank's limit for such payments was reached."
        PIN = "pin", "The PIN was not right."
        ONE_TIME_CODE = "one_time_code", "The one-time code was not right or came too late."
        EXPIRED = "expired", "The card has expired."
        SLOW_BANK = "slow_bank", "The bank took too long to answer."
        CANCELLED = "cancelled", "The payment was cancelled."
        NOT_ALLOWED = "not_allowed", "The bank does not allow such payments with this card."
        DECLINED = "declined", "The bank declined it."
        SENT_BACK = "sent_back", "The money was sent back."
        TO_CONFIRM = "to_confirm", "Your bank wants you to confirm it."
        UNKNOWN = "unknown", "The bank did not accept it."

    class Status(models.TextChoices):
        CREATED = "created", "Created"
        PENDING = "pending", "Pending"
        PAID = "paid", "Paid"
        PARTLY_REFUNDED = "partly_refunded", "Partly refunded"
        REFUNDED = "refunded", "Refunded"
        DISPUTED = "disputed", "Disputed"
        FAILED = "failed", "Failed"
        GIVEN_UP = "given_up", "Given up"

    class Outcome(models.TextChoices):
        SETTLED = "settled", "Settled"
        OVER = "over", "Settled, paid too much"
        SHORT = "short", "Held: too little"
        WRONG_CURRENCY = "wrong_currency", "Held: wrong currency"
        WRONG_MODE = "wrong_mode", "Held: wrong mode (test or live)"
        SENT_BACK = "sent_back", "Held: sent back before we knew of it"
        DUPLICATE = "duplicate", "Credited: paid twice"
        TOO_LATE = "too_late", "Credited: homework no longer waits for it"
        CREDIT_GONE = "credit_gone", "Credited: the credit for the rest was spent"

    OPEN = (Status.CREATED, Status.PENDING)
    BOOKED = (Status.PAID, Status.PARTLY_REFUNDED, Status.REFUNDED, Status.DISPUTED)
    COUNTS = (Status.PAID, Status.PARTLY_REFUNDED)
    """Booked, and the money is still undisputedly here, at least in part."""
    BOUGHT = (Outcome.SETTLED, Outcome.OVER)
    CREDITED = (Outcome.DUPLICATE, Outcome.TOO_LATE, Outcome.CREDIT_GONE)
    HELD = (Outcome.SHORT, Outcome.WRONG_CURRENCY, Outcome.WRONG_MODE, Outcome.SENT_BACK)

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    reference = models.CharField(max_length=40, unique=True, default=new_reference, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.HOMEWORK)
    homework = models.ForeignKey(Homework, models.PROTECT, null=True, blank=True, related_name="payments")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="payments")
    student = models.ForeignKey(Student, models.PROTECT, related_name="payments")
    card = models.ForeignKey(
        "payments.SavedCard",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
        help_text="The saved card that we charge; empty: the payer opens a link.",
    )
    renews = models.ForeignKey(
        "payments.Subscription",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renewals",
        help_text="The period that a charge of a saved card is to follow.",
    )
    amount_kobo = models.PositiveBigIntegerField(
        "amount due (kobo)", help_text="The quoted price less the credit used, never a caller's number."
    )
    credit_kobo = models.PositiveBigIntegerField(
        "credit used (kobo)", default=0, help_text="The student's credit that is spent together with this payment."
    )
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
    failure_reason = models.CharField(max_length=20, choices=FailureReason, blank=True, help_text="Why it failed.")
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
            models.Index(fields=["-settled_at"], name="payment_report_by_booking", condition=Q(settled_at__isnull=False)),
            models.Index(fields=["paystack_id"], name="payment_search_by_number", condition=Q(paystack_id__isnull=False)),
            models.Index(fields=["next_check_at"], name="payment_sweep", condition=Q(next_check_at__isnull=False)),
            models.Index(fields=["check_asked_at"], name="payment_unanswered", condition=Q(check_asked_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["homework"],
                condition=Q(status__in=["created", "pending"], purpose="homework"),
                name="payments_one_open_attempt_per_homework",
            ),
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(status__in=["created", "pending"], purpose="plan"),
                name="payments_one_open_plan_attempt_per_student",
            ),
            models.UniqueConstraint(
                fields=["homework"],
                condition=Q(status__in=["paid", "partly_refunded"], outcome__in=["settled", "over"], purpose="homework"),
                name="payments_one_settled_per_homework",
            ),
            models.CheckConstraint(condition=Q(amount_kobo__gt=0), name="payments_amount_is_positive"),
            models.CheckConstraint(condition=Q(currency=CURRENCY), name="payments_are_asked_in_naira"),
            models.CheckConstraint(
                condition=~Q(purpose="homework") | Q(homework__isnull=False), name="payments_for_homework_name_it"
            ),
            models.CheckConstraint(condition=~Q(purpose="plan") | Q(plan__isnull=False), name="payments_for_plan_name_it"),
            models.CheckConstraint(
                condition=Q(card=None, renews=None) | Q(card__isnull=False, renews__isnull=False, purpose="plan"),
                name="payments_card_charge_renews_a_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(outcome=""),
                    status__in=["paid", "partly_refunded", "refunded", "disputed"],
                    paid_at__isnull=False,
                    settled_at__isnull=False,
                    paid_amount_kobo__isnull=False,
                )
                | Q(
                    status__in=["created", "pending", "failed", "given_up"],
                    outcome="",
                    paid_at=None,
                    settled_at=None,
                    paid_amount_kobo=None,
                ),
                name="payments_money_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({naira(self.amount_kobo)})"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_booked(self) -> bool:
        """Whether money came, whatever became of it since."""
        return self.settled_at is not None

    @property
    def is_held(self) -> bool:
        """Whether money came that waits for finance."""
        return self.outcome in self.HELD

    @property
    def is_credited(self) -> bool:
        """Whether money came that became the student's credit."""
        return self.outcome in self.CREDITED

    @property
    def has_bought(self) -> bool:
        """Whether the money bought what it was for."""
        return self.outcome in self.BOUGHT

    @property
    def price_kobo(self) -> int:
        """What the homework or plan costs: the amount due and the credit used with it."""
        return self.amount_kobo + self.credit_kobo

    @property
    def what(self) -> str:
        """What it is for, in words for staff and for the payer."""
        if self.purpose == self.Purpose.PLAN:
            return f"{self.plan} plan"
        return str(self.homework)

    def attempts(self) -> "models.QuerySet[Payment]":
        """Returns every attempt at what this one is for, itself included: a plan may stand in for paying its homework alone."""
        same = Q(homework=self.homework) if self.homework else Q(pk=self.pk)
        if self.purpose == self.Purpose.PLAN:
            same |= Q(student=self.student, purpose=self.Purpose.PLAN)
        return Payment.objects.filter(same)


SWEEP_STEPS = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
HOURLY_UNTIL = timedelta(hours=72)
WEEK = timedelta(weeks=1)
SWEEP_ENDS = timedelta(weeks=26)
"""Checkout pages never expire. Who pays one later than this is found by their webhook or by finance."""


def next_check(checkout_at: datetime, at: datetime) -> datetime | None:
    """Returns when to ask Paystack next: 2, 5, 15 and 60 minutes after the checkout, then hourly for 72 hours, then weekly
    for half a year, after that never (None)."""
    for step in SWEEP_STEPS:
        if checkout_at + step > at:
            return checkout_at + step
    if at - checkout_at < HOURLY_UNTIL:
        return at + timedelta(hours=1)
    return at + WEEK if at - checkout_at < SWEEP_ENDS else None
