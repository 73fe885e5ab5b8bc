"""What keeps long lists quick, and narrows them to a span of days."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from core.clock import now
from core.periods import NotAPeriod, Period, days, presets

EXACT_UP_TO = 10_000


class EstimatedPaginator(Paginator[Any]):
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
    """Days in Lagos, from and to included, by one of several dates of a row. Links with `date`, `from` and `to` lead here.

    fields: the model's field for each name that `date` may have; the first is taken where it has none.
    words: each name as the choices say it, such as `paid out`.
    offered: the names for which the usual spans are offered.
    """

    title = "day"
    fields: dict[str, str]
    words: dict[str, str]
    offered: tuple[str, ...]

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: type[Model], model_admin: "admin.ModelAdmin[Any]"
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
            for label, period in presets(timezone.localtime(now()).date()).values():
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
