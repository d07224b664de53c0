"""The difference of an organisation, an official announcement, a published figure or a page text."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from publication.review import snapshots
from publication.review.lines import Line, Ref, Row, Section, changed_fields, paired, sentence
from publication.review.proposal import LEDGER, Proposal
from publication.review.wording import Words
from releases.models import OfficialAnnouncement

OWN = {
    "OrganisationVersion": (
        "name", "organisation_kind", "is_accepted", "url", "country", "licence", "definition_es", "definition_en",
    ),
    "AnnouncementVersion": (
        "title_es", "title_en", "authority", "announced_on", "number", "wording_es", "wording_en", "scope_es",
        "scope_en", "names_published", "started_on", "ended_on", "url",
    ),
    "PublishedFigureVersion": (
        "publisher_name", "as_of", "metric", "value", "group", "figure_role", "url", "note_es", "note_en", "verdict",
        "verdict_es", "verdict_en",
    ),
    "PageTextVersion": ("title_es", "title_en"),
}  # fmt: skip
# Lists within a document: what a line is called, its fields, and by which two wordings are the same line.
PARTS: dict[str, tuple[Any, tuple[str, ...], tuple[str, ...]]] = {
    "lists": (lazy("list"), ("name_es", "name_en", "list_kind"), ("code",)),
    "claimed": (lazy("number that authorities gave"), ("label_es", "label_en", "number", "stated_on", "url"),
                ("label_es",)),
    "comparisons": (lazy("number that an organisation counted"),
                    ("organisation_name", "number", "stated_on", "definition_es", "definition_en", "url"),
                    ("organisation",)),
}  # fmt: skip
# Which rows of an announcement a list within its document is written from.
ROWS = {
    "claimed": ("releases.claimedfigure", "claimed_figures"),
    "comparisons": ("releases.announcementcomparison", "comparisons"),
}


def sections(proposal: Proposal, words: Words) -> Iterator[Section]:
    model = LEDGER[type(proposal.dossier)]
    before, after = (_told(rows.get(model)) for rows in (proposal.before, proposal.after))
    rows: list[Ref] = [(proposal.dossier._meta.label_lower, proposal.dossier.pk)]
    title = str(proposal.dossier._meta.verbose_name).capitalize()
    own = list(changed_fields(words, "", before, after, OWN[model.__name__], rows))
    for line in own:
        line.name, line.is_fact = line.field, False  # the public reads no sources of them
    yield Section(title, own)
    for name in ("body_es", "body_en"):
        changed = _paragraphs(before.get(name, ""), after.get(name, ""), rows)
        yield Section(words.label(name).capitalize(), list(changed))
    for name, (label, fields, keys) in PARTS.items():
        lines = list(_part(words, before.get(name, []), after.get(name, []), str(label), fields, keys))
        for line in lines:
            line.rows = _refs(proposal.dossier, name)
            line.is_fact = False  # its address stands in the line itself
        yield Section(str(label).capitalize(), lines)


def _refs(dossier: Any, part: str) -> list[Ref]:
    """The rows of a part; the public line has no key, so that each stands for all."""
    if part not in ROWS or not isinstance(dossier, OfficialAnnouncement):
        return []
    name, related = ROWS[part]
    return [(name, None), *((name, pk) for pk in getattr(dossier, related).values_list("pk", flat=True))]


def _told(rows: list[Row] | None) -> Row:
    """Columns and document together; a code whose name says too little, under the name of its vocabulary."""
    row = rows[0] if rows else {}
    told = {**row, **row.get("document", {})}
    told["organisation_kind"], told["figure_role"] = row.get("kind"), row.get("role")
    told["lists"] = [{**one, "list_kind": one["kind"]} for one in told.get("lists", [])]
    return told


def _paragraphs(before: str, after: str, rows: list[Ref]) -> Iterator[Line]:
    """Those that differ, each beside the one it takes the place of; the text as it is written."""
    old, new = (text.replace("\r\n", "\n").split("\n\n") if text else [] for text in (before, after))
    for step, first, end, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        for place, (one, two) in enumerate(zip_longest(old[first:end], new[start:stop], fillvalue="")):
            label = _("paragraph %(number)d") % {"number": (start if step != "delete" else first) + place + 1}
            yield Line(label, one, two, rows, is_fact=False)


def _part(words: Words, before: list[Row], after: list[Row], label: str, fields: Any, keys: Any) -> Iterator[Line]:
    for one, place in paired(before, after, keys):
        two = after[place] if place is not None else None
        if one is None or two is None:
            said = sentence(words, one or two or {}, fields)
            yield Line(label, "" if one is None else said, said if one is None else "")
        else:
            what = f"{label} {two.get('code') or ''}".strip()
            yield from changed_fields(words, what, one, two, fields, [])
            yield from _part(words, one.get("snapshots", []), two.get("snapshots", []), _("snapshot of %(list)s")
                             % {"list": what}, snapshots.FIELDS, ("as_of",)) if "snapshots" in two else ()  # fmt: skip
