"""A dossier as it is read: each detention with its steps, beside each fact what supports it, and who says what.

Rooms above add their own groups of facts to each detention, and their tables to the history (`register`): this room
does not know how a detention ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from chronology import wording
from editorial.admin.history import Tables
from editorial.wording import in_words
from prisoners.models import Charge, Citation, Detention, FacilityStay, Person, RowMatch, Sentence, Stage
from prisoners.models.offence import law_in_words

UNTOLD = {"id", "created_at", "updated_at", "person", "detention", "release", "parent"}
SAYING_NOTHING: tuple[Any, ...] = (None, "", "unknown", [], False)


@dataclass
class Source:
    """One citation, beside the fact that it supports."""

    label: str
    url: str
    about: str
    reliability: str


@dataclass
class Fact:
    """One row of the dossier: its heading, what it says as (label, value), what supports it, where to change it."""

    title: str
    said: list[tuple[str, Any]]
    url: str
    sources: list[Source] = field(default_factory=list)


@dataclass
class Group:
    """Facts of one kind, and where to add one."""

    title: str
    facts: list[Fact]
    add_url: str


@dataclass
class Block:
    """A detention with everything that hangs from it."""

    detention: Detention
    fact: Fact
    groups: list[Group]


Groups = Callable[[list[Detention]], dict[int, list[Group]]]
Keys = list[int] | models.QuerySet  # of detentions; a queryset is asked within the query that needs it
History = Callable[[Keys], Tables]
_parts: dict[str, tuple[Groups, History]] = {}


def register(name: str, groups: Groups, history: History) -> None:
    """`groups`: {detention id: groups to show after ours}. `history`: tables of events, for these detentions' ids."""
    _parts[name] = (groups, history)


def blocks(detentions: models.QuerySet[Detention]) -> list[Block]:
    """These detentions, in a number of queries that does not depend on how many there are."""
    loaded = list(
        detentions.select_related("province", "municipality__province", "event").prefetch_related(
            Prefetch("stages", Stage.objects.order_by("from_on", "pk")),
            Prefetch("charges", Charge.objects.select_related("offence")),
            Prefetch("sentences", Sentence.objects.select_related("court_municipality__province").order_by("pk")),
            Prefetch(
                "stays",
                FacilityStay.objects.select_related("facility__province", "municipality__province").order_by("pk"),
            ),
        )
    )
    sources = _sources_by_row(loaded)
    added = [groups(loaded) for groups, _history in _parts.values()]
    return [_block(detention, sources, added) for detention in sorted(loaded, key=_begun)]


def _begun(detention: Detention) -> tuple[bool, Any, int]:
    known = detention.detained_on
    return (known is None, known.value if known else None, detention.pk)


def _block(detention: Detention, sources: dict[Any, list[Source]], added: list[dict[int, list[Group]]]) -> Block:
    rows = (
        (_("Stages of the case"), detention.stages.all()),
        (_("Charges"), detention.charges.all()),
        (_("Sentences"), detention.sentences.all()),
        (_("Where held"), detention.stays.all()),
    )
    models_ = (Stage, Charge, Sentence, FacilityStay)
    groups = [
        group_of(title, model, found, sources, detention=detention.pk)
        for (title, found), model in zip(rows, models_, strict=True)
    ]
    groups += [group for groups_of in added for group in groups_of.get(detention.pk, [])]
    return Block(detention, fact_of(detention, detention.get_kind_display(), sources), groups)


def group_of(
    title: str,
    model: type[models.Model],
    rows: Iterable[models.Model],
    sources: dict[Any, list[Source]],
    **preset: Any,
) -> Group:
    """Rows of one table as facts; `preset` fills in the form that adds another."""
    opts = model._meta
    add_url = f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_add')}?{urlencode(preset)}"
    return Group(title, [fact_of(row, title_of(row), sources) for row in rows], add_url)


def title_of(row: models.Model) -> str:
    """What a row is called on the page: its kind in words, where the row's own name has codes."""
    if isinstance(row, Charge):
        return f"{row.offence}: {row.get_stage_display()}"
    if isinstance(row, FacilityStay):
        return str(row.facility or row.municipality or "?")
    return str(getattr(row, "release_type", None) or row)


def fact_of(row: models.Model, title: str, sources: dict[Any, list[Source]]) -> Fact:
    opts = row._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    return Fact(title, list(_said(row, title)), url, sources.get((type(row), row.pk), []))


def _said(row: models.Model, title: str) -> Iterable[tuple[str, Any]]:
    """What a row says beyond its heading; columns that say nothing are left out."""
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if column.name in UNTOLD or value in SAYING_NOTHING:
            continue
        shown = _shown(row, column, value)
        if shown not in title.split(": ") and shown != title:
            yield str(column.verbose_name), shown


def _shown(row: models.Model, column: models.Field, value: Any) -> str:
    if isinstance(row, Charge) and column.name == "law":
        return law_in_words(value)
    return str(getattr(row, column.name)) if column.is_relation else in_words(column, value)


def source_of(citation: Any) -> Source:
    """A citation in words; a wording of a row with the day on which it first stood there, for a row has several. Needs
    its record's list and snapshot and its document loaded.
    """
    if citation.document is not None:
        label, url = citation.document.title, reverse("admin:sources_document_change", args=[citation.document_id])
    else:
        entry = citation.record.entry
        day = wording.in_words(citation.record.first_snapshot.as_of)
        label = f"{entry.source_list.code} · {entry.row_key} · {day}"
        url = reverse("admin:sources_sourcerecord_change", args=[citation.record_id])
    return Source(label, url, citation.about(citation), citation.get_reliability_display())


def with_sources(citations: models.QuerySet) -> models.QuerySet:
    """Citations with all that `source_of` reads."""
    of_lists = ("record__entry__source_list", "record__first_snapshot")
    return citations.select_related("document", *of_lists).defer("record__raw", "record__values")


def _sources_by_row(detentions: list[Detention]) -> dict[Any, list[Source]]:
    persons = {detention.person_id for detention in detentions}
    found: dict[Any, list[Source]] = defaultdict(list)
    for citation in with_sources(Citation.objects.filter(person__in=persons)).order_by("pk"):
        found[_supported(citation)].append(source_of(citation))
    return found


def _supported(citation: Citation) -> tuple[type[models.Model], int]:
    """The row that a citation supports."""
    for name, model in (
        ("detention", Detention), ("stage", Stage), ("charge", Charge), ("sentence", Sentence), ("stay", FacilityStay),
    ):  # fmt: skip
        if pk := getattr(citation, f"{name}_id"):
            return model, pk
    return Person, citation.person_id


def matches_of(person: Person) -> list[RowMatch]:
    """Every decision in force about a row and this person."""
    found = RowMatch.objects.in_force().filter(person=person).select_related("entry__source_list", "decided_by")
    return list(found.order_by("decision", "pk"))


def history_of(detentions: Keys) -> Tables:
    """The tables of events of these detentions, those of the rooms above included."""
    ours = [(model, Q(detention_id__in=detentions)) for model in (Stage, Charge, Sentence, FacilityStay)]
    return [*ours, *(table for _groups, history in _parts.values() for table in history(detentions))]
