"""The value of a column as an editor reads it: codes by their labels, days in words, yes and no."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Field
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def in_words(column: Field, value: Any) -> str:
    """Empty when it says nothing. A column may know how its own kind of value is told (its `in_words`)."""
    if value is None or value == "":
        return ""
    if hasattr(column, "in_words"):
        return column.in_words(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(column, each)}" for key, each in value.items())
    labels = dict(getattr(column, "base_field", column).flatchoices)
    if isinstance(value, list):
        return ", ".join(str(labels.get(each, each)) for each in value)
    if value in labels:
        return str(labels[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)
