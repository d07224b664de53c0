"""The register of public addresses: how each is asked rightly, so that it can be asked wrongly in every way.

A route that is not here fails `test_hostile.py`: who adds one says what it is asked with. Its parameters are not
repeated here; they are read from where the program declares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.translation import override

from api.figures import FigureView
from publication.page_texts import CODES
from reports.questions import parameters_of
from reports.registry import figure
from website.moment import AXES
from website.parameters import WITHOUT_DAY, _of

SLUG, CODE, FIGURE = {"slug": "yanet-leyva-yarayo"}, {"code": "anuncio-553"}, "figure_id"
WALK = "from=listed&to=arrested_event_in_prison&list=pd-demo&event=11j"
OF_TWO_LISTS = "from=listed&to=listed&list=pd-demo&to_list=j11j-demo"
OF_LISTS = "lists=pd-demo,consolidated"
TEXTS = ("q",)
"""Parameters in which any text is right: a name may be looked for however it is written."""
ELSEWHERE = {"report", "report_code"}
"""The citizen's form: it takes what is written to it, and has tests of its own (tests/intake)."""


@dataclass(frozen=True)
class Route:
    """`arguments` of the path; `query`: what makes the answer right, with which each parameter is put in turn.
    `takes`: its parameters, where the program declares them nowhere. `ignores`: it looks at no parameter. `leaves`:
    with this query it has no use for these."""

    arguments: dict[str, str] = field(default_factory=dict)
    query: str = ""
    takes: tuple[str, ...] = ()
    ignores: bool = False
    leaves: tuple[str, ...] = ()


def walks(first: str = "", second: str = "") -> list[Route]:
    """A form without a script sends every field, and what neither total takes is left unread: so two are asked. Each
    may have the code of a step."""
    one, two = (f"&of={code}" if code else "" for code in (first, second))
    return [Route(query=f"{WALK}{one}", leaves=("to_list",)), Route(query=f"{OF_TWO_LISTS}{two}", leaves=("event",))]


def of_figure(name: str = "in_prison", query: str = "") -> Route:
    return Route({"figure_id": name}, query)


FIGURES = {
    "figure": [
        of_figure(),
        of_figure("listed", "list=pd-demo"),
        of_figure("overlap", OF_LISTS),
        of_figure("listed_new", "list=pd-demo&from=2024-01-01&to=2025-01-01"),
        of_figure("announced_verified", "announcement=anuncio-553"),
        of_figure("arrested_in_prison", "event=11j"),
        of_figure("sentence_length", "offence=sedicion"),
        of_figure("by_offence"),
        of_figure("reimprisoned", "announcement=anuncio-553"),
    ],
    **dict.fromkeys(("counted", "figure_csv", "figure_xlsx", "figure_card", "figure_card_svg"), [of_figure()]),
    **dict.fromkeys(("figure_table", "figure_table_xlsx"), [of_figure("still_outside", "announcement=anuncio-553")]),
    **dict.fromkeys(
        ("chart_svg", "chart_png", "chart_csv", "chart_xlsx", "chart_frame"), [of_figure(query="breakdown=gender")]
    ),
    "figure_image": [of_figure()],
}
ALONE = (
    "home",
    "people",
    "people_csv",
    "people_xlsx",
    "releases",
    "releases_csv",
    "releases_xlsx",
    "figures",
    "trends",
    "published",
    "organisations",
    "editions",
    "data",
    *CODES,
    "home_image",
    *(
        f"{what}_{form}"
        for what in ("organisations", "announcements", "published", "editions")
        for form in ("csv", "xlsx")
    ),
    *(f"{what}_feed{form}" for what in ("releases", "returns", "people", "editions") for form in ("", "_json")),
)
OF_ANNOUNCEMENT = (
    "announcement",
    "announcement_gap",
    "announcement_gap_xlsx",
    "announcement_gap_svg",
    "announcement_gap_png",
    "announcement_gap_frame",
    "announcement_report",
    "announcement_pdf",
    "announcement_card",
    "announcement_card_svg",
    "announced",
    "announced_csv",
    "announced_xlsx",
    "announcement_image",
)
WALKED = ("walk", "walk_csv", "walk_xlsx", "walk_svg", "walk_png", "walk_steps", "walk_steps_xlsx", "walk_frame")
ID = {"public_id": "00000000-0000-0000-0000-000000000000"}
PAGES: dict[str, list[Route]] = {
    **{name: [Route()] for name in ALONE},
    **{name: [Route(CODE)] for name in OF_ANNOUNCEMENT},
    **{name: walks() for name in WALKED},
    **FIGURES,
    "walk_persons": walks("out_not_over_event", "out_one_source"),
    "person": [Route(SLUG)],
    "person_image": [Route(SLUG)],
    "person_by_id": [Route(ID)],
    "lists": [Route(query=OF_LISTS)],
    "lists_csv": [Route(query=OF_LISTS)],
    "lists_xlsx": [Route(query=OF_LISTS)],
}
NEUTRAL: dict[str, list[Route]] = {
    **{name: PAGES[name] for name in ALONE if "_feed" in name},
    "start": [Route(ignores=True)],
    "healthz": [Route(ignores=True)],
    "robots": [Route(ignores=True)],
    "sitemap": [Route(takes=("edition",))],
    "sitemap_pages": [Route({"language": "es", "number": "1"}, takes=("edition",))],
    "oembed": [
        Route(query="url=http://testserver/es/cifras/in_prison/", takes=("url", "format", "maxwidth", "maxheight"))
    ],
    "permanent_person": [Route(ID)],
}
API: dict[str, list[Route]] = {
    **{
        name: [Route()]
        for name in (
            "index",
            "schema",
            "prisoners",
            "prisoners_csv",
            "prisoners_json",
            "prisoners_xlsx",
            "releases",
            "releases_csv",
            "releases_json",
            "releases_xlsx",
            "organisations",
            "announcements",
            "published_figures",
            "editions",
            "figures",
        )
    },
    "prisoner": [Route(ID)],
    "figure": [Route(one.arguments, one.query) for one in FIGURES["figure"]],
    "figure_history": [of_figure()],
    "figure_persons": [of_figure()],
    "walks": walks(),
    "walk_persons": walks("out_not_over_event", "out_one_source"),
    "walk_persons_csv": walks(),
    "nowhere": [Route(ignores=True)],
}


@dataclass(frozen=True)
class Known:
    """A route with its whole name (`api:figure`), its address in one language, and its parameters."""

    name: str
    language: str
    route: Route
    address: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.language} {self.name} {'-'.join(self.route.arguments.values())}".strip()


def names(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[str]:
    """The names of all public routes, as the program has them."""
    for one in get_resolver("config.public_urls").url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from names(one.url_patterns, inner)
        else:
            assert isinstance(one, URLPattern)
            yield f"{namespace}{one.name}"


def registered() -> dict[str, list[Route]]:
    return {**PAGES, **NEUTRAL, **{f"api:{name}": routes for name, routes in API.items()}}


def known() -> list[Known]:
    """Every route there is, in every language that it has, with the parameters that the program declares for it."""
    there, found = set(names()), []
    for name, routes in registered().items():
        languages = ("es", "en") if name in PAGES and name not in NEUTRAL else ("",)
        for route in routes if name in there else ():
            for language in languages:
                with override(language or "es"):
                    address = "/api/v1/zzz/" if name == "api:nowhere" else reverse(name, kwargs=route.arguments or None)
                    found.append(
                        Known(
                            name,
                            language,
                            route,
                            address,
                            tuple(name_ for name_ in _parameters(name, route, address) if name_ not in route.leaves),
                        )
                    )
    return found


def _parameters(name: str, route: Route, address: str) -> list[str]:
    if route.ignores:
        return []
    if route.takes:
        return list(route.takes)
    match = resolve(address, "config.public_urls")
    view = getattr(match.func, "view_class", None)
    if view is None:
        axes = ("edition", "known_at") if match.url_name in WITHOUT_DAY else AXES
        return list(dict.fromkeys((*_of(match), *axes)))
    if issubclass(view, FigureView):
        return [*view.own, "known_at", *(one.name for one in parameters_of(figure(route.arguments["figure_id"])))]
    return [*view.parameters, *(["known_at"] if "edition" in view.parameters else [])]
