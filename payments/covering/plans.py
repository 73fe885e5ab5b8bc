"""Plans: what they cost, when a period runs, and what of it is earned."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from core.services import record
from homework import services as homework_services
from homework.models import Homework
from payments.books import bookings, ledger
from payments.covering import credit
from payments.covering.entitlement import counting_periods, is_entitled
from payments.events import period_moved
from payments.giving_up import give_up_open
from payments.models import CreditUse, LedgerAccount, LedgerEntry, LedgerTransaction, Payment, Plan, Subscription
from students.models import Student

Kind = LedgerTransaction.Kind
PAYABLE = (Homework.Status.DRAFT, Homework.Status.AWAITING_PAYMENT)


def plans_on_offer() -> list[Plan]:
    """Returns the plans that can be bought now, in the order students see them."""
    return list(Plan.objects.filter(is_active=True))


def plan_cost(*, student: Student, plan: Plan) -> credit.Split:
    """Returns what the plan costs this student now: the part their credit pays, and the rest."""
    return credit.split(plan.price_kobo, ledger.spendable_credit_of(student))


@transaction.atomic
def buy_plan_with_credit(*, student: Student, plan: Plan, homework: Homework | None, at: datetime) -> Subscription | None:
    """Starts a period that the student's credit pays for wholly, and releases the homework that goes with it.

    Returns:
        None, with nothing changed, if the credit is not enough.
    """
    if homework is not None:
        homework = homework_services.locked(homework.pk)
    student = credit.locked_student(student.pk)
    if plan_cost(student=student, plan=plan).due_kobo:
        return None
    subscription = begin(student=student, plan=plan, price_kobo=plan.price_kobo, payment=None, at=at)
    credit.spend(student=student, amount_kobo=plan.price_kobo, at=at, subscription=subscription)
    give_up_open(student=student, purpose=Payment.Purpose.PLAN, reason="Credit paid for the plan.", at=at)
    if homework is not None:
        release_attached(homework, at)
    return subscription


def begin(*, student: Student, plan: Plan, price_kobo: int, payment: Payment | None, at: datetime) -> Subscription:
    """Starts a bought period now, or where the last one ends that still counts. The student must be locked."""
    make_way(student, at)
    last = Subscription.objects.filter(student=student, ends_at__gt=at).order_by("-ends_at").first()
    starts_at = last.ends_at if last else at
    first_day, after = timezone.localdate(starts_at), last_day_after(plan, timezone.localdate(starts_at))
    subscription = Subscription.objects.create(
        student=student,
        plan=plan,
        payment=payment,
        price_kobo=price_kobo,
        homework_limit=plan.homework_limit,
        bought_at=at,
        starts_at=starts_at,
        ends_at=midnight(after),
        day_count=(after - first_day).days,
    )
    record("subscription.started", subject=subscription, plan=plan.name, ends_at=subscription.ends_at.isoformat())
    return subscription


def make_way(student: Student, at: datetime) -> None:
    """A new plan is bought: periods whose payment is disputed or goes back end now. If that money stays after all, what
    they had not used up becomes the student's credit (`give_rest_back`)."""
    sure = counting_periods(student).values("pk")
    unsure = Subscription.objects.filter(student=student, ends_at__gt=at).exclude(pk__in=sure)
    for period in unsure.select_related("payment"):
        by_dispute = period.payment is not None and period.payment.status == Payment.Status.DISPUTED
        end_early(subscription=period, by_dispute=by_dispute, at=at)


def give_rest_back(payment: Payment, at: datetime) -> int:
    """The money of a plan stays after all. What was left of a period that had made way becomes credit; returns it in kobo."""
    period = Subscription.objects.filter(payment=payment, ended_early_at__isnull=False).first()
    return bookings.plan_rest_became_credit(period, payment, at) if period else 0


def last_day_after(plan: Plan, first_day: date) -> date:
    """Returns the first day that a period beginning on `first_day` no longer covers; the 31st becomes a short month's last."""
    if plan.period_unit == Plan.Unit.DAY:
        return first_day + timedelta(days=plan.period_length)
    years, month = divmod(first_day.month - 1 + plan.period_length, 12)
    year, month = first_day.year + years, month + 1
    return date(year, month, min(first_day.day, monthrange(year, month)[1]))


def midnight(day: date) -> datetime:
    """Returns the moment at which a Lagos day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def release_attached(homework: Homework, at: datetime) -> bool:
    """Releases the homework for which a plan was bought, if it still waits; says whether it went."""
    if homework.status != Homework.Status.AWAITING_PAYMENT or not is_entitled(homework=homework, at=at):
        return False
    homework_services.release(homework_id=homework.pk, at=at)
    homework.refresh_from_db()
    return True


def day_share(subscription: Subscription, number: int) -> int:
    """Returns what day `number` (from 0) earns, in kobo; the days together are exactly the price."""
    price, days = subscription.price_kobo, subscription.day_count
    return price * (number + 1) // days - price * number // days


@transaction.atomic
def earn_days(*, subscription: Subscription, at: datetime) -> int:
    """Books the revenue of each day of the period that has passed, each once; returns how many days that were."""
    row = Subscription.objects.select_for_update(no_key=True).select_related("student").get(pk=subscription.pk)
    first_day = timezone.localdate(row.starts_at)
    booked = set(LedgerTransaction.objects.filter(subscription=row, kind=Kind.PLAN_DAY).values_list("day", flat=True))
    new = [day for day in row.days_over(at) if day not in booked]
    for day in new:
        bookings.plan_day_earned(row, day, day_share(row, (day - first_day).days), at)
    return len(new)


@transaction.atomic
def end_early(*, subscription: Subscription, by_dispute: bool, at: datetime) -> None:
    """The money went back or may go: the period ends now. Of what it has not earned, the part that credit paid is the
    student's again, and the rest makes up for the loss."""
    if subscription.ended_early_at is not None:
        return
    earn_days(subscription=subscription, at=at)
    rows = Subscription.objects.select_for_update(no_key=True, of=("self",)).select_related("student", "payment")
    row = rows.get(pk=subscription.pk)
    if row.payment is not None:
        uses = CreditUse.objects.filter(subscription=row)
        credit.return_beside(row.payment, uses, at, most_kobo=unearned_kobo(row))
    bookings.plan_ended(row, unearned_kobo(row), by_dispute=by_dispute, at=at)
    row.ended_early_at = row.closed_at = at
    row.starts_at, row.ends_at = min(row.starts_at, at), min(row.ends_at, at)
    row.save(update_fields=["ended_early_at", "closed_at", "starts_at", "ends_at"])
    record("subscription.ended_early", subject=row)
    _close_gaps(row.student, at)


def _close_gaps(student: Student, at: datetime) -> None:
    """Periods that followed the ended one begin as soon as nothing stands before them: they were paid to be used."""
    free_from = at
    ahead = Subscription.objects.select_for_update(no_key=True, of=("self",)).filter(student=student, ends_at__gt=at)
    for period in ahead.select_related("plan", "student").order_by("starts_at"):
        if period.starts_at > free_from:
            _move(period, free_from, at)
        free_from = period.ends_at


def _move(period: Subscription, starts_at: datetime, at: datetime) -> None:
    """Moves a period that has not begun, and so has earned nothing, to an earlier start."""
    first_day = timezone.localdate(starts_at)
    after = last_day_after(period.plan, first_day)
    period.starts_at, period.ends_at, period.day_count = starts_at, midnight(after), (after - first_day).days
    period.save(update_fields=["starts_at", "ends_at", "day_count"])
    record("subscription.moved", subject=period, starts_at=starts_at.isoformat(), ends_at=period.ends_at.isoformat())
    period_moved.send(Subscription, subscription=period, at=at)


def unearned_kobo(subscription: Subscription) -> int:
    """Returns what of the price still stands on the deferred account."""
    moved = LedgerEntry.objects.filter(
        transaction__subscription=subscription,
        transaction__kind__in=[Kind.PLAN_DAY, Kind.PLAN_ENDED, Kind.CREDIT_RETURNED],
        account=LedgerAccount.DEFERRED,
    )
    return subscription.price_kobo - (moved.aggregate(total=Sum("amount_kobo"))["total"] or 0)


def unfinished(*, at: datetime) -> QuerySet[Subscription]:
    """Periods that have begun and are not closed: those that may have days to earn."""
    return Subscription.objects.filter(closed_at=None, starts_at__lt=at).order_by("ends_at", "pk")


@transaction.atomic
def close_ended(*, subscription: Subscription, at: datetime) -> None:
    """Tidies a period that is over: its last days are earned, and the nightly runs pass it by from now on."""
    earn_days(subscription=subscription, at=at)
    Subscription.objects.filter(pk=subscription.pk, closed_at=None, ends_at__lte=at).update(closed_at=at)
