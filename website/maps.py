"""A breakdown by province as a map: the outline for a wide screen, tiles for a narrow one, each place a link."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.answer import Answer, Row
from reports.charts.outline import outlined
from reports.charts.provinces import tiles
from website.figure_wording import breakdown_name, has_persons
from website.links import Links
from website.numbers import number

BY_PROVINCE = "province"


def map_of(answer: Answer, asked: dict[str, str], links: Links) -> SafeString:
    """Empty where the figure is not broken down by province, or counts nobody. A style shows one of the two drawings,
    so that nobody walks the places twice."""
    if answer.breakdown_code != BY_PROVINCE or not any(row.count for row in answer.breakdown):
        return SafeString("")

    def told(row: Row | None) -> str:
        return _("hidden") if row and row.is_hidden else number(row.count if row else 0, answer.language)

    def link(row: Row) -> str:
        has_page = row.value and has_persons(answer, row)
        return links.to("counted", answer.id, **{**asked, "of": row.code}) if has_page else ""

    title = f"{answer.title}, {breakdown_name(BY_PROVINCE)}"
    return format_html(
        "{}{}",
        outlined(answer.breakdown, title=title, told=told, link=link),
        tiles(answer.breakdown, title=title, told=told, link=link, language=answer.language),
    )


def approximate() -> str:
    """What must stand under a map."""
    return _("Approximate boundaries (Natural Earth, corrected for Artemisa).")
