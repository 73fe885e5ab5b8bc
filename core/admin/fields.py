"""Fields of forms that the whole desk uses."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.money import naira


class NairaField(forms.DecimalField):
    """An amount that staff type in naira, such as 500 or 500.50; the form gives and takes whole kobo."""

    def __init__(self, *, least_kobo: int = 0, most_kobo: int | None = None, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **kwargs)
        self.least_kobo, self.most_kobo = least_kobo, most_kobo
        if self.label:
            self.label = f"{str(self.label).removesuffix(' (kobo)').removesuffix(' kobo')} (₦)"

    def prepare_value(self, value: Any) -> Any:
        """Kobo from the database or the form's initial value are shown in naira; what was typed is shown as typed."""
        if not isinstance(value, int):
            return value
        return str(value // 100) if value % 100 == 0 else str(Decimal(value) / 100)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if typed is None:
            return None
        amount_kobo = int(typed * 100)
        if amount_kobo < self.least_kobo:
            raise ValidationError(f"No less than {naira(self.least_kobo)}.")
        if self.most_kobo is not None and amount_kobo > self.most_kobo:
            raise ValidationError(f"No more than {naira(self.most_kobo)}.")
        return amount_kobo

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True
