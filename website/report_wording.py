"""The numbers of a report of releases in words, the same on its page and on paper."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

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


def _language() -> str:
    return get_language() or "es"
