"""Each field of a person: what we hold, who says so, and what a list says that differs."""

from __future__ import annotations

from publication.document import Fact, Source, Statement
from publication.projector.dossiers import Cited, Dossier, Row, in_order, releases_of
from publication.projector.identity import PUBLIC_GENDER, Identity, public_gender
from publication.projector.sources import public_sources
from publication.projector.statements import codes, said, states, year
from publication.unnamed import PLACES

# The field of a row of ours that a citation must name (or none) to support the fact.
_CITED = {
    "name": ("person", "name_display"),
    "birth_year": ("person", "birth_date"),
    "age_at_detention": ("person", "age_at_detention_stated"),
    "gender": ("person", "gender"),
    "province": ("detention", "province"),
    "detained_on": ("detention", "detained_on"),
    "offences": ("charge", "offence"),
    "sanction": ("sentence", "sanction"),
    "sentence": ("sentence", "length_months"),
    "left_on": ("release", "left_on"),
    "release_type": ("release", "release_type"),
}
_NOTHING = ("", "unknown")  # no claim, which nobody need support
_BETRAYING = {"name", "birth_year", "age_at_detention", *PLACES}  # of a minor


def facts(dossier: Dossier, identity: Identity) -> list[Fact]:
    """The facts that have a value or of which a list says something; of a minor none that would betray them."""
    found: list[Fact] = []
    for field, (value, keys) in _chosen(dossier).items():
        if field in _BETRAYING and not identity.is_named:
            continue
        agreeing, differing = _statements(dossier, field, value)
        if not value and not differing:
            continue
        kind, column = _CITED[field]
        cited = [source for key in keys for source in dossier.sources(kind, key) if source.field in ("", column)]
        saying = [source for source in cited if _says(dossier, source, field, value)]
        sources: list[Source] = public_sources([*saying, *agreeing], identity)
        by_editors = value not in _NOTHING and not sources
        found.append(
            {"field": field, "value": value, "by_editors": by_editors, "sources": sources, "stated": differing}
        )
    return found


def _says(dossier: Dossier, source: Cited, field: str, value: str) -> bool:
    """A document is taken at the editor's word; a line of a list is read, for a citation may outlive the value."""
    return source.record is None or states(dossier.wordings[source.record], field, value)


def _chosen(dossier: Dossier) -> dict[str, tuple[str, list[int]]]:
    """Field → value and the keys of the rows it comes from."""
    person = dossier.person
    detentions = dossier.arrests or in_order(dossier.detentions)
    first = detentions[:1]
    age = person.age_at_detention_stated
    chosen = {
        "name": (person.name_display, [person.pk]),
        "birth_year": (year(person.birth_date) if person.birth_date else "", [person.pk]),
        "age_at_detention": ("" if age is None else str(age), [person.pk]),
        "gender": (public_gender(person.gender), [person.pk]),
        "province": (first[0].province_id or "" if first else "", [row.pk for row in first]),
        "detained_on": (str(first[0].detained_on or "") if first else "", [row.pk for row in first]),
    }
    charges = [charge for detention in detentions for charge in detention.accusations]
    chosen["offences"] = (codes(list({charge.offence_id for charge in charges})), [charge.pk for charge in charges])
    if sentence := _sentence(detentions):
        months = sentence.length_months
        chosen["sanction"] = (sentence.sanction, [sentence.pk])
        chosen["sentence"] = ("" if months is None else str(months), [sentence.pk])
    releases = [release for detention in detentions for release in releases_of(detention)]
    left = [release for release in releases if not release.was_already_outside]
    if left:
        chosen["left_on"] = (str(left[-1].left_on or ""), [left[-1].pk])
    if releases:
        chosen["release_type"] = (releases[-1].release_type_id, [releases[-1].pk])
    return chosen


def _sentence(detentions: list[Row]) -> Row | None:
    """The sentence now operative, of the latest detention that has one."""
    for detention in reversed(detentions):
        operative = [row for row in detention.decisions if row.is_operative]
        if operative:
            return max(operative, key=lambda row: (row.superseded_on is None, row.pk))
    return None


def _statements(dossier: Dossier, field: str, value: str) -> tuple[list[Cited], list[Statement]]:
    """Lists that say the same, as sources; and what the others say."""
    if field == "gender" and dossier.person.gender in PUBLIC_GENDER:
        return [], []  # what lists say of a trans person's gender would tell what is public with consent alone
    agreeing, differing = [], []
    for row in dossier.listed:
        told = said(row.values, field)
        if told and told == value:
            agreeing.append(Cited(field, "list", row.organisation, row.name, str(row.as_of), row.url))
        elif told:
            differing.append(Statement(organisation=row.organisation, value=told, as_of=str(row.as_of)))
    return agreeing, differing
