"""One announcement of the State: what became of it, its report, the card that other sites show, and the data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.selection.releases import ReleaseSelection
from reports.announcement_csv import gap_rows, persons_of_announcement_rows
from reports.charts.gap import gap_chart
from reports.citation import cited
from reports.definitions.gap import EACH_DAY, MEANINGS, NAMES
from reports.errors import BadParameter
from reports.registry import answer
from website.announced import Announced
from website.comparisons import comparisons
from website.counted import counted_page
from website.files import Told, png_file, svg_file, table_file
from website.frames import framed, resizes
from website.gap_picture import citation_of_gap, picture_of_gap
from website.links import Links
from website.moment import Moment, only
from website.page import page, show
from website.printed import printed
from website.releases import page_of
from website.report_wording import said, share_of

SHOWN = 25
DEFAULT = "verified"


@page
def announcement(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    announced, language, links = Announced(moment, code), _language(), Links(request, moment)

    def ask(figure: str):
        try:
            texts = {"announcement": code, "as_of": str(moment.as_of)}
            return answer(figure, texts, edition=moment.edition.number, language=language)
        except BadParameter:
            return None

    asked = {"announcement": code, **({"as_of": str(moment.as_of)} if moment.is_other_day else {})}
    return show(
        request,
        moment,
        "releases/announcement.html",
        announcement=announced.version,
        announced=announced,
        chain=announced.chain(links),
        chart=gap_chart(announced.days, language),
        gap_citation=citation_of_gap(announced, _gap_address(announced, links), language),
        each_day=EACH_DAY,
        names=NAMES,
        verified=ask("announced_verified"),
        by_figure=ask("release_type"),
        free=ask("free_among_released"),
        half=ask("more_than_half"),
        comparisons=comparisons(announced, language),
        page=page_of(ReleaseSelection(asked, edition=moment.edition), SHOWN),
        citation=_citation(announced.in_short(language), _("Announcement"), "announcement", announced, links),
    )


@page
def persons(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    """The persons behind one number of the chain or the report (`of`); without a choice, those verified."""
    announced, of = Announced(moment, code), only(request.GET, "of") or DEFAULT
    found = announced.persons(of)
    return show(
        request,
        moment,
        "releases/persons.html",
        announcement=announced.version,
        of=of,
        name=announced.name_of(of, _language()),
        meaning=MEANINGS.get(of),
        counted=counted_page(
            found, after=only(request.GET, "after"), as_of=moment.as_of, edition=moment.edition.number
        ),
    )


@page
def persons_csv(request: HttpRequest, moment: Moment, code: str, form: str = "csv") -> HttpResponse:
    """All of them; those without a public name by their id."""
    announced, of = Announced(moment, code), only(request.GET, "of") or DEFAULT
    rows = persons_of_announcement_rows(announced.persons(of), code, of, moment.as_of, moment.edition.number)
    links = Links(request, moment)
    address, name = _permanent("announced", announced, links, of=of), announced.name_of(of, links.language)
    cited_as = _cited(f"{announced.in_short(links.language)}: {name}", _("Persons"), address, announced, links)
    told = Told(announced.title(links.language), (name,), address, cited_as)
    return table_file(rows, form, f"{code}-{of}-{moment.as_of}-{moment.edition.number}", moment, told)


@page
def gap(request: HttpRequest, moment: Moment, code: str, form: str = "csv") -> HttpResponse:
    """The ledger, day by day."""
    announced, links = Announced(moment, code), Links(request, moment)
    rows = gap_rows(announced.days, code, moment.edition.number)
    address = _gap_address(announced, links)
    question = (EACH_DAY.title.in_language(links.language),)
    told = Told(announced.title(links.language), question, address, citation_of_gap(announced, address, links.language))
    return table_file(rows, form, f"{code}-{moment.as_of}-{moment.edition.number}", moment, told)


@page
def gap_svg(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    return svg_file(_picture(request, moment, code), f"{code}-{moment.as_of}-{moment.edition.number}")


@page
def gap_png(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    return png_file(_picture(request, moment, code), f"{code}-{moment.as_of}-{moment.edition.number}")


def _picture(request: HttpRequest, moment: Moment, code: str) -> str:
    announced, links = Announced(moment, code), Links(request, moment)
    return picture_of_gap(announced, _gap_address(announced, links), _language())


def _gap_address(announced: Announced, links: Links) -> str:
    return _permanent("announcement", announced, links) + "#gap"


@page
def report(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    announced, links = Announced(moment, code), Links(request, moment)
    return show(
        request,
        moment,
        "releases/report.html",
        announcement=announced.version,
        announced=announced,
        report=announced.report,
        chain=announced.chain(links),
        chart=gap_chart(announced.days, _language()),
        gap_citation=citation_of_gap(announced, _gap_address(announced, links), _language()),
        each_day=EACH_DAY,
        names=NAMES,
        printed=printed(announced),
        said=said,
        share_of=share_of,
        citation=_report_citation(announced, links),
    )


@page
def report_pdf(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    """The same on paper: of one edition and day always the same bytes."""
    announced, links = Announced(moment, code), Links(request, moment)
    from website.release_report_pdf import Sheet  # noqa: PLC0415 - the library is large, and few ask for paper

    written = Sheet(
        announced,
        announced.chain(links),
        printed(announced),
        _report_citation(announced, links),
        lambda of: _permanent("announced", announced, links, of=of),
        _language(),
    ).pdf()
    name = f"{code}-{moment.as_of}-{moment.edition.number}-{_language()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(written, content_type="application/pdf", headers=headers)


@framed
@page
def card(request: HttpRequest, moment: Moment, code: str) -> HttpResponse:
    """The chain alone, for a frame in the page of a newspaper."""
    announced = Announced(moment, code)
    return show(
        request,
        moment,
        "releases/card.html",
        announcement=announced.version,
        announced=announced,
        chain=announced.chain(Links(request, moment)),
        resizes=resizes(request),
    )


def _permanent(name: str, announced: Announced, links: Links, **parameters: str) -> str:
    """The whole address of this announcement's page of that name, at this edition and day."""
    moment = announced.moment
    day = {"as_of": moment.as_of} if moment.is_other_day else {}
    return links.permanent(name, announced.version.code, edition=moment.edition.number, **day, **parameters)


def _report_citation(announced: Announced, links: Links) -> str:
    return _citation(announced.title(links.language), _("Report"), "announcement_report", announced, links)


def _citation(what: str, kind: str, name: str, announced: Announced, links: Links) -> str:
    return _cited(what, kind, _permanent(name, announced, links), announced, links)


def _cited(what: str, kind: str, address: str, announced: Announced, links: Links) -> str:
    moment = announced.moment
    return cited(what, kind, day=moment.as_of, edition=moment.edition, address=address, language=links.language)


def _language() -> str:
    return get_language() or "es"
