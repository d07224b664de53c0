"""Why the figures differ: the walk from one total to another, its drawing as a file, the persons of each step."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.models import Edition
from publication.selection.errors import BadParameter
from reports.charts.ladder import ladder, signed
from reports.walks import Walk
from reports.walks.forms import citation, moved_rows, steps_rows
from reports.walks.reasons import ORDER
from website import walks
from website.counted import counted_page
from website.files import Told, png_file, svg_file, table_file
from website.links import Links
from website.moment import Moment, only
from website.page import page, show
from website.questions import Candidates, permanent_address
from website.views.figures import EDITIONS_OFFERED
from website.walk_picture import picture_of_walk


@page
def walk(request: HttpRequest, moment: Moment) -> HttpResponse:
    language = get_language() or "es"
    candidates = Candidates(moment, language)
    asked = walks.asked_of(request.GET, candidates)
    found = None if asked is None else walks.walk_at(asked, moment)
    address = permanent_address(Links(request, moment), "walk", asked=asked or {}, moment=moment)
    return show(
        request,
        moment,
        "figures/walk.html",
        walk=found,
        asked=asked or {},
        drawn=ladder(found, language) if found else "",
        signed=signed,
        order=ORDER.in_language(language),
        ready=walks.titled(walks.ready(candidates), candidates),
        choices=walks.choices(candidates),
        citation=citation(found, address, language) if found else "",
        editions=list(Edition.objects.order_by("-number")[:EDITIONS_OFFERED]),
    )


@page
def persons(request: HttpRequest, moment: Moment) -> HttpResponse:
    """The persons of one step (`of`)."""
    asked, found = _found(request, moment)
    of = only(request.GET, "of")
    if not of:
        known = [step.code for step in found.steps]
        raise BadParameter("of", _("is missing; there are: %(known)s") % {"known": ", ".join(known) or "-"}, known)
    counted = counted_page(
        found.persons(of), after=only(request.GET, "after"), as_of=found.as_of, edition=moment.edition.number
    )
    return show(
        request, moment, "figures/walk_persons.html", walk=found, step=found.step(of), asked=asked, counted=counted
    )


@page
def csv(request: HttpRequest, moment: Moment, form: str = "csv") -> HttpResponse:
    """Everybody who is in one total and not in the other, or those of one step; who has no public name by their id."""
    asked, found = _found(request, moment)
    of = only(request.GET, "of")
    parts = (found.first.id, found.last.id, *([found.step(of).code] if of else []), found.as_of, moment.edition.number)
    return table_file(
        moved_rows(found, of), form, "-".join(map(str, parts)), moment, _told(request, moment, asked, found)
    )


@page
def svg(request: HttpRequest, moment: Moment) -> HttpResponse:
    drawn, found = _picture(request, moment)
    return svg_file(drawn, _name(found))


@page
def png(request: HttpRequest, moment: Moment) -> HttpResponse:
    drawn, found = _picture(request, moment)
    return png_file(drawn, _name(found))


@page
def steps(request: HttpRequest, moment: Moment, form: str = "csv") -> HttpResponse:
    """The numbers behind the drawing."""
    asked, found = _found(request, moment)
    rows = steps_rows(found, get_language() or "es")
    return table_file(rows, form, _name(found), moment, _told(request, moment, asked, found))


def _told(request: HttpRequest, moment: Moment, asked: dict[str, str], found: Walk) -> Told:
    language = get_language() or "es"
    address = permanent_address(Links(request, moment), "walk", asked=asked, moment=moment)
    ends = tuple(title.in_language(language) for title in found.titles)
    return Told(_("Why the figures differ"), ends, address, citation(found, address, language))


def _picture(request: HttpRequest, moment: Moment) -> tuple[str, Walk]:
    asked, found = _found(request, moment)
    address = permanent_address(Links(request, moment), "walk", asked=asked, moment=moment)
    return picture_of_walk(found, address, get_language() or "es"), found


def _name(found: Walk) -> str:
    return f"{found.first.id}-{found.last.id}-steps-{found.as_of}-{found.edition}"


def _found(request: HttpRequest, moment: Moment) -> tuple[dict[str, str], Walk]:
    asked = walks.asked_of(request.GET, Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    return asked, walks.walk_at(asked, moment)
