"""How finance narrows lists of money, and finds payments."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest

from core.admin import PeriodFilter
from homework.models import Homework
from payments.books import ledger
from payments.channels import CHANNELS, stored_channel
from payments.models import Dispute, Payment, Refund, Settlement
from payments.reports.selection import REAL_MONEY, REAL_MONEY_BACK, DateBasis
from students.models import Student
from students.search import phone_forms, with_phone

STUDENTS_PER_NAME = 200
NUMBER = re.compile(r"(?:PSTK[_-]?)?([0-9]{1,18})", re.IGNORECASE)


class PaymentPeriodFilter(PeriodFilter):
    """The report's links lead here."""

    fields = {basis.value: basis.field for basis in DateBasis}
    words = {basis.value: basis.word for basis in DateBasis}
    offered = (DateBasis.PAID.value, DateBasis.CREATED.value)


class RefundPeriodFilter(PeriodFilter):
    """For refunds, paid and booked both mean the day on which it was paid out."""

    fields = {"paid": "finished_at", "booked": "finished_at", "created": "asked_at"}
    words = {"paid": "paid out", "booked": "paid out", "created": "asked for"}
    offered = ("paid", "created")


class DisputePeriodFilter(PeriodFilter):
    """For disputes, paid and booked both mean the day on which it was decided."""

    fields = {"paid": "resolved_at", "booked": "resolved_at", "created": "opened_at"}
    words = {"paid": "decided", "booked": "decided", "created": "opened"}
    offered = ("paid", "created")


class ChannelFilter(admin.SimpleListFilter):
    """Known channels by name: asking the table which ones it holds would read all of it."""

    title = "channel"
    parameter_name = "channel"
    field = "channel"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        return list(CHANNELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(**{self.field: stored_channel(chosen)}) if chosen else queryset


class CountedFilter(admin.SimpleListFilter):
    """Money that the report adds up, and money that stands apart."""

    title = "money report"
    parameter_name = "counted"
    moved, counted = Q(paid_at__isnull=False), REAL_MONEY

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        return [("yes", "Counted"), ("no", "Apart: other currency or mode")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(self.counted)
        return queryset.filter(self.moved).exclude(self.counted) if self.value() == "no" else queryset


class HeldFilter(admin.SimpleListFilter):
    """Money that bought nothing and is still here, as the ledger has it; `held_kobo` tells how much of each payment."""

    title = "held money"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, str]]:
        return [("now", "Held now")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "now":
            return queryset
        sums = ledger.held().order_by().values("transaction__payment").annotate(sum=-Sum("amount_kobo")).filter(sum__gt=0)
        of_payment = sums.filter(transaction__payment=OuterRef("pk")).values("sum")
        held: QuerySet[Any] = queryset.filter(pk__in=sums.values("transaction__payment"))
        told: QuerySet[Any] = held.annotate(held_kobo=Subquery(of_payment))
        return told


class RefundCountedFilter(CountedFilter):
    moved, counted = Q(status=Refund.Status.PROCESSED), REAL_MONEY_BACK & Q(status=Refund.Status.PROCESSED)


class DisputeCountedFilter(CountedFilter):
    moved, counted = Q(resolution__in=Dispute.LOST), REAL_MONEY_BACK & Q(resolution__in=Dispute.LOST)


class PaymentChannelFilter(ChannelFilter):
    field = "payment__channel"


SEARCH_HELP = "Reference, student's code, phone or name, homework number, Paystack's id, payout id (PSTK_…), refund (R1001)"


def search(queryset: "QuerySet[Payment]", words: str) -> "QuerySet[Payment]":
    """Finds payments by what finance holds in its hands. Ids are looked up first, so that an index answers each question."""
    term = words.strip()
    number = NUMBER.fullmatch(term)
    if number:
        return _by_number(queryset, int(number[1]), term)
    if phone_forms(term):
        return queryset.filter(student__in=_owners(term))
    if student_id := Student.codes.row_id(term):
        return queryset.filter(student=student_id)
    if refund_id := Refund.codes.row_id(term):
        return queryset.filter(pk__in=list(Refund.objects.filter(pk=refund_id).values_list("payment", flat=True)))
    if term[:3].upper() == "TL-":
        return queryset.filter(reference__startswith=f"TL-{term[3:].lower()}")
    named = Student.objects.filter(full_name__icontains=term).values_list("pk", flat=True)
    return queryset.filter(student__in=list(named[:STUDENTS_PER_NAME]))


def _by_number(queryset: "QuerySet[Payment]", number: int, term: str) -> "QuerySet[Payment]":
    settlement = Settlement.objects.filter(paystack_id=number).first()
    if settlement is not None:
        return queryset.filter(settled_in__settlement=settlement)
    condition = Q(paystack_id=number) | Q(student__in=_owners(term))
    homework_id = Homework.codes.row_id(term)
    return queryset.filter(condition | Q(homework=homework_id) if homework_id else condition)


def _owners(phone: str) -> list[int]:
    """Students with this phone number."""
    return list(with_phone(Student.objects.all(), phone).values_list("pk", flat=True)[:STUDENTS_PER_NAME])
