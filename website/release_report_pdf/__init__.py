"""The report of releases on paper: A4, two pages or so, the same words and numbers as its page.

The file of one edition and day is always the same to the byte: its dates are those of the edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from io import BytesIO
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from chronology.wording import in_words
from publication.organisation_names import named as name_in
from reports.definitions.gap import EACH_DAY
from reports.release_report import Line, Section
from website.announced import Announced, Step
from website.numbers import number
from website.printed import Printed, printed_in_words
from website.release_report_pdf.drawing import GapDrawing
from website.release_report_pdf.style import INK, LINE, MUTED, PLAIN, linked, paragraph, printable, styles
from website.report_wording import said, share_of

MARGIN = 17 * mm
WIDTH = A4[0] - 2 * MARGIN
BETWEEN = 8 * mm
COLUMN = (WIDTH - BETWEEN) / 2
FEWEST = 2
"""Days of which a line can be drawn."""

EVERY = ((0, 0), (-1, -1))
RULED = [
    ("FONT", *EVERY, PLAIN, 8.5),
    ("LEFTPADDING", *EVERY, 0),
    ("RIGHTPADDING", *EVERY, 6),
    ("TOPPADDING", *EVERY, 1.5),
    ("BOTTOMPADDING", *EVERY, 1.5),
    ("LINEBELOW", *EVERY, 0.4, LINE),
    ("VALIGN", *EVERY, "TOP"),
]


@dataclass(frozen=True)
class Sheet:
    """What stands on it. `where`: the whole, lasting address of the persons behind a number."""

    announced: Announced
    steps: Sequence[Step]
    printed: Mapping[str, Sequence[Printed]]
    citation: str
    where: Callable[[str], str]
    language: str

    @property
    def title(self) -> str:
        return f"{_('Report')}: {self.announced.title(self.language)}"

    def pdf(self) -> bytes:
        styles()
        written = BytesIO()
        document = BaseDocTemplate(
            written,
            pagesize=A4,
            title=self.title,
            author="#TODOS",
            subject=self.citation,
            creator="#TODOS",
            lang=self.language,
            invariant=1,
            pageCompression=1,
            initialFontName=PLAIN,  # else the file names a font that it lacks
        )
        foot = partial(_foot, sheet=self)
        whole, left, right = _frame(MARGIN, WIDTH), _frame(MARGIN, COLUMN), _frame(A4[0] - MARGIN - COLUMN, COLUMN)
        document.addPageTemplates(
            [PageTemplate("whole", [whole], onPage=foot), PageTemplate("columns", [left, right], onPage=foot)]
        )
        document.build(list(self.story()))
        return written.getvalue()

    def story(self) -> Iterator[Flowable]:
        yield from self.head()
        if self.announced.is_yet_to_come:
            text = _("On %(day)s this had not been announced yet: nothing is counted.")
            yield paragraph(text % {"day": self._day()})
        else:
            yield from self.chain()
            yield from self.ledger()
        yield KeepTogether(self.sources())
        yield KeepTogether([paragraph(_("How to cite"), "heading"), paragraph(self.citation, "small")])
        if not self.announced.is_yet_to_come:
            yield from self.numbers()

    def head(self) -> Iterator[Flowable]:
        moment = self.announced.moment
        edition = _("edition %(number)s") % {"number": moment.edition.number}
        day = _("As of %(day)s") % {"day": self._day()}
        yield paragraph(f"#TODOS · {_('Report')} · {day} · {edition}", "eyebrow")
        yield paragraph(self.announced.title(self.language), "title")
        if moment.edition.is_demo:
            yield paragraph(_("Demonstration: the people are invented."), "warning")
        document = self.announced.version.document
        if document[f"scope_{self.language}"]:
            yield paragraph(document[f"scope_{self.language}"])

    def chain(self) -> Iterator[Flowable]:
        rows = []
        for step in self.steps:
            has_persons = step.has_persons and step.number.certain
            shown = linked(_ranged(step, self.language), self.where(step.code) if has_persons else "")
            share = f", {linked(step.share)}" if step.share else ""
            text = f"<b>{linked(step.name)}</b>{share}. {linked(step.meaning)}"
            rows.append([Paragraph(shown, styles()["figure"]), Paragraph(text, styles()["text"])])
        yield Table(rows, colWidths=[22 * mm, WIDTH - 22 * mm], style=RULED, spaceBefore=6, spaceAfter=4)
        if self.announced.version.number is None:
            yield paragraph(_("The announcement gave no number."))
            yield paragraph(_("Without a number announced nobody can say how many are missing, nor give a share."))
        if self.printed.get("verified"):
            told = printed_in_words(self.printed["verified"], self.language)
            yield paragraph(f"{_('Printed by others for all of them:')} {told}.", "small")

    def ledger(self) -> Iterator[Flowable]:
        days = self.announced.days
        if not self.announced.report.sections:
            yield paragraph(_("Nobody is verified by that day: there is nothing to report yet."))
        if len(days) < FEWEST or not any(day.verified.certain for day in days):
            return
        yield KeepTogether(
            [
                paragraph(EACH_DAY.title.in_language(self.language), "heading"),
                GapDrawing(days, self.language),
                paragraph(EACH_DAY.text.in_language(self.language), "small"),
            ]
        )

    def numbers(self) -> Iterator[Flowable]:
        report = self.announced.report
        if not report.sections:
            return
        of = _("Of %(n)s persons. Of somebody who left twice the first time counts.")
        whole = [of % {"n": number(report.verified, self.language)}]
        if self.announced.moment.edition.is_demo and self.printed:
            whole.append(_("Their numbers are real; ours is of the demonstration, whose people are invented."))
        heading = paragraph(_("Those verified, in numbers"), "heading")
        yield from (NextPageTemplate("columns"), PageBreak(), heading, paragraph(" ".join(whole)))
        for section in report.sections:
            yield KeepTogether(self.section(section))

    def section(self, section: Section) -> list[Flowable]:
        rows = [self.line(line) for line in section.lines]
        widths = [COLUMN - 39 * mm, 20 * mm, 19 * mm]
        return [
            paragraph(section.title.in_language(self.language), "section"),
            paragraph(section.definition.in_language(self.language), "small"),
            Table(rows, colWidths=widths, style=RULED, spaceAfter=6),
        ]

    def line(self, line: Line) -> list[Paragraph]:
        label = line.label.in_language(self.language)
        if line.whole is None:
            label = f"{label} (n\u00a0=\u00a0{number(len(line.persons), self.language)})"
        told = printed_in_words(self.printed.get(line.code, ()), self.language, with_day=False)
        beside = f'<br/><font size="7" color="{MUTED.hexval()}">{_("Printed")}: {linked(told)}</font>' if told else ""
        return [
            Paragraph(linked(label) + beside, styles()["text"]),
            paragraph(said(line), "number", self.where(line.code) if line.persons else ""),
            paragraph(share_of(line), "number"),
        ]

    def sources(self) -> list[Flowable]:
        """Of what others said: the announcement, and the numbers printed. Whole addresses, for paper has no links."""
        url = self.announced.version.document["url"]
        named = {url: _("Where it was announced")} if url else {}
        told = {} if self.announced.is_yet_to_come else self.printed
        for one in (one for figures in told.values() for one in figures if one.url):
            named[one.url] = f"{name_in(one.publisher, self.language)} {one.speaks_of(self.language)}"
        if not named:
            return []
        lines = [paragraph(f"{name}: {address}", "small", address) for address, name in named.items()]
        return [paragraph(_("Sources"), "heading"), *lines]

    def _day(self) -> str:
        return in_words(self.announced.moment.as_of, self.language)


def _ranged(step: Step, language: str) -> str:
    least, most = (number(one, language) for one in step.number)
    return f"{least}–{most}" if step.number.is_range else least


def _frame(x: float, width: float) -> Frame:
    """A column of the page, above its foot."""
    low = MARGIN + 8 * mm
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(x, low, width, A4[1] - MARGIN - low, **padding)


def _foot(canvas: Canvas, document: Any, *, sheet: Sheet) -> None:
    """On every page: where it comes from, which edition, the number of the page. And the dates of the file."""
    edition = sheet.announced.moment.edition
    published = edition.published_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_now: f"D:{published:%Y%m%d%H%M%S}Z")
    told = {"number": edition.number, "day": in_words(localdate(edition.published_at), sheet.language)}
    text = _("Edition %(number)s, published on %(day)s") % told + f" · {edition.digest[:12]}"
    if edition.is_demo:
        text += f" · {_('invented demonstration data')}"
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    y = MARGIN + 2 * mm
    canvas.line(MARGIN, y, A4[0] - MARGIN, y)
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(MUTED)
    canvas.drawString(MARGIN, y - 10, printable(f"{sheet.title} · {text}"))
    canvas.setFillColor(INK)
    canvas.drawRightString(A4[0] - MARGIN, y - 10, str(document.page))
    canvas.restoreState()
