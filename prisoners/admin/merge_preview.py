"""What an editor reads before two persons become one: both side by side, and what the merge would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chronology.wording import in_words
from prisoners.admin.parts import dossier_url
from prisoners.merging.contradictions import doubts, refusals
from prisoners.merging.plan import Plan
from prisoners.merging.planning import plan_merge
from prisoners.models import Detention, Gender, MatchDecision, Person, RowMatch


@dataclass(frozen=True)
class Line:
    """One thing compared."""

    label: str
    kept: str
    merged: str
    is_evidence: bool = True

    @property
    def differs(self) -> bool:
        return bool(self.is_evidence and self.kept and self.merged and self.kept != self.merged)

    @property
    def agrees(self) -> bool:
        return self.is_evidence and bool(self.kept) and self.kept == self.merged


@dataclass
class Preview:
    """`seen`: the version of both dossiers that the editor reads."""

    plan: Plan
    kept: str
    merged: str
    lines: list[Line]
    joined: list[tuple[str, str]]
    refusals: list[str]
    doubts: list[str]
    seen: str
    kept_url: str
    merged_url: str


def preview(kept: Person, merged: Person) -> Preview:
    refused = refusals(kept, merged)
    ours, theirs = _says(kept), _says(merged)
    plan = plan_merge(kept, merged)
    kept_as, merged_as = told_apart(kept, merged)
    untold = {_("lists"), _("state")}  # two lists or two states are no difference between persons
    return Preview(
        plan=plan,
        kept=kept_as,
        merged=merged_as,
        lines=[Line(label, ours[label], theirs[label], label not in untold) for label in ours],
        joined=[(arrest(same), arrest(held)) for same, held in plan.joined],
        refusals=refused,
        doubts=[] if refused else doubts(kept, merged),
        seen=seen(kept, merged),
        kept_url=dossier_url(kept),
        merged_url=dossier_url(merged),
    )


def told_apart(one: Person, other: Person) -> tuple[str, str]:
    """Their names; of namesakes each with the address, which no two persons share."""
    if one.name_display != other.name_display:
        return str(one), str(other)
    return f"{one} ({one.slug})", f"{other} ({other.slug})"


def seen(*persons: Person) -> str:
    return " ".join(person.updated_at.isoformat() for person in persons)


def _says(person: Person) -> dict[str, str]:
    held = list(
        person.detentions.select_related("province", "municipality__province").prefetch_related("charges__offence")
    )
    edges = RowMatch.objects.in_force().filter(person=person, decision=MatchDecision.SAME)
    said: dict[str, list[Any]] = {
        _("name"): [person.name_display],
        _("other names"): list(person.names.values_list("text", flat=True)),
        _("birth date"): [_day(person.birth_date)],
        _("age when detained"): [person.age_at_detention_stated],
        _("gender"): [person.get_gender_display() if person.gender != Gender.UNKNOWN else ""],
        _("detained on"): [_day(each.detained_on) for each in held],
        _("left prison on"): [_day(each.ended_on) for each in held],
        _("province"): [each.province for each in held],
        _("municipality"): [each.municipality for each in held],
        _("offences"): [charge.offence for each in held for charge in each.charges.all()],
        _("sentences"): [_sentence(row) for each in held for row in each.sentences.all()],
        _("lists"): list(edges.values_list("entry__source_list__code", flat=True)),
        _("state"): [person.state_in_words],
    }
    return {
        label: ", ".join(sorted({str(value) for value in values if value not in (None, "")}))
        for label, values in said.items()
    }


def arrest(held: Detention) -> str:
    """The day and place of an arrest, in words."""
    place = held.province.name if held.province else ""
    return " · ".join(part for part in (_day(held.detained_on) or _("day unknown"), place) if part)


def _sentence(row: Any) -> str:
    months = _("%(count)d months") % {"count": row.length_months} if row.length_months else ""
    return " ".join(part for part in (str(row), months) if part)


def _day(known: Any) -> str:
    return in_words(known) if known else ""


def likely(person: Person, found: QuerySet[Person]) -> QuerySet[Person]:
    """Of the persons found those whom this one could be: living records of the same kind, not the person."""
    return found.filter(merged_into=None, is_demo=person.is_demo).exclude(pk=person.pk)


def told_of(person: Any) -> str:
    """The arrests of a person found, whose detentions were read with the list."""
    return "; ".join(arrest(each) for each in person.held) or _("no detention")
