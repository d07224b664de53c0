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
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from editorial.admin.history import Tables
from prisoners.models import Charge, Citation, Detention, FacilityStay, MatchDecision, Person, RowMatch, Sentence, Stage
from sources.admin.field_labels import LABELS, Words
from sources.import_list.fields import FIELDS
from sources.models import SourceRecord

UNTOLD = {"id", "created_at", "updated_at", "person", "detention", "release", "parent"}
SAYING_NOTHING: tuple[Any, ...] = (None, "", "unknown", [], False)
CONFIDENTIAL_FIELDS = {"medical", "mental", "is_parent"}


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
        detentions.select_related("province", "municipality", "event").prefetch_related(
            Prefetch("stages", Stage.objects.order_by("from_on", "pk")),
            Prefetch("charges", Charge.objects.select_related("offence")),
            Prefetch("sentences", Sentence.objects.select_related("court_municipality").order_by("pk")),
            Prefetch("stays", FacilityStay.objects.select_related("facility", "municipality").order_by("pk")),
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


def _shown(row: models.Model, column: models.Field, value: Any) -> Any:
    if column.is_relation:
        return str(getattr(row, column.name))
    if isinstance(value, PartialDate):
        return in_words(value, get_language() or "es")
    if isinstance(value, list):
        names = dict(column.base_field.choices or ())
        return ", ".join(str(names.get(each, each)) for each in value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _("yes") if value is True else value


def source_of(citation: Any) -> Source:
    """A citation in words. Needs its record's list and its document loaded."""
    if citation.document is not None:
        label, url = citation.document.title, reverse("admin:sources_document_change", args=[citation.document_id])
    else:
        entry = citation.record.entry
        label = f"{entry.source_list.code} · {entry.row_key}"
        url = reverse("admin:sources_sourcerecord_change", args=[citation.record_id])
    return Source(label, url, citation.field, citation.get_reliability_display())


def with_sources(citations: models.QuerySet) -> models.QuerySet:
    """Citations with all that `source_of` reads."""
    return citations.select_related("document", "record__entry__source_list").defer("record__raw", "record__values")


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


@dataclass
class Saying:
    """One field, and what each list says of it. `is_disputed`: two lists say different things."""

    field: str
    label: str
    values: list[Any]
    is_disputed: bool


def sayings(matches: list[RowMatch], *, confidential: bool) -> tuple[list[str], list[Saying]]:
    """Whose lists name the person, and field by field what the latest wording of each says.

    `matches`: the rows held to speak of the person. `confidential`: whether what is counted only may be shown.
    """
    records: dict[int, SourceRecord] = {}
    entries = [match.entry_id for match in matches]
    for record in SourceRecord.objects.filter(entry__in=entries).defer("raw").order_by("pk"):
        records[record.entry_id] = record
    known = [match for match in matches if match.entry_id in records]
    lists = [match.entry.source_list.code for match in known]
    told, words = [], Words()
    for name in FIELDS:
        if name == "row_key" or (name in CONFIDENTIAL_FIELDS and not confidential):
            continue
        values = [records[match.entry_id].values.get(name) for match in known]
        stated = [str(value) for value in values if value not in (None, "")]
        if stated:
            told.append(
                Saying(name, str(LABELS[name]), [words.of(name, value) for value in values], len(set(stated)) > 1)
            )
    return lists, told


def matches_of(person: Person) -> list[RowMatch]:
    """Every decision in force about a row and this person."""
    found = RowMatch.objects.in_force().filter(person=person).select_related("entry__source_list", "decided_by")
    return list(found.order_by("decision", "pk"))


def same(matches: list[RowMatch]) -> list[RowMatch]:
    return [match for match in matches if match.decision == MatchDecision.SAME]


def history_of(detentions: Keys) -> Tables:
    """The tables of events of these detentions, those of the rooms above included."""
    ours = [(model, Q(detention_id__in=detentions)) for model in (Stage, Charge, Sentence, FacilityStay)]
    return [*ours, *(table for _groups, history in _parts.values() for table in history(detentions))]
