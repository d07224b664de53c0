"""Organisations with their lists, announcements, figures as printed with the verdict on each group, page texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from editorial.models import PageText
from publication.document import AnnouncementDocument, ListDocument, SnapshotLine
from publication.models import AnnouncementVersion, OrganisationVersion, PageTextVersion, PublishedFigureVersion
from publication.projector.listings import snapshots_in_force
from releases.models import OfficialAnnouncement
from sources.figure_checks import Verdict, both, check_cumulative, check_group
from sources.models import ListSnapshot, PublishedFigure, SourceList, SourceOrganisation

NOT_CHECKED = Verdict("not_checked")


def organisations(
    day: date | None = None, *, of: Iterable[SourceOrganisation] | None = None
) -> Iterator[OrganisationVersion]:
    """Of everything approved; or of these, whatever their state."""
    lists = _lists(day)
    for row in SourceOrganisation.objects.publishable().order_by("code") if of is None else of:
        yield OrganisationVersion(
            code=row.code,
            name=row.name,
            kind=row.kind,
            is_accepted=row.accepted_for_inclusion,
            is_demo=row.is_demo,
            document={
                "url": row.url,
                "country": row.country,
                "licence": row.licence,
                "definition_es": row.definition_es,
                "definition_en": row.definition_en,
                "lists": lists[row.pk],
            },
        )


def _lists(day: date | None) -> defaultdict[int, list[ListDocument]]:
    snapshots: defaultdict[int, list[SnapshotLine]] = defaultdict(list)
    rows = ListSnapshot.objects.filter(pk__in=list(snapshots_in_force(day))).order_by("as_of", "pk")
    for row in rows:
        snapshots[row.source_list_id].append(snapshot_line(row))
    found: defaultdict[int, list[ListDocument]] = defaultdict(list)
    for source in SourceList.objects.order_by("code"):
        found[source.organisation_id].append(
            {
                "code": source.code,
                "name_es": source.name_es,
                "name_en": source.name_en,
                "kind": source.kind,
                "snapshots": snapshots[source.pk],
            }
        )
    return found


def snapshot_line(row: ListSnapshot) -> SnapshotLine:
    return {
        "as_of": str(row.as_of),
        "row_count": row.row_count,
        "new_count": row.new_count,
        "gone_count": row.gone_count,
        "published_on": str(row.published_on or ""),
        "url": row.url,
    }


def announcements(*, of: QuerySet | None = None) -> Iterator[AnnouncementVersion]:
    """Of everything approved; or of these, whatever their state."""
    wanted = OfficialAnnouncement.objects.publishable() if of is None else of
    rows: Iterable[Any] = wanted.prefetch_related("claimed_figures", "comparisons__organisation").order_by("code")
    for row in rows:
        yield AnnouncementVersion(
            code=row.code,
            authority=row.authority,
            announced_on=str(row.announced_on),
            announced_earliest=row.announced_on.earliest,
            number=row.announced_number,
            document=_announcement(row),
        )


def _announcement(row: OfficialAnnouncement) -> AnnouncementDocument:
    return {
        "title_es": row.title_es,
        "title_en": row.title_en,
        "wording_es": row.wording_es,
        "wording_en": row.wording_en,
        "scope_es": row.scope_es,
        "scope_en": row.scope_en,
        "names_published": row.names_published,
        "started_on": str(row.started_on or ""),
        "ended_on": str(row.ended_on or ""),
        "url": row.url,
        "claimed": [
            {
                "label_es": claim.label_es,
                "label_en": claim.label_en,
                "number": claim.number,
                "stated_on": str(claim.stated_on),
                "url": claim.url,
            }
            for claim in row.claimed_figures.all()
        ],
        "comparisons": [
            {
                "organisation": other.organisation.code,
                "organisation_name": other.organisation.name,
                "number": other.number,
                "stated_on": str(other.stated_on or ""),
                "definition_es": other.definition_es,
                "definition_en": other.definition_en,
                "url": other.url,
            }
            for other in row.comparisons.all()
        ],
    }


def page_texts(*, of: Iterable[PageText] | None = None) -> Iterator[PageTextVersion]:
    """Of everything approved; or of these, whatever their state."""
    for row in PageText.objects.publishable().order_by("code") if of is None else of:
        yield PageTextVersion(
            code=row.code,
            title_es=row.title_es,
            title_en=row.title_en,
            body_es=row.body_es,
            body_en=row.body_en,
            is_demo=row.is_demo,
        )


def published_figures(*, besides: PublishedFigure | None = None) -> Iterator[PublishedFigureVersion]:
    """Approved figures, and `besides` whatever its state; a group is judged by all of it that is there."""
    wanted = PublishedFigure.objects.publishable()
    if besides is not None:  # only its group bears on it, and its publisher's figures of the same metric
        alike = Q(publisher=besides.publisher_id, metric=besides.metric)
        alike |= Q(group=besides.group) if besides.group else Q(pk__in=())
        wanted = PublishedFigure.objects.filter(Q(pk__in=wanted.values("pk")) & alike | Q(pk=besides.pk))
    rows = list(wanted.select_related("publisher").order_by("code"))
    groups = defaultdict(list)
    for row in rows:
        if row.group:
            groups[row.group].append(row)
    verdicts = {group: check_group(members) for group, members in groups.items()}
    cumulative: dict[str, Verdict] = {}
    for _publisher, theirs in groupby(sorted(rows, key=attrgetter("publisher_id")), key=attrgetter("publisher_id")):
        cumulative |= check_cumulative(theirs)
    for row in rows:
        verdict = both(verdicts.get(row.group, NOT_CHECKED), cumulative.get(row.code, NOT_CHECKED))
        yield PublishedFigureVersion(
            code=row.code,
            publisher=row.publisher.code,
            publisher_name=row.publisher.name,
            as_of=row.as_of,
            metric=row.metric,
            value=row.value,
            group=row.group,
            role=row.role,
            url=row.url,
            note_es=row.note_es,
            note_en=row.note_en,
            verdict=verdict.kind,
            verdict_es=verdict.es,
            verdict_en=verdict.en,
        )
