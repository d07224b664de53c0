"""The charts that an address asks for."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.errors import BadParameter
from website.asked import asked_of, figure_at
from website.errors import NothingThere
from website.moment import Moment, only
from website.pictures import BREAKDOWN, Charts, charts_of, kind_of
from website.questions import Candidates, ask


class NothingToDraw(NothingThere):
    """The figure has no drawing of that kind, or nobody is counted. `known`: of which kinds it has one."""

    def __init__(self, kind: str, known: list[str]) -> None:
        told = {"kind": f"of={kind}", "known": ", ".join(f"of={one}" for one in known) or "-"}
        super().__init__(
            _("With %(kind)s there is nothing to draw of this figure on that day; there is: %(known)s.") % told
        )


def charted(request: HttpRequest, moment: Moment, figure_id: str) -> tuple[Charts, str, dict[str, str]]:
    """Raises NothingToDraw, Http404 for a figure that cannot be asked, BadParameter."""
    chosen, kind = figure_at(figure_id), kind_of(only(request.GET, "of"))
    asked = asked_of(request.GET, chosen, Candidates(moment, get_language() or "es"))
    if asked is None:
        raise Http404
    charts = charts_of(ask(figure_id, asked, moment))
    if kind == BREAKDOWN and chosen.breakdowns and not charts.answer.breakdown_code:
        known = [one.code for one in chosen.breakdowns]
        raise BadParameter("breakdown", _("is missing; there are: %(known)s") % {"known": ", ".join(known)}, known)
    if not charts.drawn[kind]:
        raise NothingToDraw(kind, [one for one, drawing in charts.drawn.items() if drawing])
    return charts, kind, asked
