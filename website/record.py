"""One person's page: the version of an edition with its spans, read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject, Lower, Upper
from django.http import Http404

from chronology.wording import from_bounds
from publication.document import PrisonerDocument, Source
from publication.models import CustodySpan, ListingSpan, PrisonerVersion
from website.moment import Moment
from website.wording import OUTSIDE_NOT_FREE, State

CUSTODY = {
    "state": F("state"),
    "detail": F("detail"),
    "first": Lower("certain"),
    "end": Upper("certain"),
    "first_possible": Lower("possible"),
}
LISTINGS = {
    "list": F("source_list"),
    "first": Lower("days"),
    "end": Upper("days"),
    "counts": F("counts_as_prisoner"),
}


@dataclass(frozen=True)
class Span:
    """A custody state from `first` (inclusive) to `end` (exclusive; None: open), with the day it may have begun."""

    state: str
    detail: str
    first: date | None
    end: date | None
    first_possible: date | None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Membership:
    """On a list from the first snapshot that names the person to the first that does not (None: still named)."""

    list: str
    first: date
    end: date | None
    counts: bool


@dataclass(frozen=True)
class Record:
    """What a person's page shows. `sources` are numbered in the order in which the page first cites them."""

    person: PrisonerVersion
    spans: list[Span]
    memberships: list[Membership]
    as_of: date

    @property
    def document(self) -> PrisonerDocument:
        return self.person.document

    @cached_property
    def state(self) -> State:
        """The state that is certain on the day, since the first of the spans that say the same without a gap."""
        held = next((span for span in self.spans if span.holds_on(self.as_of)), None)
        if held is None:
            return State("")
        began = held
        for span in reversed(self.spans[: self.spans.index(held)]):
            if span.state != held.state or span.end != began.first:
                break
            began = span
        return State(held.state, held.detail, from_bounds(began.first_possible, began.first) if began.first else None)

    @property
    def is_outside_but_not_free(self) -> bool:
        return self.state.code in OUTSIDE_NOT_FREE or self.state.code == "outside_unknown"

    @property
    def state_sources(self) -> list[Source]:
        """Who says where the person is: the sources of the last step known on the day, else of the detention."""
        for detention in reversed(self.document.get("detentions", [])):
            if not detention["releases"]:
                return detention["sources"]
            last = detention["releases"][-1]
            if self.state.code != "in_custody":
                return last["sources"]
            return last["revocation"]["sources"] if last["revocation"] else detention["sources"]
        return []


def record_of(moment: Moment, **identity: Any) -> Record:
    """The record found by `slug` or `public_id`. Raises Http404 for nobody, and for whoever is withheld."""
    edition = moment.edition.number
    spans = CustodySpan.objects.in_edition(edition).filter(Q(certain__isempty=False), prisoner=OuterRef("public_id"))
    listings = ListingSpan.objects.in_edition(edition).filter(prisoner=OuterRef("public_id"))
    person = (
        PrisonerVersion.objects.in_edition(edition)
        .filter(is_withheld=False, **identity)
        .annotate(
            span_rows=ArraySubquery(spans.order_by("certain").values(row=JSONObject(**CUSTODY))),
            listing_rows=ArraySubquery(listings.order_by("source_list", "days").values(row=JSONObject(**LISTINGS))),
        )
        .first()
    )
    if person is None:
        raise Http404
    return Record(
        person,
        [Span(**_with_days(row)) for row in person.span_rows],
        [Membership(**_with_days(row)) for row in person.listing_rows],
        moment.as_of,
    )


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    days = ("first", "end", "first_possible")
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in row.items()}
