"""What the fields of a list's rows are called on a page of the newsroom."""

from typing import Any

from django import template
from django.utils.text import Truncator

from sources.admin.field_labels import LABELS, Words

register = template.Library()


@register.filter
def field_label(name: str) -> str:
    """The field in words; a column that is none of ours by its heading."""
    return str(LABELS.get(name, name))


@register.simple_tag
def in_words(words: Words, field: str, value: Any) -> str:
    """A value of a row in words, cut where it is long."""
    return Truncator(str(words.of(field, value))).chars(120)
