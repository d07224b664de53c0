"""The persons whom a figure counted, page by page in the order of their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publication.models import CustodySpan, PrisonerVersion
from publication.selection.errors import BadParameter
from publication.unnamed import province_shown
from website.wording import State

PAGE_SIZE = 100


@dataclass(frozen=True)
class CountedPage:
    """`after` of the next page, empty at the end; `unnamed`: how many are counted without a name, in all pages."""

    rows: list[tuple[PrisonerVersion, State]]
    total: int
    unnamed: int
    after: str


def counted_page(persons: QuerySet[Any], *, after: str, as_of: date, edition: int) -> CountedPage:
    """A page of `persons` (of an Answer) after the one with that public id. Raises BadParameter when nobody has it."""
    named = persons.filter(is_withheld=False)
    total = persons.count()
    unnamed = persons.filter(is_withheld=True).count()
    wanted = named.order_by("name_sort", "public_id").defer("document")
    if after:
        last = _last(named, after)
        wanted = wanted.filter(
            Q(name_sort__gt=last.name_sort) | Q(name_sort=last.name_sort, public_id__gt=last.public_id)
        )
    rows = list(wanted.annotate(told_province=province_shown())[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    spans = CustodySpan.objects.in_edition(edition).filter(
        prisoner__in=[row.public_id for row in shown], certain__contains=as_of
    )
    states = {
        prisoner: State(state, detail) for prisoner, state, detail in spans.values_list("prisoner", "state", "detail")
    }
    return CountedPage(
        [(row, states.get(row.public_id, State(""))) for row in shown],
        total,
        unnamed,
        str(shown[-1].public_id) if len(rows) > PAGE_SIZE else "",
    )


def _last(named: QuerySet[PrisonerVersion], after: str) -> PrisonerVersion:
    try:
        last = named.filter(public_id=UUID(after)).first()
    except ValueError:
        last = None
    if last is None:
        raise BadParameter("after", _("expected the id of a person counted"))
    return last
