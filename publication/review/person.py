"""The difference of a person: the person's own fields, each detention line by line, and what follows for the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from publication.models import ChargeVersion, CustodySpan, ListingSpan, PrisonerVersion, ReleaseVersion
from publication.projector.documents import by_day
from publication.projector.dossiers import Dossier, in_order, releases_of, revocation_of
from publication.projector.identity import PSEUDONYM
from publication.review.lines import Line, Ref, Row, Section, changed_fields, paired, sentence
from publication.review.proposal import Proposal
from publication.review.wording import Words

PERSON = "prisoners.person"
OWN = ("shown_as", "name", "other_names", "slug", "gender", "minor_at_detention", "age_at_detention", "birth_year",
       "occupation_group", "has_affiliation", "last_confirmed_on", "state_denied", "biography_es",
       "biography_en")  # fmt: skip
COARSE = ("province", "context", "activity", "events")  # of a withheld person, whose detentions are not told
DETENTION = (
    "detention_kind",
    "detained_on",
    "province",
    "municipality",
    "event",
    "context",
    "activity",
    "agency",
    "manner",
)
REVOCATION = ("revoked_on", "reimprisoned_on", "ground_official", "ground_alleged", "court")


class Part(NamedTuple):
    """A list of rows within a detention. `keys`: by which two wordings are the same row. `rows`: in the same order."""

    title: Any
    model: str
    fields: tuple[str, ...]
    keys: tuple[str, ...]
    rows: Callable[[Any], list[Any]]


PARTS = {
    "stages": Part(
        lazy("stage of the case"), "prisoners.stage", ("stage", "from_on"), ("stage",),
        lambda held: by_day(held.steps, "from_on"),
    ),
    "charges": Part(
        lazy("charge"), "prisoners.charge", ("offence", "charge_stage", "role", "law"), ("offence",),
        lambda held: held.accusations,
    ),
    "sentences": Part(
        lazy("sentence"), "prisoners.sentence",
        ("step", "sanction", "months", "days", "court", "substituted_by", "accessory", "decided_on", "final_on",
         "counted_from", "is_operative"),
        ("step",), lambda held: by_day(held.decisions, "decided_on"),
    ),
    "stays": Part(
        lazy("where held"), "prisoners.facilitystay", ("facility", "regime", "from_on", "to_on"), ("facility",),
        lambda held: by_day(held.places, "from_on"),
    ),
    "releases": Part(
        lazy("release"), "releases.release",
        ("release_type", "left_on", "reported_on", "measure_after", "court", "granted_on", "term_end",
         "exile_condition", "was_already_outside", "announcement", "attribution"),
        ("was_already_outside",), releases_of,
    ),
}  # fmt: skip


def sections(proposal: Proposal, words: Words) -> Iterator[Section]:
    before, after = (_only(rows.get(PrisonerVersion)) for rows in (proposal.before, proposal.after))
    yield Section(_("The person"), list(_own(proposal, before, after, words)))
    yield from _detentions(proposal.working, before, after, words)
    schemes = paired(_lines(before, "classifications"), _lines(after, "classifications"), ("scheme", "organisation"))
    fields = ("scheme", "value", "organisation", "stated_on")
    found = _part(words, schemes, _lines(after, "classifications"), fields, _("classification"), [(PERSON, None)])
    yield Section(_("Classifications"), list(found))
    yield Section(_("What follows from it"), list(_consequences(proposal, words)))


def _only(rows: list[Row] | None) -> Row:
    return rows[0] if rows else {}


def _lines(row: Row, name: str) -> list[Row]:
    return (row.get("document") or {}).get(name) or []


def _own(proposal: Proposal, before: Row, after: Row, words: Words) -> Iterator[Line]:
    old, new = _told(before, words), _told(after, words)
    facts_before, facts_after = _facts(before), _facts(after)
    is_coarse = not (before.get("document") and after.get("document"))
    for name in (*OWN, *(COARSE if is_coarse else ())):
        said = words.of(name, old.get(name)), words.of(name, new.get(name))
        told = facts_before.get(name, {}).get("sources", []), facts_after.get(name, {}).get("sources", [])
        if said[0] != said[1] or told[0] != told[1]:
            rows: list[Ref] = [(PERSON, proposal.dossier.pk)]
            is_fact = name in facts_after
            yield Line(words.label(name), *said, rows, name, *told, is_fact=is_fact)


def _told(row: Row, words: Words) -> Row:
    """The person's fields by their own names."""
    if not row:
        return {"shown_as": _("not at all")}
    name = row["name_display"]
    if row["is_withheld"]:
        shown = _("counted, not named")
    else:
        shown = _("under a pseudonym") if name.startswith(f"{PSEUDONYM} ") else _("by name")
    return {**row, **(row["document"] or {}), "shown_as": shown, "name": name}


def _facts(row: Row) -> dict[str, Row]:
    return {fact["field"]: fact for fact in _lines(row, "facts")}


def _detentions(working: Dossier | None, before: Row, after: Row, words: Words) -> Iterator[Section]:
    old, new = _lines(before, "detentions"), _lines(after, "detentions")
    held = in_order(working.detentions) if working and new else []
    for one, place in paired(old, new, ("detained_on", "kind"), ("kind",)):
        two = new[place] if place is not None else None
        row = held[place] if place is not None else None
        told = two or one or {}
        day = words.of("detained_on", told["detained_on"]) or _("on an unknown day")
        yield Section(_("Detention: %(day)s") % {"day": day}, list(_detention(one, two, row, words)))


def _detention(one: Row | None, two: Row | None, held: Any, words: Words) -> Iterator[Line]:
    rows: list[Ref] = [("prisoners.detention", held.pk if held else None)]
    old, new = ({**row, "detention_kind": row["kind"]} if row else {} for row in (one, two))
    if one is None or two is None:
        yield from _whole(words, old if two is None else new, DETENTION, _("detention"), rows, is_new=one is None)
    else:
        yield from changed_fields(words, "", old, new, DETENTION, rows)
    for name, part in PARTS.items():
        before, after = _worded(name, one), _worded(name, two)
        keys = [row.pk for row in part.rows(held)] if held is not None else []
        for former, place in paired(before, after, part.keys):
            ref: Ref = (part.model, keys[place] if place is not None and place < len(keys) else None)
            now = after[place] if place is not None else None
            yield from _row(words, former, now, part.fields, str(part.title), [ref])
    yield from _revocations(one, two, held, words)


def _worded(part: str, row: Row | None) -> list[Row]:
    """The rows of a part; of a charge, the stage under the name of its own vocabulary."""
    found = (row or {}).get(part, [])
    return [{**one, "charge_stage": one["stage"]} for one in found] if part == "charges" else found


def _revocations(one: Row | None, two: Row | None, held: Any, words: Words) -> Iterator[Line]:
    before, after = ([release["revocation"] for release in (row or {}).get("releases", [])] for row in (one, two))
    revoked = [revocation_of(release) for release in releases_of(held)] if held is not None else []
    former = [row for row in before if row]
    now = [row for row in after if row]
    keys = [row.pk for row in revoked if row]
    for old, place in paired(former, now, ("revoked_on",), ()):
        ref: Ref = ("releases.revocation", keys[place] if place is not None else None)
        yield from _row(words, old, now[place] if place is not None else None, REVOCATION, _("revocation"), [ref])


def _part(words: Words, pairs: Any, after: list[Row], fields: Any, title: str, rows: list[Ref]) -> Iterator[Line]:
    for one, place in pairs:
        yield from _row(words, one, after[place] if place is not None else None, fields, title, rows)


def _row(words: Words, one: Row | None, two: Row | None, fields: Any, title: str, rows: list[Ref]) -> Iterator[Line]:
    if one is None or two is None:
        yield from _whole(words, one or two or {}, fields, title, rows, is_new=one is None)
    else:
        yield from changed_fields(words, title, one, two, fields, rows)


def _whole(words: Words, row: Row, fields: Any, title: str, rows: list[Ref], *, is_new: bool) -> Iterator[Line]:
    """A row that comes or goes, in one line."""
    said, sources = sentence(words, row, fields), row.get("sources", [])
    if is_new:
        yield Line(title, "", said, rows, sources_after=sources)
    else:
        yield Line(title, said, "", rows, sources_before=sources)


def _consequences(proposal: Proposal, words: Words) -> Iterator[Line]:
    """What the door derives: where the person was, on which lists, the principal offence, the share served."""
    for model, title, told in (
        (CustodySpan, _("where the person was"), lambda row: _span(row, words)),
        (ListingSpan, _("on a list"), lambda row: _listing(row, words)),
        (ChargeVersion, _("principal offence"),
         lambda row: words.term("offence", row["offence"]) if row["is_principal"] else ""),
        (ReleaseVersion, _("more than half of the sentence served"),
         lambda row: "" if row["more_than_half"] == "not_computable" else words.term("answer", row["more_than_half"])),
    ):  # fmt: skip
        old, new = ([said for row in rows.get(model, []) if _has_begun(row, proposal.day) and (said := told(row))]
                    for rows in (proposal.before, proposal.after))  # fmt: skip
        yield from _moved(title, old, new)


def _has_begun(row: Row, day: date) -> bool:
    """Of where somebody was, not what the program already expects of days to come: “without recent news” in a year."""
    days = row.get("possible") or "["
    return days == "empty" or days.strip("[)(]").split(",")[0] <= str(day)


def _moved(title: str, old: list[str], new: list[str]) -> Iterator[Line]:
    gone = [said for said in old if said not in new]
    come = [said for said in new if said not in old]
    for number in range(max(len(gone), len(come))):
        before, after = (side[number] if number < len(side) else "" for side in (gone, come))
        yield Line(title, before, after)


def _span(row: Row, words: Words) -> str:
    state = words.term("custody_state", row["state"])
    if row["certain"] == "empty":
        return _("perhaps %(state)s, %(days)s") % {"state": state, "days": _range(row["possible"], words)}
    return f"{state}, {_range(row['certain'], words)}"


def _listing(row: Row, words: Words) -> str:
    name = _("consolidated list") if row["source_list"] == "consolidated" else row["source_list"]
    return f"{name}, {_range(row['days'], words)}"


def _range(days: str, words: Words) -> str:
    """“[2021-07-11,2025-01-16)” in words; the end is the first day that no longer belongs."""
    first, end = days.strip("[)(]").split(",")
    if first and end:
        return _("from %(first)s until %(end)s") % {"first": words.day(first), "end": words.day(end)}
    if first:
        return _("since %(first)s") % {"first": words.day(first)}
    return _("until %(end)s") % {"end": words.day(end)} if end else _("on no known day")
