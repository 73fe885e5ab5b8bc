"""How lists of money stay quick at any size, and how finance narrows them."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils import timezone

from core import clock
from payments.books import ledger
from payments.channels import CHANNELS, stored_channel
from payments.models import Dispute, Payment, Refund, Settlement
from payments.reports.selection import REAL_MONEY, REAL_MONEY_BACK, DateBasis, NotAPeriod, Period, days, presets
from students.models import Student
from students.search import phone_forms, with_phone

EXACT_UP_TO = 10_000
STUDENTS_PER_NAME = 200
NUMBER = re.compile(r"(?:PSTK[_-]?)?([0-9]{1,18})", re.IGNORECASE)


class EstimatedPaginator(Paginator):
    """Counts exactly up to 10,000 rows and asks the planner beyond; pages reach as far, older rows are found by filters."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list).order_by()
        exact = rows[: EXACT_UP_TO + 1].count()
        if exact <= EXACT_UP_TO:
            return exact
        return max(exact, int(json.loads(rows.explain(format="json"))[0]["Plan"]["Plan Rows"]))

    @cached_property
    def num_pages(self) -> int:
        return max(1, -(-min(self.count, EXACT_UP_TO) // self.per_page))


class PeriodFilter(admin.ListFilter):
    """Days in Lagos, from and to included, by a date that the choice names. The report's links lead here."""

    title = "day"
    fields: dict[str, str] = {basis.value: basis.field for basis in DateBasis}
    words: dict[str, str] = {basis.value: basis.word for basis in DateBasis}
    offered: tuple[str, ...] = (DateBasis.PAID.value, DateBasis.CREATED.value)

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: type[Model], model_admin: admin.ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[str(name)] = params.pop(str(name))[-1]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return ["date", "from", "to"]

    @property
    def basis(self) -> str:
        chosen = self.used_parameters.get("date", "")
        return chosen if chosen in self.fields else next(iter(self.fields))

    @property
    def period(self) -> Period | None:
        first, last = (str(self.used_parameters.get(name, "")) for name in ("from", "to"))
        try:
            return days(first or last, last or first) if first or last else None
        except NotAPeriod:
            return None

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        period, field = self.period, self.fields[self.basis]
        return queryset if period is None else queryset.filter(**{f"{field}__gte": period.start, f"{field}__lt": period.end})

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        chosen, names = (self.basis, self.period), ["date", "from", "to"]
        yield {"selected": chosen[1] is None, "query_string": changelist.get_query_string(remove=names), "display": "Any day"}
        found = chosen[1] is None
        for basis in self.offered:
            for label, period in presets(timezone.localtime(clock.now()).date()).values():
                selected = chosen == (basis, period) and not found
                found = found or selected
                words = {"date": basis, "from": str(period.first), "to": str(period.last)}
                yield {
                    "selected": selected,
                    "query_string": changelist.get_query_string(words),
                    "display": f"{self.words[basis].capitalize()} {label.lower()}",
                }
        if not found and chosen[1] is not None:
            display = f"{self.words[chosen[0]].capitalize()} {chosen[1].text}"
            yield {"selected": True, "query_string": changelist.get_query_string(), "display": display}


class RefundPeriodFilter(PeriodFilter):
    """The same for refunds: paid and booked both mean the day on which it was paid out."""

    fields = {"paid": "finished_at", "booked": "finished_at", "created": "asked_at"}
    words = {"paid": "paid out", "booked": "paid out", "created": "asked for"}
    offered = ("paid", "created")


class DisputePeriodFilter(PeriodFilter):
    """The same for disputes: paid and booked both mean the day on which it was decided."""

    fields = {"paid": "resolved_at", "booked": "resolved_at", "created": "opened_at"}
    words = {"paid": "decided", "booked": "decided", "created": "opened"}
    offered = ("paid", "created")


class ChannelFilter(admin.SimpleListFilter):
    """Known channels by name: asking the table which ones it holds would read all of it."""

    title = "channel"
    parameter_name = "channel"
    field = "channel"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(CHANNELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(**{self.field: stored_channel(chosen)}) if chosen else queryset


class CountedFilter(admin.SimpleListFilter):
    """Money that the report adds up, and money that stands apart."""

    title = "money report"
    parameter_name = "counted"
    moved, counted = Q(paid_at__isnull=False), REAL_MONEY

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "Counted"), ("no", "Apart: other currency or mode")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(self.counted)
        return queryset.filter(self.moved).exclude(self.counted) if self.value() == "no" else queryset


class HeldFilter(admin.SimpleListFilter):
    """Money that bought nothing and is still here, as the ledger has it; `held_kobo` tells how much of each payment."""

    title = "held money"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("now", "Held now")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "now":
            return queryset
        sums = ledger.held().order_by().values("transaction__payment").annotate(sum=-Sum("amount_kobo")).filter(sum__gt=0)
        of_payment = sums.filter(transaction__payment=OuterRef("pk")).values("sum")
        return queryset.filter(pk__in=sums.values("transaction__payment")).annotate(held_kobo=Subquery(of_payment))


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
    if re.fullmatch(r"[Ss][0-9]{4,12}", term):
        return queryset.filter(student=int(term[1:]) - 1000)
    if re.fullmatch(r"[Rr][0-9]{4,12}", term):
        return queryset.filter(pk__in=list(Refund.objects.filter(pk=int(term[1:]) - 1000).values_list("payment", flat=True)))
    if term[:3].upper() == "TL-":
        return queryset.filter(reference__startswith=f"TL-{term[3:].lower()}")
    named = Student.objects.filter(full_name__icontains=term).values_list("pk", flat=True)
    return queryset.filter(student__in=list(named[:STUDENTS_PER_NAME]))


def _by_number(queryset: "QuerySet[Payment]", number: int, term: str) -> "QuerySet[Payment]":
    settlement = Settlement.objects.filter(paystack_id=number).first()
    if settlement is not None:
        return queryset.filter(settled_in__settlement=settlement)
    condition = Q(paystack_id=number) | Q(student__in=_owners(term))
    return queryset.filter(condition | Q(homework=number - 1000) if 1000 < number < 2**31 else condition)


def _owners(phone: str) -> list[int]:
    """Students with this phone number."""
    return list(with_phone(Student.objects.all(), phone).values_list("pk", flat=True)[:STUDENTS_PER_NAME])
