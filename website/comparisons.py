"""What organisations counted after an announcement, and by how much and why our number for their day is another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from reports.gap import Number
from website.announced import Announced
from website.numbers import number


@dataclass(frozen=True)
class Comparison:
    """`one`: what the announcement's document says. `difference`: theirs less ours, in a sentence."""

    one: Mapping[str, Any]
    difference: str


def comparisons(announced: Announced, language: str) -> list[Comparison]:
    return [
        Comparison(one, difference(announced, one, language))
        for one in announced.version.document.get("comparisons", ())
    ]


def difference(announced: Announced, one: Mapping[str, Any], language: str) -> str:
    """Our number is of the very day they speak of; past what we know, our last.

    Of a part-known day the range over its days; where that begins at nobody, or no day is stated at all, a range says
    nothing: then the day on which ours became theirs.
    """
    stated = PartialDate.parse(one["stated_on"]) if one["stated_on"] else None
    newest = announced.moment.edition.as_of
    first, last = (stated.earliest, stated.latest) if stated else (None, None)
    if first is None or last is None:
        return _reached(announced, one, newest, language)
    if first > newest:
        return _compared(_("Our record speaks until %(day)s: %(ours)s then."), announced, one, newest, language)
    last = min(last, newest)
    if first != last:
        between = announced.gap.on(first).verified.certain, announced.gap.on(last).verified.possible
        if not between[0]:
            return _reached(announced, one, last, language)
        return _("The day is not stated; in that time ours is %(ours)s.") % {"ours": _range(*between, language)}
    known = announced.gap.on(first).known.certain
    ours = announced.gap.on(first).verified
    said = _compared(_("By that day we count %(ours)s."), announced, one, first, language)
    if known != ours.certain:
        known_then = _("By then %(known)s of ours had been made known: %(difference)s.")
        said += " " + known_then % {
            "known": number(known, language),
            "difference": _words(one, Number(known, known), language),
        }
    return said


def _reached(announced: Announced, one: Mapping[str, Any], last: date, language: str) -> str:
    """On which day ours became as high as theirs, and from what; never past `last`."""
    before = 0
    for day in announced.gap.days(last):
        ours = day.verified.certain
        if ours >= one["number"]:
            told = {"before": number(before, language), "after": number(ours, language)}
            sentence = _(
                "The day is not stated. Ours reached that number on %(day)s: it rose from %(before)s to %(after)s."
            )
            return sentence % {**told, "day": in_words(day.day, language)}
        before = ours
    told = {"ours": number(before, language), "day": in_words(last, language)}
    return _("The day is not stated. Ours had not reached that number by %(day)s: %(ours)s.") % told


def _compared(sentence: str, announced: Announced, one: Mapping[str, Any], day: date, language: str) -> str:
    ours = announced.gap.on(day).verified
    told = {"day": in_words(day, language), "ours": _range(*ours, language)}
    return f"{sentence % told} {_capital(_words(one, ours, language))}."


def _words(one: Mapping[str, Any], ours: Number, language: str) -> str:
    """Theirs less ours; of a range nothing is taken away."""
    if ours.is_range:
        return _("ours is a range, as some days are known only in part")
    difference = one["number"] - ours.certain
    if not difference:
        return _("theirs is the same")
    told = {"n": number(abs(difference), language)}
    return (_("theirs is %(n)s higher") if difference > 0 else _("theirs is %(n)s lower")) % told


def _range(least: int, most: int, language: str) -> str:
    if least == most:
        return number(least, language)
    return _("%(least)s to %(most)s") % {"least": number(least, language), "most": number(most, language)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
