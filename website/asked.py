"""The question that the address of a figure asks."""

from __future__ import annotations

from django.http import Http404, QueryDict

from reports.errors import UnknownFigure
from reports.figure import Figure
from reports.registry import figure
from website.moment import only, several
from website.questions import Candidates, defaults


def figure_at(figure_id: str) -> Figure:
    """Raises Http404."""
    try:
        return figure(figure_id)
    except UnknownFigure:
        raise Http404 from None


def asked_of(values: QueryDict, chosen: Figure, candidates: Candidates) -> dict[str, str] | None:
    """The figure's parameters as given; when a required one is missing, those that it is asked with by default. None
    when the edition has nothing to ask about."""
    known = [parameter.name for parameter in chosen.parameters]
    given = {name: (several if name == "lists" else only)(values, name) for name in (*known, "breakdown")}
    given = {name: value for name, value in given.items() if value}
    usual = defaults(chosen, candidates)
    if any(name in given for name in known):
        missing = {parameter.name for parameter in chosen.parameters if parameter.is_required} - given.keys()
        return {**{name: value for name, value in (usual or {}).items() if name in missing}, **given}
    return None if usual is None else {**usual, **given}
