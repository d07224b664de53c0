"""The persons that a set of parameters chooses: how many, how they divide, and the pages of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import router
from django.forms import Form

from publication.models import Edition, PrisonerVersion
from publication.selection.cursors import Cursor, of_another_edition
from publication.selection.editions import edition_asked, edition_of
from publication.selection.filters import PAGING, PrisonerFilter, day_asked, given, read, refuse_backwards
from publication.selection.index import EditionIndex, index_of
from publication.selection.matched import Matched, explained
from publication.selection.orders import NAME, RELEVANCE, in_order, in_tiers
from publication.selection.pages import AnyRow, Page, Row, RowsOf, Shown, in_full, in_short, page_of
from publication.selection.suggestions import nearest_names
from publication.selection.written import number_written

FACETS = ("custody_state", "province", "context", "event", "gender", "minor_at_detention", "offence", "list")
PAGE_SIZE = 50
LARGEST_PAGE = 100


@dataclass(frozen=True)
class FacetCount:
    """How many persons would remain with this code alone, all other filters kept."""

    code: str
    count: int
    is_chosen: bool


class Selection:
    """`params` are a request's parameters; `known` names those of the caller, which choose nothing.

    The edition is the one given, else that of `edition` or `known_at`, else that of `cursor`, else the newest. Raises
    BadParameter, or UnknownEdition (NothingPublished) when there is none.
    """

    def __init__(
        self,
        params: Mapping[str, Any],
        *,
        edition: Edition | None = None,
        known: tuple[str, ...] = (),
    ) -> None:
        params = given(params, PrisonerFilter, (*PAGING, *known))
        self.params = params
        self.cursor = Cursor.read(str(params["cursor"])) if "cursor" in params else None
        self.page_size = page_size(params.get("page_size"))
        self.edition = edition or self._edition()
        if self.cursor and self.cursor.edition != self.edition.number:
            raise of_another_edition()
        self.index: EditionIndex = index_of(self.edition)
        self.as_of: date = day_asked(params, self.edition)
        self.values: dict[str, Any] = read(self.index.fields, params)
        refuse_backwards(self.values, "detained_after", "detained_before")
        self.using = router.db_for_read(PrisonerVersion)
        self._ranked = self.index.vocabulary.search(self.values["q"]) if "q" in self.values else self.index.all_alike

    def _edition(self) -> Edition:
        edition, known_at = (str(self.params.get(name, "")) for name in ("edition", "known_at"))
        if self.cursor and not (edition or known_at):
            return edition_asked(self.cursor.edition)
        return edition_of(edition, known_at)

    @cached_property
    def form(self) -> Form:
        """The bound form of all filters; its choices are the codes that this edition knows."""
        return PrisonerFilter(self.params, self.index.codes).form

    @property
    def is_filtered(self) -> bool:
        """Whether the parameters leave anybody out."""
        return bool(self._parts)

    @cached_property
    def _parts(self) -> dict[str, int]:
        """The bitmap of each filter given."""
        parts = {}
        for name, value in self.values.items():
            if name == "q":
                parts[name] = self._ranked.found
            elif name == "detained_after":
                parts[name] = self.index.detained_earliest.at_least(value)
            elif name == "detained_before":
                parts[name] = self.index.detained_latest.at_most(value)
            elif name in self.index.codes:
                parts[name] = self._with_any(name, value)
        return parts

    def _with_any(self, name: str, codes: list[str]) -> int:
        bitmaps = self._bitmaps(name)
        chosen = 0
        for code in codes:
            chosen |= bitmaps.get(code, 0)
        return chosen

    def _bitmaps(self, facet: str) -> dict[str, int]:
        if facet == "custody_state":
            return self.index.on(self.as_of).states
        if facet == "list":
            return self.index.on(self.as_of).lists
        return self.index.coded[facet]

    def all_but(self, excluded: str = "") -> int:
        """The bitmap of the persons whom all the parameters but that one choose."""
        rows = self.index.everyone
        for name, part in self._parts.items():
            if name != excluded:
                rows &= part
        return rows

    @cached_property
    def rows(self) -> int:
        """The bitmap of the persons chosen."""
        return self.all_but()

    @cached_property
    def total(self) -> int:
        return self.rows.bit_count()

    @cached_property
    def facets(self) -> dict[str, list[FacetCount]]:
        """Codes that somebody has, in the order of their vocabulary. Each facet is counted without its own filter."""
        return {facet: self._counts(facet) for facet in FACETS}

    def _counts(self, facet: str) -> list[FacetCount]:
        rows, bitmaps = self.all_but(facet), self._bitmaps(facet)
        chosen = self.values.get(facet, ())
        counts = [
            FacetCount(code, (rows & bitmaps.get(code, 0)).bit_count(), code in chosen)
            for code in self.index.codes[facet]
        ]
        return [one for one in counts if one.count or one.is_chosen]

    @property
    def sort(self) -> str:
        """The order of the list: the one asked for, else with a name the best match first, else by name."""
        by_default = RELEVANCE if "q" in self.values else NAME
        sort: str = self.values.get("sort") or by_default
        return by_default if sort == RELEVANCE else sort

    def places(self, skip: int = 0, limit: int | None = None) -> list[int]:
        """The places of the persons chosen in the order of the list."""
        order = self.index.orders.of(self.sort)
        if order is not None:
            return in_order(order, self.rows, skip, limit)
        tiers = self._ranked.tiers if self.sort == RELEVANCE else (self.index.everyone,)
        return in_tiers(tiers, self.rows, skip, limit)

    def ids(self) -> list[int] | None:
        """Primary keys of the persons chosen in the order of the list; None stands for everybody by name."""
        if not self.is_filtered and self.sort == NAME:
            return None
        return [self.index.ids[place] for place in self.places()]

    def matched(self, place: int) -> Matched | None:
        """Why the person of that place was found; None where no name was asked for."""
        if "q" not in self.values:
            return None
        return explained(self.values["q"], self.index.shown[place][1], self.index.other_names.get(place, ()))

    def suggested(self, *, everywhere: bool = False) -> list[str]:
        """Names near the one asked for, of persons whom the other filters choose, or of all: where nobody was found."""
        return nearest_names(self, everywhere=everywhere)

    def total_without(self, name: str) -> int:
        """How many would be chosen without that parameter."""
        return self.all_but(name).bit_count()

    def page(self, after: str | None = None, size: int | None = None) -> Page[Row]:
        """A page of rows, from the cursor given, else from that of the parameters, else the first. One query."""
        return self._page(in_full, after, size)

    def shown(self, after: str | None = None, size: int | None = None) -> Page[Shown]:
        """The same page with what a reader is shown of each person, without a query."""
        return self._page(in_short, after, size)

    def nearest_to(self, slug: str, most: int) -> Page[Shown]:
        """The persons chosen but the one of that address, at most so many: those first detained on the nearest days."""
        places = self.places()
        of_slug = [place for place in places if self.index.shown[place][0] == slug]
        if of_slug:
            places = [place for place in self.index.orders.nearest(of_slug[0], places) if place != of_slug[0]]
        found = places[:most]
        return Page(in_short(self, found), [None] * len(found), len(places), 1, None, None)

    def _page(self, rows: RowsOf[AnyRow], after: str | None, size: int | None) -> Page[AnyRow]:
        cursor = Cursor.read(after) if after else self.cursor
        if cursor and cursor.edition != self.edition.number:
            raise of_another_edition()
        return page_of(self, cursor.row if cursor else 0, size or self.page_size, rows)


def page_size(text: str | None) -> int:
    """The size asked for, 50 for None. Raises BadParameter for anything but a whole number from 1 to 100."""
    if text is None:
        return PAGE_SIZE
    return number_written(text, "page_size", most=LARGEST_PAGE)
