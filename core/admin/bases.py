"""The kinds of admin pages: for looking only, for prices, and for changes that leave a trace."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.validators import MinValueValidator
from django.db.models import Field, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.admin.fields import NairaField
from core.money import naira
from core.services import record


def staff(request: HttpRequest) -> User:
    """Returns the person behind a request that has passed the admin's sign-in check."""
    assert isinstance(request.user, User)
    return request.user


def naira_column(name: str, title: str) -> Any:
    """Returns a column, for the body of an admin class, that shows a field of kobo in naira."""

    def shown(self: object, row: Model) -> str:
        return _naira(row, name)

    return admin.display(description=title, ordering=name)(shown)


def _naira(row: Model, name: str) -> str:
    amount_kobo = getattr(row, name)
    return "" if amount_kobo is None else naira(amount_kobo)


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """History and money: looked at by whoever has the view permission, changed by nobody, superusers included.

    Kobo are shown in naira: nobody reads money in hundredths.
    """

    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        kobo = {field.name: _in_naira(field) for field in self.opts.fields if field.name.endswith("_kobo")}
        return [kobo.get(str(name), name) for name in super().get_fields(request, obj)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _in_naira(field: "Field[Any, Any]") -> Callable[[Model], str]:
    """Returns what shows a field of kobo in naira, under the field's name without the unit."""
    title = str(field.verbose_name).removesuffix(" (kobo)").removesuffix(" kobo")
    return admin.display(description=title)(lambda row: _naira(row, field.name))


class ReadOnlyInline(admin.TabularInline[Any, Any]):
    """The rows below a row, to look at: subclasses name the model and its `fields`."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [*(self.fields or ())]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PricesInNaira(admin.ModelAdmin[Any]):
    """For rows with prices that staff edit: kobo are typed and shown in naira."""

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if not db_field.name.endswith("_kobo"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        least = [validator.limit_value for validator in db_field.validators if isinstance(validator, MinValueValidator)]
        return NairaField(
            label=str(db_field.verbose_name).capitalize(),
            help_text=db_field.help_text,
            required=not db_field.blank,
            least_kobo=max([0, *least]),
        )


class AuditedAdmin(admin.ModelAdmin[Any]):
    """For rows that staff edit: each save leaves an audit entry with the old and the new value of each changed field."""

    change_act: str
    """The dotted name under which a change is recorded, such as `plan.changed`."""
    add_act = ""
    """The same for a new row, where it differs."""

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        changed = {name: [_plain(form.initial.get(name)), _plain(form.cleaned_data[name])] for name in form.changed_data}
        super().save_model(request, obj, form, change)
        if changed:
            act = self.change_act if change else self.add_act or self.change_act
            record(act, subject=obj, actor=staff(request), **self.audit_detail(obj, changed))

    def audit_detail(self, obj: Any, changed: dict[str, list[Any]]) -> dict[str, Any]:
        """What the entry tells; `changed` holds the old and the new value of each changed field."""
        return {"changed": changed}


def _plain(value: object) -> object:
    """A form's value as the audit's JSON can hold it: rows by their ids, times as text."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list | QuerySet):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)
