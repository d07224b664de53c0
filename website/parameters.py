"""Which parameters each page understands: any other is refused by name, so that no misspelt one changes nothing.

What advertisers and networks hang on addresses is taken away before (config/middleware.py).
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from django.http import HttpRequest
from django.urls import ResolverMatch

from publication.selection.errors import UnknownParameter
from publication.selection.filters import PAGING, PrisonerFilter
from publication.selection.releases import ReleaseFilter
from reports.errors import UnknownFigure
from reports.questions import parameters_of
from reports.registry import figure
from reports.restriction import RESTRICTIONS
from reports.walks.walk import PARAMETERS
from website.moment import AXES

WALKS = tuple(name for name in PARAMETERS if name not in AXES)
RESTRICTED = tuple(parameter.name for parameter in RESTRICTIONS)
OF_PAGE: dict[str, Collection[str]] = {
    "people": (*PrisonerFilter.base_filters, *PAGING),
    **dict.fromkeys(("people_csv", "people_xlsx"), tuple(PrisonerFilter.base_filters)),
    **dict.fromkeys(("releases_csv", "releases_xlsx"), tuple(ReleaseFilter.base_filters)),
    "releases": (*ReleaseFilter.base_filters, *PAGING),
    "announced": ("of", "after"),
    "announced_csv": ("of",),
    "counted": ("of", "after"),
    **dict.fromkeys(("walk", "walk_svg", "walk_png", "walk_steps"), WALKS),
    "walk_persons": (*WALKS, "of", "after"),
    "walk_csv": (*WALKS, "of"),
    **dict.fromkeys(("figure_csv", "chart_svg", "chart_png", "chart_csv"), ("of",)),
    "lists": ("lists", *RESTRICTED),
    "releases_feed": ("language",),
    "editions_feed": ("language",),
    "lists_csv": ("lists", *RESTRICTED, "breakdown"),
}
WITHOUT_DAY = ("releases_feed", "editions_feed")
"""They tell what was made known, edition by edition, and of no day."""


def refuse_unknown(request: HttpRequest) -> None:
    """Raises BadParameter for the first parameter that the page has no use for."""
    match = request.resolver_match
    axes = ("edition", "known_at") if match and match.url_name in WITHOUT_DAY else AXES
    known = dict.fromkeys((*(_of(match) if match else ()), *axes))
    for name in request.GET:
        if name not in known:
            raise UnknownParameter(name, known)


def _of(match: ResolverMatch) -> list[str]:
    names = list(OF_PAGE.get(match.url_name or "", ()))
    if "figure_id" in match.kwargs:
        with suppress(UnknownFigure):  # the view answers 404
            names += [parameter.name for parameter in parameters_of(figure(match.kwargs["figure_id"]))]
    return names
