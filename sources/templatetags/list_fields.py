"""What the fields of a list's rows are called on a page of the newsroom."""

from django import template

from sources.admin.field_labels import LABELS

register = template.Library()


@register.filter
def field_label(name: str) -> str:
    """The field in words; a column that is none of ours by its heading."""
    return str(LABELS.get(name, name))
