"""Choosing persons of the public record: one filter for page, API, download and feed, so that they always agree.

    selection = Selection(request.GET)              # or edition=… when the caller has it; BadParameter, UnknownEdition
    selection.edition, selection.as_of              # the edition read, the day of custody states and lists
    selection.total                                 # persons chosen; withheld persons are never among them
    selection.facets["province"]                    # [FacetCount(code, count, is_chosen)], other filters applied
    page = selection.page()                         # 50 rows; page.next and page.previous are cursors, or None
    page = selection.shown()                        # the same persons, less of each, without a query
    page.matched                                    # why each was found, where a name was asked for
    selection.suggested()                           # names near it, where nobody was
    selection.form                                  # the bound form, for a page that shows the filters
    stream(selection)                               # CSV in pieces of bytes

An edition never changes, so what is computed of it is kept in memory (index.py). A test that writes rows into an
edition after asking about it calls `forget()` before it asks again.
"""

from publication.selection.csv_export import stream
from publication.selection.days import Standing
from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition, WrongMoment
from publication.selection.index import forget
from publication.selection.matched import Matched
from publication.selection.pages import Page, Row, Shown
from publication.selection.selection import FACETS, FacetCount, Selection

__all__ = [
    "FACETS",
    "BadParameter",
    "FacetCount",
    "Matched",
    "NothingPublished",
    "Page",
    "Row",
    "Selection",
    "Shown",
    "Standing",
    "UnknownEdition",
    "WrongMoment",
    "forget",
    "stream",
]
