"""What a frame, a drawing of a card or an oEmbed answer shows, by kind: read from the address as its page reads it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chronology.wording import in_words
from reports.charts.gap import gap_chart
from reports.charts.ladder import ladder
from reports.citation import citation
from reports.definitions.gap import EACH_DAY
from reports.walks.forms import citation as cited_walk
from website import walks
from website.announced import Announced
from website.asked import asked_of, figure_at
from website.charted import charted
from website.figure_wording import about, unit_of, value_of
from website.frames import ANNOUNCEMENT_CARD, FIGURE_CARD, height_for
from website.gap_picture import citation_of_gap
from website.links import Links
from website.moment import Moment
from website.numbers import number
from website.questions import Candidates, ask, permanent_address

ALWAYS_SHOWN = ("announced", "verified", "not_identified", "back")


@dataclass(frozen=True)
class Shown:
    """`page`: the address of the page that it is from, at the edition and day asked for. `line`: day and edition.
    `height`: of its frame, in pixels."""

    title: str
    about: str
    line: str
    page: str
    source: str
    warning: str
    height: int
    value: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    drawing: SafeString = SafeString("")
    rows: tuple[tuple[str, str], ...] = ()


def figure_card(request: HttpRequest, moment: Moment, figure_id: str) -> Shown:
    """Raises Http404, BadParameter."""
    links = Links(request, moment)
    asked = asked_of(request.GET, figure_at(figure_id), Candidates(moment, links.language))
    if asked is None:
        raise Http404
    answer = ask(figure_id, asked, moment)
    notes: tuple[str, ...] = ()
    if answer.is_range:
        ends = dict(zip(("least", "most"), (value_of(end, answer.unit) for end in answer.possible), strict=True))
        notes = (_("Between %(least)s and %(most)s, as some dates are known only in part.") % ends,)
    address = permanent_address(links, "figure", figure_id, asked=asked, moment=moment)
    unit = f"{unit_of(answer)} {_('documented')}" if answer.counted.judged else unit_of(answer)
    return Shown(
        answer.title,
        about(answer),
        _line(moment),
        links.to("figure", figure_id, **asked),
        _source(citation(answer, address, links.language)),
        _warning(moment),
        FIGURE_CARD,
        value=value_of(answer.value, answer.unit),
        unit=unit,
        notes=notes,
    )


def chart_of_figure(request: HttpRequest, moment: Moment, figure_id: str) -> Shown:
    """Raises Http404, BadParameter."""
    charts, kind, asked = charted(request, moment, figure_id)
    links, answer = Links(request, moment), charts.answer
    address = permanent_address(links, "figure", figure_id, asked=asked, moment=moment)
    caption = charts.caption(kind, citation(answer, address, links.language))
    return Shown(
        caption.title,
        " · ".join(caption.lines[:-1]),
        caption.lines[-1],
        links.to("figure", figure_id, **asked),
        caption.notes[-1],
        _warning(moment),
        height_for(charts.drawn[kind]),
        notes=tuple(caption.notes[:-1]),
        drawing=charts.drawn[kind],
    )


def announcement_card(request: HttpRequest, moment: Moment, code: str) -> Shown:
    """Raises Http404."""
    announced, links = Announced(moment, code), Links(request, moment)
    rows: list[tuple[str, str]] = []
    if not announced.is_yet_to_come:
        for step in announced.chain(links):
            if step.number.possible or step.code in ALWAYS_SHOWN:
                value = number(step.number.certain, links.language)
                value += f"–{number(step.number.possible, links.language)}" if step.number.is_range else ""
                rows.append((value, f"{step.name}, {step.share}" if step.share else step.name))
    return Shown(
        announced.title(links.language),
        "",
        _line(moment),
        links.to("announcement", code),
        _source(_address_of(announced, links)),
        _warning(moment),
        ANNOUNCEMENT_CARD,
        rows=tuple(rows),
    )


def chart_of_gap(request: HttpRequest, moment: Moment, code: str) -> Shown:
    """Raises Http404."""
    announced, links = Announced(moment, code), Links(request, moment)
    drawn = gap_chart(announced.days, links.language)
    if not drawn:
        raise Http404
    day = _("As of %(day)s") % {"day": in_words(announced.days[-1].day, links.language)}
    return Shown(
        EACH_DAY.title.in_language(links.language),
        announced.title(links.language),
        f"{day} · {_edition(moment)}",
        f"{links.to('announcement', code)}#gap",
        _source(citation_of_gap(announced, f"{_address_of(announced, links)}#gap", links.language)),
        _warning(moment),
        height_for(drawn),
        notes=(EACH_DAY.short.in_language(links.language),),
        drawing=drawn,
    )


def chart_of_walk(request: HttpRequest, moment: Moment) -> Shown:
    """Raises Http404, BadParameter."""
    links = Links(request, moment)
    asked = walks.asked_of(request.GET, Candidates(moment, links.language))
    if asked is None:
        raise Http404
    found = walks.walk_at(asked, moment)
    address = permanent_address(links, "walk", asked=asked, moment=moment)
    drawn = ladder(found, links.language)
    return Shown(
        _("Why the figures differ"),
        " → ".join(title.in_language(links.language) for title in found.titles),
        _line(moment),
        links.to("walk", **asked),
        _source(cited_walk(found, address, links.language)),
        _warning(moment),
        height_for(drawn),
        drawing=drawn,
    )


def _address_of(announced: Announced, links: Links) -> str:
    moment = announced.moment
    day = {"as_of": moment.as_of} if moment.is_other_day else {}
    return links.permanent("announcement", announced.version.code, edition=moment.edition.number, **day)


def _line(moment: Moment) -> str:
    return f"{_('As of %(day)s') % {'day': in_words(moment.as_of)}} · {_edition(moment)}"


def _edition(moment: Moment) -> str:
    return _("edition %(number)s") % {"number": moment.edition.number}


def _source(text: str) -> str:
    return f"{_('Source:')} {text}"


def _warning(moment: Moment) -> str:
    return _("Invented demonstration data: do not print as fact") if moment.edition.is_demo else ""
