"""What changed in a person's record from edition to edition, from the public versions of it alone.

A version that was made withheld since is not among them (publication/redaction.py), nor one under a pseudonym of
somebody who is named now: the two are not to be put side by side.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.document import PrisonerDocument
from publication.unnamed import bears_pseudonym, shown_document
from website.facts import classification, field_name, field_value
from website.labels import Label
from website.timeline import charges, steps

MOST_LINES = 12


class Version(NamedTuple):
    """A public version of the record, as the edition that opened it wrote it."""

    edition: int
    published_at: datetime
    name: str
    document: PrisonerDocument


class Change(NamedTuple):
    """What one edition changed: at most MOST_LINES lines, and how many `more` there are."""

    edition: int
    published_at: datetime
    lines: list[str]
    more: int


def changes(versions: list[Version], label: Label) -> list[Change]:
    """The newest first. `versions`: the oldest first, the one shown last."""
    shown = [one for one in versions if bears_pseudonym(one.name) == bears_pseudonym(versions[-1].name)]
    found = []
    for before, after in pairwise(shown):
        lines = _lines(before, after, label) or [_("Details that this page does not show, or their sources.")]
        found.append(Change(after.edition, after.published_at, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES)))
    return found[::-1]


def _lines(before: Version, after: Version, label: Label) -> list[str]:
    old, new = shown_document(before.name, before.document), shown_document(after.name, after.document)
    lines = []
    if before.name != after.name:
        lines.append(_told(_("Name"), before.name, after.name))
    if old["other_names"] != new["other_names"]:
        lines.append(_told(_("Other names"), ", ".join(old["other_names"]), ", ".join(new["other_names"])))
    lines += _facts(old, new, label)
    was, is_ = _happened(old, label), _happened(new, label)
    lines += [_("added: %(line)s") % {"line": line} for line in (is_ - was).elements()]
    lines += [_("taken away: %(line)s") % {"line": line} for line in (was - is_).elements()]
    if old["last_confirmed_on"] != new["last_confirmed_on"]:
        days = (_day(one["last_confirmed_on"]) for one in (old, new))
        lines.append(_told(_("Last confirmed"), *days))
    if any(old[text] != new[text] for text in ("biography_es", "biography_en")):  # type: ignore[literal-required]
        lines.append(_("The text about the person was changed."))
    if not lines and _sources(old) != _sources(new):
        lines.append(_("Other sources say the same."))
    return lines


def _facts(old: PrisonerDocument, new: PrisonerDocument, label: Label) -> list[str]:
    """Values that are others now. The name is told apart; what is new on record stands in the timeline."""
    was, is_ = ({fact["field"]: fact["value"] for fact in one["facts"]} for one in (old, new))
    return [
        _told(field_name(field), field_value(field, was[field], label), field_value(field, is_.get(field, ""), label))
        for field in was
        if field != "name" and was[field] and was[field] != is_.get(field, "")
    ]


def _happened(document: PrisonerDocument, label: Label) -> Counter[str]:
    lines: Counter[str] = Counter()
    for detention in document["detentions"]:
        for step in steps(detention, label):
            lines[f"{step.text} ({_day(step.on) or _('date unknown')})"] += 1
        for charge in charges(detention, label):
            lines[charge.text] += 1
    for one in document["classifications"]:
        lines[f"{classification(one['value'])} ({label('organisation', one['organisation'])})"] += 1
    return lines


def _sources(document: PrisonerDocument) -> list[object]:
    said: list[object] = [(fact["field"], fact["sources"], fact["stated"]) for fact in document["facts"]]
    return [*said, document.get("state_denied", [])]


def _told(what: str, old: str, new: str) -> str:
    values = {"what": what, "old": old or _("not known"), "new": new or _("not known")}
    return _("%(what)s: now “%(new)s”, before “%(old)s”") % values


def _day(text: str) -> str:
    return in_words(PartialDate.parse(text), get_language() or "es") if text else ""
