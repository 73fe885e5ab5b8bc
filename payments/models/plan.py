from datetime import date, datetime, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.clock import now
from core.money import naira
from students.models import Student

ANNOUNCED_BEFORE = timedelta(days=3)
"""How long before a period ends the student is reminded. A period shorter than this is not announced."""


class Plan(models.Model):
    """Homework for a whole period at one price. Rows are edited, or switched off, never deleted.

    What was bought keeps its terms: a subscription copies them, an open attempt keeps its quoted price.
    """

    class Unit(models.TextChoices):
        DAY = "day", "Days"
        MONTH = "month", "Months"

    name = models.CharField(max_length=20, unique=True, help_text="As students read it on a button, such as Monthly.")
    period_length = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    period_unit = models.CharField(max_length=5, choices=Unit, default=Unit.MONTH)
    price_kobo = models.PositiveIntegerField(
        "price (kobo)", validators=[MinValueValidator(10_000)], help_text="For the whole period."
    )
    homework_limit = models.PositiveSmallIntegerField(
        "fair-use limit", validators=[MinValueValidator(1)], help_text="How many homeworks one period covers."
    )
    is_active = models.BooleanField(default=True, help_text="Whether it can be bought now.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller comes first.")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_kobo__gte=10_000, period_length__gte=1, homework_limit__gte=1),
                name="payments_plan_makes_sense",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> str:
        """The period as staff read it after a price: `a month`, `14 days`."""
        if self.period_length == 1:
            return f"a {self.period_unit}"
        return f"{self.period_length} {self.get_period_unit_display().lower()}"

    @property
    def price(self) -> str:
        return naira(self.price_kobo)


class Subscription(models.Model):
    """One bought period of a plan. Entitlement comes from its dates and the count of homeworks, never from a flag.

    bought (`starts_at` .. `ends_at`, the end excluded and always a midnight in Lagos) -> over -> `closed_at` set by the tidying
    Ended early (a refund or a lost dispute, or another plan bought while it might come to that): `ended_early_at` is set
    and `ends_at` moves there, as does `starts_at` of a period that had not begun; what follows moves up.
    A period bought while another runs starts where that ends. Periods of one student never overlap: the exclusion constraint
    `payments_periods_do_not_overlap` (migration 0002).

    Its price is earned by the day (`day_count` days from the Lagos day of `starts_at`); what is not yet earned stands on the
    ledger account of deferred plan revenue.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="subscriptions")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="subscriptions")
    payment = models.OneToOneField(
        "payments.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subscription",
        help_text="Empty: bought with credit alone.",
    )
    price_kobo = models.PositiveIntegerField("price (kobo)", help_text="As paid, in money and credit together.")
    homework_limit = models.PositiveSmallIntegerField("fair-use limit", help_text="As the plan said when it was bought.")
    bought_at = models.DateTimeField(default=now)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="The first moment that is no longer covered.")
    day_count = models.PositiveSmallIntegerField(help_text="Lagos days over which the price is earned.")
    ended_early_at = models.DateTimeField(
        null=True, blank=True, help_text="Set when the money went back or another was bought meanwhile."
    )
    reminded_before_at = models.DateTimeField(null=True, blank=True)
    reminded_after_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Set by the tidying once it is over and fully earned.")

    class Meta:
        indexes = [
            models.Index(fields=["student", "-ends_at"], name="subscription_of_one_student"),
            models.Index(fields=["ends_at"], name="subscription_endings", condition=Q(closed_at=None)),
            models.Index(fields=["-bought_at"], name="subscription_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at"), day_count__gte=1), name="payments_subscription_makes_sense"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} for {self.student} until {timezone.localtime(self.ends_at):%d %b %Y}"

    @property
    def last_moment(self) -> datetime:
        """The last minute that is covered, as students read the end: 11:59 pm rather than midnight."""
        return self.ends_at - timedelta(minutes=1)

    @property
    def is_announced(self) -> bool:
        """Whether the end of a period of this length is announced beforehand (`payments.renewing.reminders`)."""
        return self.day_count > ANNOUNCED_BEFORE.days

    def covers(self, at: datetime) -> bool:
        """Whether `at` lies in the period. Says nothing about the fair-use limit or a dispute."""
        return self.starts_at <= at < self.ends_at

    def days_over(self, at: datetime) -> list[date]:
        """The Lagos days of the period that have passed at `at`; those after an early end never do."""
        first_day = timezone.localdate(self.starts_at)
        until = min(timezone.localdate(at), timezone.localdate(self.ended_early_at or at))
        passed = min((until - first_day).days, self.day_count)
        return [first_day + timedelta(days=number) for number in range(passed)]


class CreditUse(models.Model):
    """Credit spent on a homework or a plan: spent -> returned, when the homework was withdrawn or the money beside it went.

    Of a plan only so much returns as its days have not used up.

    The balance itself is not here: it is derived from the ledger's account of student credit.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="credit_uses")
    homework = models.ForeignKey(
        "homework.Homework", models.PROTECT, null=True, blank=True, related_name="credit_uses", help_text="Empty: a plan."
    )
    subscription = models.OneToOneField(Subscription, models.PROTECT, null=True, blank=True, related_name="credit_use")
    payment = models.OneToOneField(
        "payments.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_use",
        help_text="The payment that brought the rest; empty: credit covered all of it.",
    )
    amount_kobo = models.PositiveBigIntegerField("amount (kobo)")
    spent_at = models.DateTimeField(default=now)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_kobo = models.PositiveBigIntegerField("amount returned (kobo)", default=0)

    class Meta:
        indexes = [models.Index(fields=["student", "-spent_at"], name="credit_uses_of_one_student")]
        constraints = [
            models.UniqueConstraint(
                fields=["homework"], condition=Q(returned_at=None), name="payments_one_credit_use_per_homework"
            ),
            models.CheckConstraint(condition=Q(amount_kobo__gt=0), name="payments_credit_use_is_positive"),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_kobo=0)
                | Q(returned_at__isnull=False, returned_kobo__gt=0, returned_kobo__lte=F("amount_kobo")),
                name="payments_credit_use_returns_what_was_spent",
            ),
            models.CheckConstraint(
                condition=Q(homework__isnull=False, subscription=None) | Q(homework=None, subscription__isnull=False),
                name="payments_credit_use_buys_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{naira(self.amount_kobo)} of {self.student}'s credit"
