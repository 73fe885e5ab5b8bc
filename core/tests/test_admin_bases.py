"""What the lists of all apps stand on: changes that leave a trace, rows to look at, long lists, spans of days."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.contrib.admin import AdminSite
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.forms import ModelForm, modelform_factory
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from core.admin import AuditedAdmin, EstimatedPaginator, PeriodFilter, ReadOnlyAdmin, ReadOnlyInline, naira_column
from core.models import AdminSettings, Alert, AuditEntry

pytestmark = pytest.mark.django_db
SITE = AdminSite()


@pytest.fixture
def request_of_staff() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("boss")
    return request


class GroupAdmin(AuditedAdmin):
    change_act, add_act = "group.changed", "group.added"


class SettingsAdmin(AuditedAdmin):
    change_act = "settings.changed"

    def audit_detail(self, obj: AdminSettings, changed: dict[str, list[Any]]) -> dict[str, Any]:
        return {"fields": list(changed)}


def save(model_admin: AuditedAdmin, request: HttpRequest, row: Any, **data: Any) -> Any:
    """Saves the row as the admin's change page does."""
    form_class: type[ModelForm[Any]] = modelform_factory(model_admin.model, fields=list(data))
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    form, change = form_class(query, instance=row), row is not None
    assert form.is_valid(), form.errors
    obj = form.save(commit=False)
    model_admin.save_model(request, obj, form, change)
    form.save_m2m()
    return obj


def trace() -> list[tuple[str, dict[str, Any]]]:
    return list(AuditEntry.objects.order_by("pk").values_list("name", "detail"))


def test_each_save_leaves_old_and_new_values(request_of_staff: HttpRequest) -> None:
    groups, (one, two) = GroupAdmin(Group, SITE), Permission.objects.order_by("pk")[:2]
    group = save(groups, request_of_staff, None, name="Night shift", permissions=[one.pk])
    save(groups, request_of_staff, group, name="Day shift", permissions=[one.pk, two.pk])
    assert trace() == [
        ("group.added", {"changed": {"name": [None, "Night shift"], "permissions": [None, [one.pk]]}}),
        ("group.changed", {"changed": {"name": ["Night shift", "Day shift"], "permissions": [[one.pk], [one.pk, two.pk]]}}),
    ]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor, entry.subject_type, entry.subject_id) == (request_of_staff.user, "auth.Group", str(group.pk))


def test_a_save_that_changes_nothing_leaves_no_trace(request_of_staff: HttpRequest) -> None:
    group = Group.objects.create(name="Night shift")
    save(GroupAdmin(Group, SITE), request_of_staff, group, name="Night shift")
    assert trace() == []


def test_an_admin_may_tell_less(request_of_staff: HttpRequest) -> None:
    settings = AdminSettings.objects.create(pk=1)
    save(SettingsAdmin(AdminSettings, SITE), request_of_staff, settings, brand="Home", support_opens_at=time(9))
    assert trace() == [("settings.changed", {"fields": ["brand", "support_opens_at"]})]


def test_times_are_kept_as_text(request_of_staff: HttpRequest) -> None:
    class TimesAdmin(AuditedAdmin):
        change_act = "settings.changed"

    settings = AdminSettings.objects.create(pk=1)
    save(TimesAdmin(AdminSettings, SITE), request_of_staff, settings, support_opens_at="09:00")
    assert trace() == [("settings.changed", {"changed": {"support_opens_at": ["08:00:00", "09:00:00"]}})]


class SettingsLook(ReadOnlyAdmin):
    price = naira_column("homework_price_kobo", "price")


def test_rows_to_look_at_are_changed_by_nobody_and_speak_naira(request_of_staff: HttpRequest) -> None:
    look, settings = SettingsLook(AdminSettings, SITE), AdminSettings.objects.create(pk=1)
    rights = (look.has_add_permission, look.has_change_permission, look.has_delete_permission)
    assert [right(request_of_staff) for right in rights] == [False] * 3
    assert look.has_view_permission(request_of_staff)
    fields = look.get_fields(request_of_staff, settings)
    shown = {field.short_description: field(settings) for field in fields if callable(field)}
    assert shown == {"homework price": "₦500", "refund approval": "₦5,000"}
    assert look.price(settings) == "₦500"
    assert look.price(Mock(homework_price_kobo=None)) == ""


def test_rows_below_a_row_are_only_looked_at(request_of_staff: HttpRequest) -> None:
    class EntryInline(ReadOnlyInline):
        model = AuditEntry
        fields = ["at", "name"]

    inline = EntryInline(User, SITE)
    assert inline.get_readonly_fields(request_of_staff) == ["at", "name"]
    assert not inline.extra
    assert not inline.can_delete
    assert not inline.has_add_permission(request_of_staff)
    assert not inline.has_change_permission(request_of_staff)


def test_a_long_list_is_counted_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.admin.lists.EXACT_UP_TO", 5)
    Alert.objects.bulk_create(Alert(key=str(number), text="x") for number in range(12))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_alert")
    short, long = (
        EstimatedPaginator(Alert.objects.filter(key="1").order_by("pk"), 2),
        EstimatedPaginator(Alert.objects.order_by("pk"), 2),
    )
    assert (short.count, short.num_pages) == (1, 1)
    with CaptureQueriesContext(connection) as queries:
        assert (long.count, long.num_pages) == (12, 3)
    assert all("LIMIT 6" in query["sql"] or query["sql"].startswith("EXPLAIN") for query in queries)


class SeenFilter(PeriodFilter):
    fields = {"first": "first_at", "last": "last_at"}
    words = {"first": "first seen", "last": "last seen"}
    offered = ("last",)


@pytest.fixture
def alerts() -> list[Alert]:
    moments = ["2026-11-21T22:59:59Z", "2026-11-21T23:00Z", "2026-11-22T22:59:59Z", "2026-11-22T23:00Z"]
    return [Alert.objects.create(key=text, text=text, last_at=datetime.fromisoformat(text)) for text in moments]


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00+00:00"):
        yield


def filtered(**query: str) -> SeenFilter:
    params = {name.rstrip("_"): [value] for name, value in query.items()}
    return SeenFilter(RequestFactory().get("/"), params, Alert, ReadOnlyAdmin(Alert, SITE))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"date": "last", "from_": "2026-11-22", "to": "2026-11-22"}, [1, 2]),
        ({"date": "last", "from_": "2026-11-22"}, [1, 2]),
        ({"date": "last", "to": "2026-11-23"}, [3]),
        ({"date": "first", "from_": "2026-11-22", "to": "2026-11-22"}, []),
        ({"date": "last", "from_": "nonsense"}, [0, 1, 2, 3]),
        ({}, [0, 1, 2, 3]),
    ],
)
def test_a_span_of_days_narrows_a_list(alerts: list[Alert], query: dict[str, str], found: list[int]) -> None:
    Alert.objects.update(first_at=datetime(2026, 1, 1, tzinfo=UTC))
    rows = filtered(**query).queryset(RequestFactory().get("/"), Alert.objects.order_by("pk"))
    assert list(rows) == [alerts[number] for number in found]


@pytest.mark.parametrize(
    ("query", "selected"),
    [
        ({}, "Any day"),
        ({"date": "last", "from_": "2026-11-21", "to": "2026-11-21"}, "Last seen yesterday"),
        ({"date": "first", "from_": "2026-11-21", "to": "2026-11-21"}, "First seen 2026-11-21"),
        ({"date": "last", "from_": "2026-11-01", "to": "2026-11-05"}, "Last seen 2026-11-01 to 2026-11-05"),
    ],
)
def test_exactly_one_choice_is_the_present_one(today: None, query: dict[str, str], selected: str) -> None:
    choices = list(filtered(**query).choices(Mock(spec=ChangeList)))
    assert [choice["display"] for choice in choices if choice["selected"]] == [selected]
