"""The parameters by which persons are chosen, and what each accepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    MultipleChoiceFilter,
    NumberFilter,
)

from publication.models import Edition, PrisonerVersion
from publication.selection.errors import BadParameter, EndsBeforeItBegins, UnknownParameter
from publication.selection.orders import SORTS
from publication.selection.written import day_spoken_of, day_written

LONGEST_QUERY = 200

# Parameters of a list that choose no persons.
PAGING = ("cursor", "page_size")


Codes = Mapping[str, Sequence[str]]
Fields = Mapping[str, forms.Field]


class CodeFilter(MultipleChoiceFilter):
    """One or several codes of a vocabulary; a person with any of them is chosen. `unknown` finds what is empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)


class DayField(forms.DateField):
    """A day, written 2021-07-11."""

    def to_python(self, value: Any) -> date | None:
        try:
            return day_written(value, "") if value else None
        except BadParameter as error:
            raise forms.ValidationError(error.message) from None


class DayFilter(DateFilter):
    """A day, written 2021-07-11."""

    field_class = DayField

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **options)


class SortFilter(ChoiceFilter):
    """One of the orders of a list."""

    def __init__(self, sorts: Sequence[str], **options: Any) -> None:
        super().__init__(choices=[(sort, sort) for sort in sorts], empty_label=None, **options)


class PrisonerFilter(FilterSet):
    """Declares the parameters; selection.py answers them from the index of the edition, not by this queryset.

    Each may be left out or empty. Those of codes may be repeated: a person with any of the values is chosen.
    """

    q = CharFilter(label=_("Name"), max_length=LONGEST_QUERY)
    province = CodeFilter(label=_("Province of the first detention"))
    municipality = CodeFilter(label=_("Municipality of the first detention"))
    custody_state = CodeFilter(label=_("Custody state on the day"))
    context = CodeFilter(label=_("Context of the detention"))
    event = CodeFilter(label=_("Event in which the person was detained"))
    offence = CodeFilter(label=_("Any accused or convicted offence"))
    gender = CodeFilter(label=_("Gender"))
    minor_at_detention = CodeFilter(label=_("Under 18 at the first detention"))
    list = CodeFilter(label=_("On this list on the day"))
    detained_after = DayFilter(label=_("First detained certainly on or after this day"))
    detained_before = DayFilter(label=_("First detained certainly on or before this day"))
    sort = SortFilter(SORTS, label=_("Order: of names, of the first detention, or with a name the best match first"))
    as_of = DayFilter(label=_("Day of the custody states and lists"))
    edition = NumberFilter(label=_("Edition"))
    known_at = DayFilter(label=_("The newest edition published by the close of this day, in place of its number"))

    class Meta:
        model = PrisonerVersion
        fields = ()

    def __init__(self, data: Mapping[str, Any], codes: Codes) -> None:
        super().__init__(data, queryset=PrisonerVersion.objects.none())
        for name, allowed in codes.items():
            self.filters[name].extra["choices"] = [(code, code) for code in allowed]


def fields_of(filters: type[FilterSet], codes: Codes) -> Fields:
    """The fields of a filter, to be made once and used for many questions: a whole form costs more than the answer."""
    fields = {name: declared.field for name, declared in deepcopy(filters.base_filters).items()}
    for name, allowed in codes.items():
        fields[name].choices = [(code, code) for code in allowed]
        fields[name].known = frozenset(allowed)  # type: ignore[attr-defined]  # its choices are slow to look through
    return fields


def read(fields: Fields, params: QueryDict) -> dict[str, Any]:
    """The values of the parameters given. Raises BadParameter for the first that is wrong."""
    values = {}
    for name in params:
        if name in fields:
            field = fields[name]
            is_several = isinstance(field, forms.MultipleChoiceField)
            if is_several and getattr(field, "known", frozenset()).issuperset(params.getlist(name)):
                values[name] = params.getlist(name)
                continue
            try:
                values[name] = field.clean(params.getlist(name) if is_several else params[name])
            except forms.ValidationError as error:
                known = [str(code) for code, _text in getattr(field, "choices", ())]
                raise BadParameter(name, _expected(field, error, known), known) from None
    return values


def given(params: Mapping[str, Any], filters: type[FilterSet], known: Collection[str] = ()) -> QueryDict:
    """The parameters that are not empty. Raises BadParameter for an unknown one and for a repeated single value."""
    kept = QueryDict(mutable=True)
    for name, values in _lists(params):
        declared = filters.base_filters.get(name)
        if declared is None and name not in known:
            raise UnknownParameter(name, [*filters.base_filters, *known])
        filled = [value for value in values if (value.strip() if name == "q" else value)]
        if len(filled) > 1 and not isinstance(declared, CodeFilter):
            raise BadParameter(name, gettext("expected one value"))
        if filled:
            kept.setlist(name, filled)
    return kept


def refuse_backwards(values: Mapping[str, Any], after: str, before: str) -> None:
    """Raises EndsBeforeItBegins: such a period would find nobody, and nobody would see why."""
    if after in values and before in values and values[before] < values[after]:
        raise EndsBeforeItBegins(before, after)


def day_asked(params: Mapping[str, Any], edition: Edition) -> date:
    """The `as_of` among parameters that `given` has looked at; without one, the edition's. Raises BadParameter."""
    text = str(params.get("as_of") or "")
    return day_spoken_of(text, "as_of", edition.as_of) if text else edition.as_of


def _lists(params: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    if isinstance(params, QueryDict):
        return [(name, list(values)) for name, values in params.lists()]
    return [
        (
            name,
            [str(one) for one in (value if isinstance(value, list | tuple) else [value]) if one is not None],
        )
        for name, value in params.items()
    ]


def _expected(field: forms.Field, error: forms.ValidationError, known: list[str]) -> str:
    if isinstance(field, forms.ChoiceField):
        return gettext("not known; there are: %(known)s") % {"known": ", ".join(known) or "-"}
    if isinstance(field, forms.DateField):
        return str(error.messages[0])
    return gettext("expected a text of at most %(most)s characters") % {
        "most": getattr(field, "max_length", LONGEST_QUERY)
    }
