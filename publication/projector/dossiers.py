"""Dossiers read from the working copy: named columns only, and the same number of queries for any number of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, Prefetch, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce

from prisoners.models import (
    Charge,
    Citation,
    Classification,
    Detention,
    DetentionKind,
    FacilityStay,
    NameKind,
    Person,
    PersonName,
    Sentence,
    Stage,
)
from prisoners.naming import Standing, standings
from publication.projector.listings import Listed, listed_rows
from releases.custody import followers_last
from releases.models import Citation as ReleaseCitation
from releases.models import Release
from sources.models.document import SEALED_KINDS

PERSON = (
    "public_id", "slug", "name_display", "given_names", "surname_1", "surname_2", "birth_date",
    "age_at_detention_stated", "gender", "occupation_group", "has_affiliation", "biography_es", "biography_en",
    "last_confirmed_on", "visibility", "embargo_until", "merged_into_id", "workflow_state", "is_demo",
)  # fmt: skip
DETENTION = (
    "person_id", "kind", "detained_on", "province_id", "municipality_id", "agency", "manner", "context", "activity",
    "parent_id", "created_at",
)  # fmt: skip
STAGE = ("detention_id", "stage", "from_on")
CHARGE = ("detention_id", "offence_id", "law", "role", "stage")
SENTENCE = (
    "detention_id", "step", "court", "sanction", "length_months", "length_days", "substituted_by", "accessory",
    "decided_on", "final_on", "counted_from", "is_operative", "superseded_on",
)  # fmt: skip
STAY = ("detention_id", "regime", "from_on", "to_on", "is_nested")
RELEASE = (
    "detention_id", "release_type_id", "left_on", "reported_on", "measure_after", "court", "granted_on", "term_end",
    "exile_condition", "was_already_outside", "attribution",
)  # fmt: skip
REVOCATION = (
    "revocation__release_id", "revocation__revoked_on", "revocation__reimprisoned_on", "revocation__ground_official_id",
    "revocation__ground_alleged_id", "revocation__new_detention_id", "revocation__court",
)  # fmt: skip


# A row read with named columns, annotations and lists of its parts: not all that its model promises.
Row = Any


class Cited(NamedTuple):
    """A source of one row: `kind` is `list` or a document kind; `day` a day or an EDTF text.

    `record`: the line of the list, whose words are in Dossier.wordings; None for a document.
    """

    field: str
    kind: str
    organisation: str
    label: str
    day: str
    url: str
    record: int | None = None


@dataclass(slots=True)
class Dossier:
    """What the door may read of one person. `cited` is keyed by the kind of row and its key; listed rows by list.

    `wordings` holds what each line of a list says that is cited or listed, by record. `standing`: whether the person
    may be named; nobody may of whom it was not read.
    """

    person: Row
    detentions: list[Row]
    cited: dict[tuple[str, int], list[Cited]] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    wordings: dict[int, dict[str, Any]] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)

    @property
    def arrests(self) -> list[Row]:
        """In order of days, without house sieges: a siege is no legal act and is never added to prisoners."""
        return [row for row in in_order(self.detentions) if row.kind != DetentionKind.HOUSE_SIEGE]

    def sources(self, kind: str, row: int) -> list[Cited]:
        return self.cited.get((kind, row), [])


def load(
    keys: Iterable[int],
    *,
    day: date | None = None,
    snapshots: dict[int, dict[str, Any]] | None = None,
    persons: list[Person] | None = None,
) -> list[Dossier]:
    """The dossiers of these persons, in order of key. `day`: leaves out lists under embargo on it.

    `snapshots`: those in force that day, `persons`: those of these keys, where the caller has read them; the parts of a
    dossier are set upon these persons.
    """
    keys = list(keys)
    found: list[Row] = persons or list(Person.objects.filter(pk__in=keys).only(*PERSON).order_by("pk"))
    prefetch_related_objects(found, *_parts())
    cited = _citations(keys)
    listed, wordings = listed_rows(keys, day, snapshots=snapshots, cited=_records(cited))
    standing = standings(keys)
    return [
        Dossier(person, person.held, cited[person.pk], listed.get(person.pk, []), wordings, standing[person.pk])
        for person in found
    ]


def _parts() -> list[Prefetch]:
    """Each part as a plain list beside the model's own name: a prefetched manager costs a queryset a row."""
    names = PersonName.objects.exclude(kind=NameKind.VARIANT).only("person_id", "kind", "text").order_by("kind", "text")
    schemes = Classification.objects.annotate(by=F("organisation__code")).only(
        "person_id", "scheme", "value", "stated_on"
    )
    detentions = Detention.objects.annotate(
        event_code=F("event__code"),
        event_root=F("event__parent__code"),
        event_starts=F("event__starts_on"),
    ).only(*DETENTION)
    charges = Charge.objects.annotate(family=F("offence__family")).only(*CHARGE).order_by("offence_id", "stage")
    stays = FacilityStay.objects.annotate(place=F("facility__code"), place_kind=F("facility__kind")).only(*STAY)
    releases = Release.objects.annotate(
        state_after=F("release_type__state_after"),
        extinguishes=F("release_type__extinguishes"),
        announcement_code=F("announcement__code"),
    ).select_related("revocation")
    return [
        Prefetch("names", names, to_attr="public_names"),
        Prefetch("classifications", schemes.order_by("scheme", "value", "by"), to_attr="schemes"),
        Prefetch("detentions", detentions.order_by("pk"), to_attr="held"),
        Prefetch("held__stages", Stage.objects.only(*STAGE).order_by("pk"), to_attr="steps"),
        Prefetch("held__charges", charges, to_attr="accusations"),
        Prefetch("held__sentences", Sentence.objects.only(*SENTENCE).order_by("pk"), to_attr="decisions"),
        Prefetch("held__stays", stays.order_by("pk"), to_attr="places"),
        Prefetch("held__releases", releases.only(*RELEASE, *REVOCATION), to_attr="ways_out"),
    ]


def releases_of(detention: Row) -> list[Row]:
    """The release that took the person out, then the changes of figure outside prison, in order of days."""

    def day(release: Row) -> tuple[bool, date, int]:
        latest = release.left_on.latest if release.left_on else None
        return release.was_already_outside, latest or release.reported_on, release.pk

    return sorted(detention.ways_out, key=day)


def leaving(detention: Row) -> Row | None:
    """The release that took the person out of prison; None while the detention lasts."""
    return next((release for release in detention.ways_out if not release.was_already_outside), None)


def revocation_of(release: Row) -> Row | None:
    return getattr(release, "revocation", None)


def in_order(detentions: Iterable[Row]) -> list[Row]:
    """As far as dates tell; one that follows another comes after it, whatever their dates leave open."""

    def day(detention: Row) -> tuple[date, int]:
        latest = detention.detained_on.latest if detention.detained_on else None
        release = leaving(detention)
        left = release.left_on.latest if release and release.left_on else None
        return latest or left or date.max, detention.pk

    return followers_last(sorted(detentions, key=day), key=lambda row: row.pk, follows=lambda row: row.parent_id)


_SOURCE = {
    "list_organisation": F("record__entry__source_list__organisation__code"),
    "list_name": F("record__entry__source_list__name_es"),
    "list_day": F("record__first_snapshot__as_of"),
    "list_url": F("record__first_snapshot__url"),
    "title": F("document__title"),
    "publisher": F("document__publisher__code"),
    "kind": F("document__kind"),
    "url": F("document__url"),
    "archived": F("document__archived_url"),
    "day": F("document__published_on"),
}
_ROWS = ("detention_id", "stage_id", "charge_id", "sentence_id", "stay_id")


def _citations(persons: list[int]) -> defaultdict[int, dict[tuple[str, int], list[Cited]]]:
    """By person, then by row. Testimony and calls are sealed: not even their being there is told."""
    found: defaultdict[int, dict[tuple[str, int], list[Cited]]] = defaultdict(dict)
    kinds = [When(**{f"{name}__isnull": False}, then=Value(name[:-3])) for name in _ROWS]
    of_each = [
        model.objects.exclude(document__kind__in=SEALED_KINDS)
        .filter(**{f"{path}__in": persons})
        .order_by()
        .values("pk", "record_id", "field", of=kind, key=key, who=F(path), **_SOURCE)
        for model, path, kind, key in (
            (Citation, "person", Case(*kinds, default=Value("person")), Coalesce(*_ROWS, "person_id")),
            (ReleaseCitation, "release__detention__person", Value("release"), F("release_id")),
            (ReleaseCitation, "revocation__release__detention__person", Value("revocation"), F("revocation_id")),
        )
    ]
    rows = of_each[0].union(*of_each[1:], all=True).order_by("pk")
    for row in rows.iterator(chunk_size=5000):
        found[row["who"]].setdefault((row["of"], row["key"]), []).append(_cited(row))
    return found


def _records(cited: dict[int, dict[tuple[str, int], list[Cited]]]) -> set[int]:
    """The lines of lists among them."""
    sources = (source for rows in cited.values() for found in rows.values() for source in found)
    return {source.record for source in sources if source.record is not None}


def _cited(row: Any) -> Cited:
    if row["kind"] is None:
        return Cited(
            row["field"],
            "list",
            row["list_organisation"],
            row["list_name"],
            str(row["list_day"]),
            row["list_url"],
            row["record_id"],
        )
    return Cited(
        row["field"],
        row["kind"],
        row["publisher"] or "",
        row["title"],
        str(row["day"] or ""),
        row["url"] or row["archived"],
    )
