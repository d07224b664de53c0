"""What a list holds, in words: for whoever opens a file of it in ten years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import FilterSet

from chronology.wording import in_words
from publication.models import Edition
from publication.selection.filters import CodeFilter
from publication.selection.index import VOCABULARIES

Label = Callable[[str, str], str]
"""Of a vocabulary and a code."""
CODED = {**VOCABULARIES, "release_type": "release_type", "announcement": "announcement"}


def in_force(filters: type[FilterSet], values: dict[str, Any], label: Label) -> list[tuple[str, str]]:
    """Each filter with its values in words, in the order of the filters. The day and the order are none of them."""
    told = []
    for name, declared in filters.base_filters.items():
        if name in values and name not in ("as_of", "edition", "known_at", "sort"):
            told.append((str(declared.label), _value(declared, name, values[name], label)))
    return told


def _value(declared: Any, name: str, value: Any, label: Label) -> str:
    if isinstance(declared, CodeFilter):
        return ", ".join(label(CODED[name], code) for code in value)
    if isinstance(value, date):
        return in_words(value, _language())
    return label(CODED[name], value) if name in CODED else str(value)


def cited(what: str, edition: Edition, day: date, address: str) -> str:
    """How to cite a list, in the manner of the APA. `address` names the edition."""
    published = timezone.localtime(edition.published_at)
    printed_on = dateformat.format(published, "Y, j \\d\\e F" if _language() == "es" else "Y, F j")
    known = _("as of %(day)s, edition %(number)s") % {"day": in_words(day, _language()), "number": edition.number}
    invented = _(", invented demonstration data") if edition.is_demo else ""
    return f"#TODOS. ({printed_on}). {what} [{known}{invented}]. {address}"


def about(
    what: str,
    *,
    edition: Edition,
    day: date,
    count: int,
    filters: list[tuple[str, str]],
    address: str,
) -> Iterator[tuple[str, str]]:
    """The lines of the sheet that says what the others are. `what` names the list; `filters`: as `in_force` gives."""
    language = _language()
    yield _("How to cite"), cited(what, edition, day, address)
    yield _("Address"), address
    yield _("Edition"), str(edition.number)
    yield _("Edition of"), in_words(timezone.localdate(edition.published_at), language)
    yield _("As of"), in_words(day, language)
    yield _("Rows"), str(count)
    if filters:
        for name, value in filters:
            yield _("Filter: %(name)s") % {"name": name}, value
    else:
        yield _("Filter"), _("none: all who are named")
    yield _("Digest of the edition"), edition.digest
    yield _("Not in this file"), _("Persons who are counted but not named, for their safety.")
    if edition.is_demo:
        yield _("Demonstration"), _("All the people in this file are invented.")


def _language() -> str:
    return get_language() or "es"
