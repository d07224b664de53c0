"""One person's page: the version of an edition with its spans, read in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.http import Http404

from chronology.wording import from_bounds
from publication.document import Denial, PrisonerDocument, Source
from publication.models import PrisonerVersion
from publication.unnamed import PROVINCE_SQL, bears_pseudonym, shown_document
from website.corrections import Version
from website.moment import Moment
from website.served import Departure, Held
from website.wording import OUTSIDE_NOT_FREE, State

# One round trip, written out: the ORM takes longer to build this query than the server to answer it.
FORMER_VERSIONS = 12  # a change of each is told; whoever looks for older ones reads the former editions
_CURRENT = "{0}.edition_from <= %(edition)s AND ({0}.edition_to IS NULL OR {0}.edition_to > %(edition)s)"
_RECORD = f"""
SELECT p.public_id, p.slug, p.name_display, p.document::text, p.events, p.municipality,
  {PROVINCE_SQL.format("p")}, p.edition_from,
  (
    SELECT json_agg(json_build_array(c.state, c.detail, lower(c.certain), upper(c.certain), lower(c.possible),
                                     upper(c.possible), isempty(c.certain))
                    ORDER BY c.certain)::text
    FROM publication_custodyspan c
    WHERE c.prisoner = p.public_id AND {_CURRENT.format("c")}
  ),
  (
    SELECT json_agg(json_build_array(l.source_list, l.counts_as_prisoner, lower(l.days), upper(l.days))
                    ORDER BY l.source_list, l.days)::text
    FROM publication_listingspan l WHERE l.prisoner = p.public_id AND {_CURRENT.format("l")}
  ),
  (
    SELECT json_agg(json_build_array(r.left_latest, r.served_days, r.sentence_days, r.sentence_months,
                                     r.more_than_half, r.was_already_outside) ORDER BY r.left_latest, r.id)::text
    FROM publication_releaseversion r
    WHERE r.prisoner = p.public_id AND NOT r.is_withheld AND {_CURRENT.format("r")}
  ),
  (
    SELECT json_agg(json_build_array(v.edition_from, v.name_display, v.document) ORDER BY v.edition_from)::text
    FROM (
      SELECT * FROM publication_prisonerversion o
      WHERE o.public_id = p.public_id AND o.edition_from < p.edition_from AND NOT o.is_withheld
      ORDER BY o.edition_from DESC LIMIT {FORMER_VERSIONS}
    ) v
  ),
  (
    SELECT json_agg(json_build_array(e.number, e.published_at) ORDER BY e.number)::text
    FROM publication_edition e
    WHERE e.number IN (
      SELECT o.edition_from FROM publication_prisonerversion o
      WHERE o.public_id = p.public_id AND o.edition_from <= p.edition_from AND NOT o.is_withheld
    )
  )
FROM publication_prisonerversion p
WHERE NOT p.is_withheld AND {_CURRENT.format("p")} AND """  # noqa: S608 - constants alone
BY_SLUG = "p.slug = %(slug)s"
BY_ID = "p.public_id = %(public_id)s"


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
    counts: bool
    first: date | None
    end: date | None


@dataclass(frozen=True)
class Record:
    """What a person's page shows on a day. `versions`: the last of the record, the one shown at the end; `editions`:
    all those that wrote one, with the moment of each."""

    public_id: UUID
    slug: str
    name_display: str
    document: PrisonerDocument
    spans: list[Span]
    memberships: list[Membership]
    as_of: date
    events: list[str]
    municipality: str
    province: str
    held: list[Held]
    departures: list[Departure]
    versions: list[Version]
    editions: list[tuple[int, datetime]]

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
        """Who says where the person is: the sources of the last step known on the day, else of the detention.

        Where none says all of that step, those that say a part of it: but for a day, say, that they have otherwise,
        they say the state. An organisation that denies the state says it by nothing.
        """
        line = self._state_line
        if line is None or line["sources"]:
            return line["sources"] if line else []
        denying = {one["organisation"] for one in self.denials}
        return [one for one in line.get("sources_in_part", []) if one["organisation"] not in denying]

    @property
    def _state_line(self) -> Any:
        for detention in reversed(self.document.get("detentions", [])):
            if not detention["releases"]:
                return detention
            last = detention["releases"][-1]
            if self.state.code != "in_custody":
                return last
            return last["revocation"] or detention
        return None

    @property
    def is_state_told(self) -> bool:
        """Whether anything is claimed of where the person is."""
        return self.state.code not in ("", "unknown")

    @property
    def denials(self) -> list[Denial]:
        """Lists of up to the day that say another state than the one told; documents of older editions name none."""
        denied = self.document.get("state_denied", [])
        return [one for one in denied if one["value"] != self.state.code and one["as_of"] <= str(self.as_of)]

    @property
    def state_organisations(self) -> list[tuple[str, str]]:
        """The organisations among them, each once, as pairs with an empty day (website/facts.py names them)."""
        return [(code, "") for code in dict.fromkeys(source["organisation"] for source in self.state_sources) if code]


def record_of(moment: Moment, *, slug: str = "", public_id: UUID | None = None) -> Record:
    """The record found by either. Raises Http404 for nobody, and for whoever is withheld."""
    asked: dict[str, int | str] = {"edition": moment.edition.number, "slug": slug, "public_id": str(public_id or "")}
    with connections[router.db_for_read(PrisonerVersion)].cursor() as cursor:
        cursor.execute(_RECORD + (BY_SLUG if slug else BY_ID), asked)
        row = cursor.fetchone()
    if row is None:
        raise Http404
    identity, name, display, document, events, municipality, province, since, *lists = row
    spans, listings, departures, former, editions = (json.loads(one or "[]") for one in lists)
    shown = shown_document(display, json.loads(document))
    states = [(state, detail, [*map(_day, days)], is_empty) for state, detail, *days, is_empty in spans]
    published = {number: datetime.fromisoformat(moment) for number, moment in editions}
    versions = [*former, (since, display, shown)]
    return Record(
        public_id=identity,
        slug=name,
        name_display=display,
        document=shown,
        spans=[Span(state, detail, *days[:3]) for state, detail, days, is_empty in states if not is_empty],
        memberships=[Membership(code, counts, *map(_day, days)) for code, counts, *days in listings],
        as_of=moment.as_of,
        events=events,
        municipality="" if bears_pseudonym(display) else municipality,
        province=province,
        held=[
            Held(None if is_empty else (days[0], days[1]), (days[2], days[3]))
            for state, _detail, days, is_empty in states
            if state == "in_custody"
        ],
        departures=[Departure(_day(left), *rest) for left, *rest in departures],
        editions=sorted(published.items()),
        versions=[Version(number, published[number], named, document) for number, named, document in versions],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
