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
RESIZE = "resize"
"""Asks a frame to tell the page around it how tall it is (website/frames.py)."""
FED = ("language", *(name for name in ReleaseFilter.base_filters if name not in AXES))
FED_PEOPLE = ("language", *(name for name in PrisonerFilter.base_filters if name not in (*AXES, "sort")))
OF_PAGE: dict[str, Collection[str]] = {
    "people": (*PrisonerFilter.base_filters, *PAGING),
    **dict.fromkeys(("people_csv", "people_xlsx"), tuple(PrisonerFilter.base_filters)),
    **dict.fromkeys(("releases_csv", "releases_xlsx"), tuple(ReleaseFilter.base_filters)),
    "releases": (*ReleaseFilter.base_filters, *PAGING),
    "announced": ("of", "after"),
    **dict.fromkeys(("announced_csv", "announced_xlsx"), ("of",)),
    "announcement_card": (RESIZE,),
    "announcement_gap_frame": (RESIZE,),
    "figure_card": (RESIZE,),
    "chart_frame": ("of", RESIZE),
    "walk_frame": (*WALKS, RESIZE),
    "counted": ("of", "after"),
    **dict.fromkeys(("walk", "walk_svg", "walk_png", "walk_steps", "walk_steps_xlsx"), WALKS),
    "walk_persons": (*WALKS, "of", "after"),
    **dict.fromkeys(("walk_csv", "walk_xlsx"), (*WALKS, "of")),
    **dict.fromkeys(("figure_csv", "figure_xlsx", "chart_svg", "chart_png", "chart_csv", "chart_xlsx"), ("of",)),
    "lists": ("lists", *RESTRICTED),
    **dict.fromkeys(("lists_csv", "lists_xlsx"), ("lists", *RESTRICTED, "breakdown")),
    **dict.fromkeys(("releases_feed", "releases_feed_json", "returns_feed", "returns_feed_json"), FED),
    **dict.fromkeys(("people_feed", "people_feed_json"), FED_PEOPLE),
    **dict.fromkeys(("editions_feed", "editions_feed_json"), ("language", "province")),
}
FEEDS = ("releases", "returns", "people", "editions")
WITHOUT_DAY = tuple(f"{name}_feed{form}" for name in FEEDS for form in ("", "_json"))
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
