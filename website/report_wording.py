"""The numbers of a report of releases in words, the same on its page and on paper."""

from __future__ import annotations

from decimal import Decimal

from django.utils import dateformat, timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from publication.models import Edition
from reports.citation import PUBLISHER
from reports.release_report import Line
from reports.rounding import SMALL
from reports.rounding import percent as percent_of
from website.numbers import number, percent


def said(line: Line) -> str:
    """A count bare, a measure with its unit: “191”, “3,5 años”, “5 years”; a dash where nothing can be measured."""
    if line.value is None or line.unit == "persons":
        return number(line.value, _language())
    return in_years(line.value)


def in_years(value: int | Decimal) -> str:
    return ngettext("%(n)s year", "%(n)s years", 1 if value == 1 else 2) % {"n": number(value, _language())}


def share_of(line: Line) -> str:
    """“90,1 %”; of fewer than twenty persons, “3 de 12 (25,0 %)”; empty for a measure, and of nobody."""
    return part_of(int(line.value or 0), line.whole)


def part_of(part: int, whole: int | None) -> str:
    """A share, of fewer than twenty as a fraction too (9.16); empty where there is no whole."""
    if not whole:
        return ""
    language = _language()
    share = percent(percent_of(part, whole), language)
    if whole >= SMALL:
        return share
    told = {"part": number(part, language), "whole": number(whole, language), "share": share}
    return _("%(part)s of %(whole)s (%(share)s)") % told


def citation_of(title: str, edition: Edition, as_of: object, address: str) -> str:
    """In the manner of the APA, as of a figure (reports/citation.py)."""
    language = _language()
    with translation.override(language):
        published = timezone.localtime(edition.published_at)
        day = dateformat.format(published, "Y, j \\d\\e F" if language == "es" else "Y, F j")
    told = {"title": title, "as_of": as_of, "edition": edition.number}
    kind = _("Report “%(title)s”, as of %(as_of)s, edition %(edition)s") % told
    invented = ", " + _("invented demonstration data") if edition.is_demo else ""
    return f"{PUBLISHER}. ({day}). {kind}{invented}. {address}"


def _language() -> str:
    return get_language() or "es"
