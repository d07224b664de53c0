"""The database column and form field of a partial date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words


class PartialDateFormField(forms.CharField):
    """Reads a partial date as an editor writes it; refuses what is none, saying which forms there are."""

    default_error_messages = {
        "date": _("Write a day (2021-07-11), a month (2021-07), a year (2021), or 2021~, ../2021-07-11, 2021-07-11/..")
    }

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["date"], code="date") from None

    def run_validators(self, value: Any) -> None:
        super().run_validators("" if value is None else str(value))

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value


class PartialDateField(models.CharField):
    """A date with its precision in one column, in its written form; NULL means unknown.

    In SQL, `earliest_day(column)` and `latest_day(column)` (migration chronology.0001) give its bounds.
    """

    description = _("a date known to the day, month or year")

    # For type checkers: what may be assigned to the attribute, and what it gives.
    _pyi_private_set_type: PartialDate | str | None  # type: ignore[assignment]
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: PartialDate | str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 13
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        kwargs["null"], kwargs["blank"] = self.null, self.blank
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="date") from None

    def run_validators(self, value: Any) -> None:
        super().run_validators("" if value is None else str(value))

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return None if value is None else str(value)

    def in_words(self, value: PartialDate) -> str:
        """For a reader, in their language."""
        return in_words(value)

    def value_to_string(self, obj) -> str:
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any):
        return super(models.CharField, self).formfield(
            **{"form_class": PartialDateFormField, "empty_value": None, "max_length": 13, **kwargs}
        )
